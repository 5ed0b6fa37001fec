import { describe, expect, test } from "vitest";
import { knownRoles, organisationId } from "../domains/directory/model.ts";
import { dayInAmsterdam } from "./clock.ts";
import { countedAs, networkOf } from "./http/rate-limit.ts";
import { describeError } from "./log.ts";
import { preferredLanguage, problemWords } from "./problem-words.ts";

describe("the day in Amsterdam", () => {
  test.each([
    ["2026-11-20T22:59:59Z", "2026-11-20"],
    ["2026-11-20T23:00:00Z", "2026-11-21"],
    ["2026-06-30T22:00:00Z", "2026-07-01"],
  ])("at %s is %s", (moment, day) => {
    expect(dayInAmsterdam(new Date(moment))).toBe(day);
  });
});

describe("the language of a problem", () => {
  test.each([
    [undefined, "nl"],
    ["en-GB,en;q=0.9,nl;q=0.8", "en"],
    ["nl,en;q=0.9", "nl"],
    ["de, en;q=0.5", "en"],
    ["fr", "nl"],
    ["en;q=0", "nl"],
  ] as const)("for %s is %s", (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  test("leaves out a part of the sentence that has no value", () => {
    const values = { attribute: "activity", value: "x", allowed: "a, b" };
    expect(problemWords("unknown-value", "en", values).detail).toBe(
      "“x” does not belong to activity. You can choose from: a, b.",
    );
    expect(problemWords("unknown-value", "en", { ...values, nearest: "a" }).detail).toContain(
      "Do you mean “a”?",
    );
  });
});

describe("an address", () => {
  test.each([
    ["203.0.113.77", "203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"],
    ["2001:db8::1", "2001:db8:0:0::/64", "2001:db8:0::/48"],
    ["::1", "0:0:0:0::/64", "0:0:0::/48"],
    ["::ffff:203.0.113.77", "::ffff:203.0.113.77", "203.0.113.0/24"],
  ])("%s is counted as %s and kept as %s", (address, counted, kept) => {
    expect(countedAs(address)).toBe(counted);
    expect(networkOf(address)).toBe(kept);
  });
});

describe("what is logged of an error", () => {
  test("is never its message, which may quote what a person sent", () => {
    const error = new Error("invalid input: my secret", { cause: new TypeError("another secret") });
    expect(JSON.stringify(describeError(error))).not.toContain("secret");
    expect(describeError(error)).toMatchObject({ name: "Error", cause: { name: "TypeError" } });
  });
});

describe("roles of an identity provider", () => {
  test("count when we know them; everyone is a civil servant", () => {
    expect(knownRoles(["auditor", "wizard"])).toEqual(["civil-servant", "auditor"]);
    expect(knownRoles([])).toEqual(["civil-servant"]);
  });
});

describe("an organisation as others name it", () => {
  const organisations = [
    {
      id: "bzk",
      abbreviation: "BZK",
      tooi: "https://identifier.overheid.nl/tooi/id/ministerie/mnre1034",
      name: "",
      kind: "ministry" as const,
      period: { from: null, to: null },
      names: [],
    },
  ];
  test.each([
    ["bzk", "bzk"],
    ["BZK", "bzk"],
    ["https://identifier.overheid.nl/tooi/id/ministerie/mnre1034", "bzk"],
    [".../mnre1034", "bzk"],
    ["mnre9999", null],
    ["", null],
  ])("%s is %s", (named, id) => {
    expect(organisationId({ organisations }, named)).toBe(id);
  });
});
