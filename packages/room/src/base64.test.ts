import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base64, base64Url, fromBase64 } from "./base64.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("base64 without padding", () => {
  // Matrix specification, appendices, “Unpadded Base64”.
  it.each([
    ["", ""],
    ["f", "Zg"],
    ["fo", "Zm8"],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg"],
    ["fooba", "Zm9vYmE"],
    ["foobar", "Zm9vYmFy"],
  ])("writes “%s” as the specification does", (text, expected) => {
    expect(base64(bytes(text))).toBe(expected);
    expect(fromBase64(expected)).toEqual(bytes(text));
  });

  it("agrees with Node for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (any) => {
        expect(base64(any)).toBe(Buffer.from(any).toString("base64").replaceAll("=", ""));
        expect(base64Url(any)).toBe(Buffer.from(any).toString("base64url"));
        expect(fromBase64(base64(any))).toEqual(any);
      }),
    );
  });

  it("reads one writing of bytes only", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("A", "B", "f", "9", "+", "/", "=", "-", " ") }),
        (text) => {
          const read = fromBase64(text);
          if (read !== null) expect(base64(read)).toBe(text);
        },
      ),
    );
    for (const other of ["Zh", "Zg==", "Zg=", "Z", "Zm9v\n", "Zm9-", "Zm9é"])
      expect(fromBase64(other)).toBeNull();
  });
});
