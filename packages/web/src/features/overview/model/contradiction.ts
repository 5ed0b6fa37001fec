import type { Verdict } from "../../../primitives/verdict.tsx";
import type { Matrix } from "../../compare/model/matrix.ts";

const OPEN: ReadonlySet<Verdict> = new Set(["required", "recommended", "permitted"]);
const REFUSED: ReadonlySet<Verdict> = new Set(["discouraged", "prohibited"]);

/** Tools that one organisation of the matrix allows and another refuses, by id. */
export function contradictedTools(matrix: Matrix): ReadonlySet<string> {
  const contradicted = matrix.tools.filter((_, row) => {
    const verdicts = (matrix.rows[row] ?? []).map(({ verdict }) => verdict);
    return verdicts.some((verdict) => OPEN.has(verdict)) && verdicts.some((verdict) => REFUSED.has(verdict));
  });
  return new Set(contradicted.map(({ id }) => id));
}
