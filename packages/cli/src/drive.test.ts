import type { Analysis } from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { drive, Stopped } from "./drive.ts";
import { wordsOf } from "./words/index.ts";

const { words } = wordsOf("nl");

/** An analysis that goes on for so many steps, each long enough for signals to get a turn. */
function* slow(steps: number, onStep: (done: number) => void): Analysis<string> {
  for (let done = 1; done <= steps; done++) {
    const until = performance.now() + 60;
    while (performance.now() < until);
    onStep(done);
    yield { done, of: steps, what: "tool-gap" };
  }
  return "found";
}

describe("driving an analysis", () => {
  it("gives what it finds, and leaves no handler behind", async () => {
    const before = process.listenerCount("SIGINT");
    expect(
      await drive(
        slow(2, () => undefined),
        words,
      ),
    ).toBe("found");
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  it("stops soon after Ctrl-C, and says that there is no complete result", async () => {
    const steps: number[] = [];
    const driven = drive(
      slow(50, (done) => {
        steps.push(done);
        if (done === 3) process.emit("SIGINT");
      }),
      words,
    );
    await expect(driven).rejects.toThrow(Stopped);
    await expect(driven).rejects.toThrow("Gestopt. Er is geen volledige uitkomst.");
    expect(steps.length).toBeLessThan(6);
  });
});
