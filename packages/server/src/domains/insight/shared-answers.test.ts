import { describe, expect, test } from "vitest";
import { createSharedAnswers } from "./shared-answers.ts";

class Hopeless extends Error {}

function setup(most = 2) {
  const answers = createSharedAnswers(most, (error) => error instanceof Hopeless);
  const begun: string[] = [];
  const ended: string[] = [];
  /** Asks for the upper case of a key, which is made when `finish` is called. */
  const finish = new Map<string, (error?: Error) => void>();
  const ask = (key: string, signal?: AbortSignal) =>
    answers.get(
      key,
      (until) =>
        new Promise<string>((resolve, reject) => {
          begun.push(key);
          finish.set(key, (error) => (error === undefined ? resolve(key.toUpperCase()) : reject(error)));
          until.addEventListener("abort", () => {
            ended.push(key);
            reject(until.reason);
          });
        }),
      signal,
    );
  return { ask, begun, ended, finish };
}

describe("answers that are shared", () => {
  test("are worked out once for who ask at the same time, and kept for who asks later", async () => {
    const { ask, begun, finish } = setup();
    const both = [ask("a"), ask("a")];
    finish.get("a")?.();
    expect(await Promise.all(both)).toEqual(["A", "A"]);
    expect(await ask("a")).toBe("A");
    expect(begun).toEqual(["a"]);
  });

  test("go on when one of two leaves, and end when the last one does", async () => {
    const { ask, ended, begun } = setup();
    const one = new AbortController();
    const two = new AbortController();
    const first = ask("a", one.signal);
    const second = ask("a", two.signal);
    one.abort(new Error("first left"));
    await expect(first).rejects.toThrow("first left");
    expect(ended).toEqual([]);
    two.abort(new Error("second left"));
    await expect(second).rejects.toThrow("second left");
    expect(ended).toEqual(["a"]);
    ask("a").catch(() => {});
    expect(begun).toEqual(["a", "a"]);
  });

  test("that failed are worked out again, but for failures that stay", async () => {
    const { ask, begun, finish } = setup();
    const broken = ask("a");
    finish.get("a")?.(new Error("bad luck"));
    await expect(broken).rejects.toThrow("bad luck");
    const hopeless = ask("a");
    finish.get("a")?.(new Hopeless("never"));
    await expect(hopeless).rejects.toThrow("never");
    await expect(ask("a")).rejects.toThrow("never");
    expect(begun).toEqual(["a", "a"]);
  });

  test("are dropped when there are too many, the one used longest ago first", async () => {
    const { ask, begun, finish } = setup(2);
    for (const key of ["a", "b", "a", "c"]) {
      const asked = ask(key);
      finish.get(key)?.();
      await asked;
    }
    await ask("a");
    const again = ask("b");
    finish.get("b")?.();
    await again;
    expect(begun).toEqual(["a", "b", "c", "b"]);
  });
});
