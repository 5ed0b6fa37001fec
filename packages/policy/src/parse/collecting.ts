import type { RuleProblem, SourceDocument } from "./document.ts";
import { type Located, report } from "./reading.ts";
import { type Thing, thing } from "./subject.ts";

/** The values whose id was not there before; a second one with the same id is reported. */
export function withoutDoubles<T extends { id: string }>(
  found: readonly { at: Located; value: T }[],
  what: Thing,
): readonly T[] {
  const first = new Map<string, Located>();
  return found.flatMap(({ at, value }) => {
    const before = first.get(value.id);
    if (before === undefined) {
      first.set(value.id, at);
      return [value];
    }
    const { line } = before.node.place;
    report(at, "stands-twice", { what: thing(what, value.id), file: before.file, line }, "id");
    return [];
  });
}

/** Problems in the order of the files and lines, each once. */
export function inFileOrder(
  problems: readonly RuleProblem[],
  documents: readonly SourceDocument[],
): readonly RuleProblem[] {
  const order = documents.map((document) => document.file);
  // The same value may be read twice (a default, an override); one report of it is enough.
  const once = new Map(
    problems.map((problem) => [
      `${problem.file}:${problem.line}:${problem.column}:${problem.message}`,
      problem,
    ]),
  );
  return [...once.values()].sort(
    (a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}
