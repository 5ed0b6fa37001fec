import type { Condition } from "@akkoord/policy";
import jsonLogic from "json-logic-js";
import { type Formula, firstHitLines, speakingRules, standingRules } from "../formula.ts";
import { namedPoint } from "../workload.ts";
import type { MakePeer, Verdict } from "./peer.ts";

/** One `if` per organisation and tool, with a condition per line. The library interprets; it has nothing to compile. */
export const makeJsonLogic: MakePeer = async ({ ruleSet, date }, questions) => {
  const prepared = questions.map(({ organisation, tool, point }) => {
    const lines = firstHitLines(standingRules(speakingRules(ruleSet, date, organisation, tool)));
    const chain = {
      if: [...lines.flatMap(({ formula, effect }) => [logicOf(formula), effect]), "unspecified"],
    };
    // The library's types know chains of a fixed length only; its documentation and its code take any.
    const rule: Logic = JSON.parse(JSON.stringify(chain));
    return { rule, data: namedPoint(ruleSet, point) };
  });
  return {
    name: "json-logic-js",
    note:
      "The effect, from rules of one organisation and tool that we resolved to a first-hit list. " +
      "It cannot name decisive or defeated rules, and knows no contest.",
    answer: (place): Verdict => {
      const entry = prepared[place];
      return entry === undefined ? false : jsonLogic.apply(entry.rule, entry.data);
    },
  };
};

type Logic = jsonLogic.RulesLogic;

function logicOf(formula: Formula): Logic {
  switch (formula.kind) {
    case "holds":
      return allOf(formula.when);
    case "not":
      return { "!": [logicOf(formula.part)] };
    case "and":
      return { and: formula.parts.map(logicOf) };
    case "or":
      return { or: formula.parts.map(logicOf) };
  }
}

function allOf(when: Condition): Logic {
  const tests = Object.entries(when).map(([id, values]): Logic => ({ in: [{ var: id }, [...values]] }));
  return tests.length === 0 ? true : { and: tests };
}
