import type { RuleSet } from "@akkoord/policy";
import { ZenDecisionContent, ZenEngine } from "@gorules/zen-engine";
import { type Formula, firstHitLines, type Line, speakingRules, standingRules } from "../formula.ts";
import { type NamedPoint, namedPoint } from "../workload.ts";
import type { MakePeer, Verdict } from "./peer.ts";

/** A first-hit decision table per organisation and tool, compiled beforehand (`ZenDecisionContent`). */
export const makeZen: MakePeer = async ({ ruleSet, date }, questions) => {
  const engine = new ZenEngine();
  const prepared = questions.map(({ organisation, tool, point }) => {
    const lines = firstHitLines(standingRules(speakingRules(ruleSet, date, organisation, tool)));
    const content = new ZenDecisionContent(Buffer.from(JSON.stringify(decisionTable(ruleSet, lines))));
    return { decision: engine.createDecision(content), context: contextOf(namedPoint(ruleSet, point)) };
  });
  return {
    name: "@gorules/zen-engine",
    note:
      "The effect, from a decision table per organisation and tool that we resolved to first hit. " +
      "It cannot name defeated rules, and knows no defeat or contest. Its Node interface answers later only.",
    answer: async (place): Promise<Verdict> => {
      const entry = prepared[place];
      const response = await entry?.decision.evaluate(entry.context);
      return response?.result.effect;
    },
  };
};

/** In its expressions a hyphen subtracts. */
function nameOf(id: string): string {
  return id.replaceAll("-", "_");
}

function contextOf(point: NamedPoint): NamedPoint {
  return Object.fromEntries(Object.entries(point).map(([id, value]) => [nameOf(id), value]));
}

/** Columns for the attributes that lines look at, and one for conditions that are more than a box. */
function decisionTable(ruleSet: RuleSet, lines: readonly Line[]): object {
  const looked = ruleSet.vocabulary.attributes.filter(({ id }) =>
    lines.some(({ formula }) => id in boxOf(formula).when),
  );
  const rules = [
    ...lines.map(({ formula, effect }, index) => {
      const { when, rest } = boxOf(formula);
      const cells = looked.map(({ id }) => [
        id,
        (when[id] ?? []).map((value) => JSON.stringify(value)).join(", "),
      ]);
      const extra = rest === null ? "" : expressionOf(rest);
      return { _id: `line-${index}`, ...Object.fromEntries(cells), extra, out: JSON.stringify(effect) };
    }),
    {
      _id: "otherwise",
      ...Object.fromEntries(looked.map(({ id }) => [id, ""])),
      extra: "",
      out: JSON.stringify("unspecified"),
    },
  ];
  const table = {
    hitPolicy: "first",
    inputs: [
      ...looked.map(({ id }) => ({ id, type: "expression", field: nameOf(id), name: id })),
      { id: "extra", type: "expression", field: "", name: "extra" },
    ],
    outputs: [{ id: "out", type: "expression", field: "effect", name: "effect" }],
    rules,
  };
  return {
    nodes: [
      { id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } },
      { id: "table", name: "table", type: "decisionTableNode", position: { x: 0, y: 0 }, content: table },
      { id: "out", name: "out", type: "outputNode", position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "table", type: "edge" },
      { id: "b", sourceId: "table", targetId: "out", type: "edge" },
    ],
  };
}

/** The part of a condition that fits the columns, and what is left of it. */
function boxOf(formula: Formula): {
  when: Readonly<Record<string, readonly string[]>>;
  rest: Formula | null;
} {
  if (formula.kind === "holds") return { when: formula.when, rest: null };
  if (formula.kind === "and") {
    const [first, ...others] = formula.parts;
    if (first?.kind === "holds") return { when: first.when, rest: { kind: "and", parts: others } };
  }
  return { when: {}, rest: formula };
}

function expressionOf(formula: Formula): string {
  switch (formula.kind) {
    case "holds": {
      const tests = Object.entries(formula.when).map(
        ([id, values]) => `${nameOf(id)} in ${JSON.stringify(values)}`,
      );
      return tests.length === 0 ? "true" : `(${tests.join(" and ")})`;
    }
    case "not":
      return `not(${expressionOf(formula.part)})`;
    case "and":
    case "or":
      return `(${formula.parts.map(expressionOf).join(` ${formula.kind} `)})`;
  }
}
