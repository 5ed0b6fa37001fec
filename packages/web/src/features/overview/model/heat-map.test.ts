import { type Decider, opens, type RuleSet } from "@akkoord/policy";
import { beforeAll, describe, expect, test } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { organisationsOn } from "../../rule-sets/model/names.ts";
import { EVERYDAY, outcomesAt } from "../../tools/model/standard-verdict.ts";
import { heatOf, makeHeatMap, mostOf } from "./heat-map.ts";
import { heatSvg } from "./heat-svg.ts";

const DAY = "2020-12-01";
const VALUES = { ...EVERYDAY, audience: "interdepartmental" };

let ruleSet: RuleSet;
let decider: Decider;
let organisations: readonly string[];
beforeAll(async () => {
  ({ ruleSet, decider } = await realRules(DAY));
  organisations = organisationsOn(ruleSet, DAY).map(({ id }) => id);
});

describe("the heat map", () => {
  test("counts for every activity and class who has a tool, and which tools are open", () => {
    const map = makeHeatMap(decider, organisations, VALUES);
    expect(map.cells).toHaveLength(map.activities.length);
    for (const [row, activity] of map.activities.entries()) {
      const serving = ruleSet.tools.filter((tool) => tool.activities.includes(activity));
      for (const [column, information] of map.classes.entries()) {
        const cell = map.cells[row]?.[column];
        const isOpen = (organisation: string, tool: string) => {
          const possible = outcomesAt(decider, organisation, tool, { ...VALUES, activity, information });
          return possible.length > 0 && possible.every((one) => opens(one.effect) && !one.contested);
        };
        const able = organisations.filter((one) => serving.some(({ id }) => isOpen(one, id)));
        const open = serving.filter(({ id }) => organisations.some((one) => isOpen(one, id)));
        const common = serving.filter(({ id }) => organisations.every((one) => isOpen(one, id)));
        expect(cell ?? { organisations: 0, tools: 0, common: 0, serving: serving.length }).toEqual({
          organisations: able.length,
          tools: open.length,
          common: common.length,
          serving: serving.length,
        });
      }
    }
  });

  test("shows that a confidential meeting with other ministries works for some, and is cold where nobody has a tool", () => {
    const map = makeHeatMap(decider, organisations, VALUES);
    const at = (activity: string, information: string) =>
      map.cells[map.activities.indexOf(activity)]?.[map.classes.indexOf(information)] ?? null;
    const meeting = at("meet", "confidential");
    if (meeting === null) throw new Error("such a meeting can occur");
    expect(meeting.organisations).toBeGreaterThan(0);
    expect(meeting.organisations).toBeLessThan(organisations.length);
    expect(meeting.common).toBe(0);
    expect(heatOf(map, meeting, "common")).toBe(0);
    expect([1, 2, 3]).toContain(heatOf(map, meeting, "organisations"));
    expect(mostOf(map, meeting, "organisations")).toBe(organisations.length);
  });
});

describe("the picture of a heat map", () => {
  test("has a text in every cell, and escapes what names hold", () => {
    const picture = heatSvg({
      title: "A & B <script>",
      columns: ["Intern"],
      rows: [{ name: '"Overleggen"', cells: [{ text: "3/22", heat: 1 }] }],
    });
    expect(picture).toContain(">3/22</text>");
    expect(picture).toContain("A &amp; B &lt;script&gt;");
    expect(picture).not.toContain("<script>");
    expect(picture).toContain("&quot;Overleggen&quot;");
  });
});
