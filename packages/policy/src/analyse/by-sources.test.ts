/** The findings that the sources fix, on the rules of the repository as they held on 1 December 2020. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { loadRuleSet } from "../../../policy-files/src/index.ts";
import { compile } from "../compile/index.ts";
import { holdsAt } from "../points.ts";
import type { Condition, RuleSet } from "../rule-set.ts";
import { coalitionGaps } from "./coalition-gap.ts";
import { normConflicts } from "./norm-conflict.ts";
import type { RawFinding } from "./raw-finding.ts";
import { run } from "./run.ts";
import { Space } from "./space.ts";
import { toolGaps } from "./tool-gap.ts";

let ruleSet: RuleSet;
let space: Space;

beforeAll(async () => {
  const loaded = await loadRuleSet(fileURLToPath(new URL("../../../../policies", import.meta.url)));
  if (loaded.ruleSet === null) throw new Error("the policies do not load");
  ruleSet = loaded.ruleSet;
  space = new Space(compile(ruleSet, "2020-12-01"));
});

const CONFIDENTIAL_MEETING = {
  activity: ["meet"],
  information: ["confidential"],
  role: ["employee"],
};

describe("the findings that the sources fix", () => {
  it.for(["ind", "jenv"])(
    "%s and another ministry have no tool in common for a confidential meeting",
    (one) => {
      const gaps = run(coalitionGaps(space)).filter(({ activity }) => activity === "meet");
      const with_ = gaps
        .filter(({ organisations }) => organisations.length === 2 && organisations.includes(one))
        .filter((gap) => covers(gap, { ...CONFIDENTIAL_MEETING, audience: ["interdepartmental"] }))
        .flatMap(({ organisations }) => organisations.filter((id) => id !== one));
      // Every organisation that the page names has Skype for it, but these two only among their own people.
      const others = ["bzk", "fin", "szw", "vws", "ienw", "kno", one === "ind" ? "jenv" : "ind"];
      expect(with_.toSorted()).toEqual(others.toSorted());
    },
  );

  it("the organisations that may use Skype between them are in no such gap", () => {
    const between = new Set(["bzk", "fin", "szw", "vws", "ienw", "kno"]);
    const gaps = run(coalitionGaps(space)).filter(
      (gap) =>
        gap.organisations.every((id) => between.has(id)) &&
        meets(gap, { ...CONFIDENTIAL_MEETING, audience: ["interdepartmental"] }),
    );
    expect(gaps).toEqual([]);
  });

  it("nobody has a tool for a message at departmental-confidential from a managed mobile", () => {
    const message = {
      activity: ["message"],
      information: ["departmental-confidential"],
      device: ["managed-mobile"],
    };
    const gaps = run(toolGaps(space)).filter(({ activity }) => activity === "message");
    for (const index of space.organisations) {
      const id = ruleSet.organisations[index]?.id ?? "";
      const own = gaps.filter(({ organisations }) => organisations[0] === id).map(({ region }) => region);
      const covered = own.reduce(
        (all, region) => all.or(region),
        space.region(space.functionOf({ activity: [] })),
      );
      expect({ id, left: space.regionWhere(message).minus(covered).situations }).toEqual({ id, left: 0 });
    }
  });

  it("a confidential meeting within BZK is no gap, although Webex may not be used for it", () => {
    const within = { ...CONFIDENTIAL_MEETING, audience: ["own-organisation"] };
    const gaps = run(toolGaps(space)).filter(({ organisations }) => organisations[0] === "bzk");
    expect(gaps.filter((gap) => meets(gap, within))).toEqual([]);
    const point = space.regionWhere(within).examplePoint();
    const webex = ruleSet.tools.findIndex(({ id }) => id === "webex");
    const bzk = ruleSet.organisations.findIndex(({ id }) => id === "bzk");
    expect(space.compiled.decide(bzk, webex, point).effect).toBe("prohibited");
  });

  it("WhatsApp for ordinary work is discouraged by one source and permitted by another", () => {
    const contested = run(normConflicts(space)).filter(
      ({ organisations, tool, sides }) =>
        organisations[0] === "bzk" && tool === "whatsapp" && sides === undefined,
    );
    expect(contested.map(({ activity, causes }) => ({ activity, causes }))).toContainEqual({
      activity: "message",
      causes: ["rekenkamer-2020/whatsapp-under-conditions", "rijk-2020/messaging-apps-discouraged"],
    });
  });

  it("every example lies in its region, and every box of it holds somewhere in it", () => {
    for (const { region } of run(toolGaps(space))) {
      const point = region.examplePoint();
      expect(region.has(point)).toBe(true);
      expect(region.allBoxes().some((box) => holdsAt(ruleSet.vocabulary, box, point) === "holds")).toBe(true);
    }
  });
});

function covers({ region }: RawFinding, condition: Condition): boolean {
  return region.space.regionWhere(condition).minus(region).isEmpty;
}

function meets({ region }: RawFinding, condition: Condition): boolean {
  return !region.and(region.space.regionWhere(condition)).isEmpty;
}
