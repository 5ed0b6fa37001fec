/**
 * Measures the analysis rows of the Cost table, and the same questions put to an SMT solver.
 *
 *     node bench/analysis/main.ts [--json] [--quick]
 */
import { readOptions, report } from "../policy/report.ts";
import { measureSolver } from "./solver.ts";
import { measureOurs } from "./works.ts";

const { asJson, isQuick } = readOptions("bench/analysis/main.ts");
const { rows, analysed } = measureOurs(isQuick ? 3 : 9);
const peers = await measureSolver(rows, analysed, isQuick ? 6 : 30);
report(rows, peers, asJson);
