import { diff3Merge } from "node-diff3";

/** A stretch of a merged text: the same for both, or written differently by each. */
export type MergePart =
  | { readonly kind: "same"; readonly lines: readonly string[] }
  | {
      readonly kind: "conflict";
      readonly mine: readonly string[];
      readonly base: readonly string[];
      readonly theirs: readonly string[];
    };

/** Which side of a conflict is kept. */
export type MergeChoice = "mine" | "theirs" | "both";

/**
 * Merges two texts that began as the same one, line by line. What only one of them changed is taken over; where both
 * changed the same lines differently, somebody must choose.
 *
 * @example mergeTexts("a\nb\n", "a\nB\n", "A\nb\n") // one part: ["A", "B", ""]
 */
export function mergeTexts(base: string, mine: string, theirs: string): readonly MergePart[] {
  const lines = (text: string) => text.split("\n");
  return diff3Merge(lines(mine), lines(base), lines(theirs), { excludeFalseConflicts: true }).map(
    ({ ok, conflict }): MergePart =>
      conflict === undefined
        ? { kind: "same", lines: ok ?? [] }
        : { kind: "conflict", mine: conflict.a, base: conflict.o, theirs: conflict.b },
  );
}

/** How many choices a merge asks for. */
export function conflictsIn(parts: readonly MergePart[]): number {
  return parts.filter((part) => part.kind === "conflict").length;
}

/** The merged text; null while a conflict has no choice. `choices` are in the order of the conflicts. */
export function mergedText(
  parts: readonly MergePart[],
  choices: readonly (MergeChoice | null)[],
): string | null {
  const lines: string[] = [];
  let next = 0;
  for (const part of parts) {
    if (part.kind === "same") {
      lines.push(...part.lines);
      continue;
    }
    const choice = choices[next] ?? null;
    next += 1;
    if (choice === null) return null;
    if (choice !== "theirs") lines.push(...part.mine);
    if (choice !== "mine") lines.push(...part.theirs);
  }
  return lines.join("\n");
}
