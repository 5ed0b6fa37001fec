import * as fc from "fast-check";
import { expect, test } from "vitest";
import { interpret } from "../interpret.ts";
import { arbitraryRuleSet, everyPoint } from "../testing/arbitrary-rule-set.ts";
import { count, DiagramStore, isTerminal, terminal, terminalValue } from "./diagram.ts";
import { compile } from "./index.ts";

test("a node whose children are all equal is that child, and equal nodes are one", () => {
  const store = new DiagramStore([2, 3], [0, 1], 100);
  const same = store.node(1, Int32Array.of(terminal(4), terminal(4), terminal(4)), 0);
  const first = store.node(1, Int32Array.of(terminal(1), terminal(2), terminal(1)), 0);
  const second = store.node(1, Int32Array.of(terminal(1), terminal(2), terminal(1)), 0);
  expect(isTerminal(same) ? terminalValue(same) : null).toBe(4);
  expect(second).toBe(first);
  expect(store.nodes).toBe(1);
});

test("counting gives the number of points, also in spaces beyond 2^53", () => {
  const sizes = Array.from({ length: 40 }, () => 4);
  const store = new DiagramStore(sizes, [...sizes.keys()], 100);
  const node = store.node(7, Int32Array.of(terminal(0), terminal(1), terminal(1), terminal(0)), 0);
  expect(count(store, node, (value) => value === 1)).toBe(2n * 4n ** 39n);
  expect(count(store, terminal(1), (value) => value === 1)).toBe(4n ** 40n);
});

test("counting the points of an effect agrees with deciding every point", () => {
  fc.assert(
    fc.property(arbitraryRuleSet, (ruleSet) => {
      const date = "2020-03-15";
      const compiled = compile(ruleSet, date);
      const definition = interpret(ruleSet, date);
      const points = everyPoint(ruleSet);
      for (const tool of ruleSet.tools.keys()) {
        const prohibited = count(
          compiled.diagrams,
          compiled.roots[tool] ?? 0,
          (outcome) => compiled.effects[outcome] === 5,
        );
        const decided = points.filter(
          (point) => definition.decide(0, tool, point).effect === "prohibited",
        ).length;
        expect(prohibited).toBe(BigInt(decided));
      }
    }),
  );
});
