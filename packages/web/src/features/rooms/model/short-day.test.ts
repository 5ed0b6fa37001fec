import { expect, it } from "vitest";
import { formatShortDay } from "./short-day.ts";

it("a day is written short, with its year only when that is another", () => {
  const now = new Date("2027-01-05T12:00:00Z");
  expect(formatShortDay("2027-01-31T22:59:59.999Z", "nl", now)).toBe("31 jan");
  expect(formatShortDay("2026-12-22T22:59:59.999Z", "nl", now)).toBe("22 dec 2026");
  expect(formatShortDay("2027-01-31T22:59:59.999Z", "en", now)).toBe("31 Jan");
});
