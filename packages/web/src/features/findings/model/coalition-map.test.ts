import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Coalition, coalitionMap } from "./coalition-map.ts";

const pair = (a: string, b: string): Coalition => ({ id: `${a}-${b}`, organisations: [a, b] });

describe("the map of coalition gaps", () => {
  test("takes organisations in the same position together", () => {
    const map = coalitionMap(
      ["bzk", "szw", "jenv", "ind"],
      [pair("bzk", "jenv"), pair("szw", "jenv"), pair("bzk", "ind"), pair("szw", "ind")],
    );
    expect(map.groups).toEqual([
      { organisations: ["bzk", "szw"], within: null },
      { organisations: ["jenv", "ind"], within: null },
    ]);
    expect(map.cells).toEqual([
      [null, "bzk-jenv"],
      ["bzk-jenv", null],
    ]);
    expect(map.without).toEqual([]);
  });

  test("says where members of a group lack a tool among each other, and who lacks none", () => {
    const map = coalitionMap(["a", "b", "c", "d"], [pair("a", "b"), pair("b", "c"), pair("a", "c")]);
    expect(map.groups).toEqual([{ organisations: ["a", "b", "c"], within: "a-b" }]);
    expect(map.cells).toEqual([["a-b"]]);
    expect(map.without).toEqual(["d"]);
  });

  test("lists larger coalitions apart, without marking their pairs", () => {
    const three = { id: "three", organisations: ["a", "b", "c"] };
    const map = coalitionMap(["a", "b", "c"], [three]);
    expect(map.groups).toEqual([]);
    expect(map.larger).toEqual([three]);
  });

  test("shows exactly the pairs that were found, whatever they are", () => {
    const all = ["a", "b", "c", "d", "e", "f"];
    const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => pair(a, b)));
    fc.assert(
      fc.property(fc.subarray(pairs), (gaps) => {
        const map = coalitionMap(all, gaps);
        const groupOf = (id: string) => map.groups.findIndex((group) => group.organisations.includes(id));
        for (const { organisations } of pairs) {
          const [a = "", b = ""] = organisations;
          const found = gaps.some((gap) => gap.id === `${a}-${b}`);
          const shown = (map.cells[groupOf(a)]?.[groupOf(b)] ?? null) !== null;
          expect(shown, `${a} ${b}`).toBe(found);
        }
        const told = [...map.groups.flatMap((group) => group.organisations), ...map.without];
        expect(told.toSorted()).toEqual(all);
      }),
    );
  });
});
