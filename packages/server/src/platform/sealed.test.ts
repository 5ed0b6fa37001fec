import { describe, expect, test } from "vitest";
import { createSeal } from "./sealed.ts";

const seal = createSeal("a key of at least thirty-two characters");

describe("a sealed secret", () => {
  test("can be opened for the purpose it was sealed for, and looks different each time", () => {
    const first = seal.close("whsec_abc", "webhook 1");
    expect(seal.open(first, "webhook 1")).toBe("whsec_abc");
    expect(seal.close("whsec_abc", "webhook 1")).not.toBe(first);
    expect(first).not.toContain("abc");
  });

  test("cannot be opened for another purpose, with another key, or after a change", () => {
    const sealed = seal.close("whsec_abc", "webhook 1");
    expect(() => seal.open(sealed, "webhook 2")).toThrow();
    expect(() => createSeal("another key of thirty-two characters").open(sealed, "webhook 1")).toThrow();
    for (let place = 0; place < sealed.length; place++) {
      const other = sealed[place] === "A" ? "B" : "A";
      const changed = `${sealed.slice(0, place)}${other}${sealed.slice(place + 1)}`;
      if (Buffer.from(changed, "base64url").equals(Buffer.from(sealed, "base64url"))) continue;
      expect(() => seal.open(changed, "webhook 1")).toThrow();
    }
  });
});
