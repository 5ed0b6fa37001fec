/**
 * Measures the Cost table of the policy model, and the same work by a scan and by other engines.
 *
 *     node bench/policy/main.ts [--json] [--quick]
 */
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { equalAnswers, scanIsEqual } from "./equivalence.ts";
import { FULL, keptSum, QUICK, timedLater } from "./measure.ts";
import { makeCasbin } from "./peers/casbin.ts";
import { makeCedar } from "./peers/cedar.ts";
import { makeJsonLogic } from "./peers/json-logic.ts";
import type { MakePeer } from "./peers/peer.ts";
import { Scan } from "./peers/scan.ts";
import { makeZen } from "./peers/zen.ts";
import { makeWorkload } from "./workload.ts";
import { measureOurs, measureScan, type Row } from "./works.ts";

/** What another engine costs for the same work. */
interface PeerRow {
  readonly name: string;
  readonly work: string;
  readonly value: number;
  readonly unit: string;
  /** Its cost divided by ours. */
  readonly ratio: number;
  /** Its answers equal ours, in what it can express. */
  readonly equivalent: boolean;
  readonly note: string;
}

const PEERS: readonly MakePeer[] = [makeJsonLogic, makeCasbin, makeZen, makeCedar];

const SCAN_NOTE =
  "Rules picked beforehand per organisation and tool, conditions as bit masks, nothing allocated. " +
  "Effect, contest and decisive rules; no lists of defeats, duties and advice.";

const args = new Set(process.argv.slice(2));
const unknown = [...args].filter((arg) => arg !== "--json" && arg !== "--quick");
if (unknown.length > 0) {
  console.error(`Unknown option ${unknown.join(", ")}. Use: bench/policy/main.ts [--json] [--quick]`);
  process.exit(2);
}
await run(args.has("--json"), args.has("--quick"));

async function run(asJson: boolean, isQuick: boolean): Promise<void> {
  const effort = isQuick ? QUICK : FULL;
  const workload = makeWorkload();
  const { rows: measured, compiled } = measureOurs(effort, workload);
  const rows = [...measured, ...measureLargeRuleSet()];

  const scan = new Scan(workload.ruleSet, workload.date);
  const isEqual = scanIsEqual(compiled, scan, workload.manyQuestions);
  const peers: PeerRow[] = [];
  for (const [work, value] of measureScan(effort, workload, scan)) {
    peers.push(peerRow(rows, "naive scan", work, value, isEqual, SCAN_NOTE));
  }
  // Others cost microseconds, so fewer questions do; every one is checked before the clock runs.
  const questions = workload.questions.slice(0, 200);
  for (const make of PEERS) {
    const peer = await make(workload, questions);
    const equal = await equalAnswers(compiled, peer, questions);
    const value = await timedLater(effort, questions.length, async () => {
      const later = questions
        .map((_, place) => peer.answer(place))
        .filter((answer) => answer instanceof Promise);
      if (later.length > 0) await Promise.all(later);
    });
    peers.push(peerRow(rows, peer.name, "one-decision", value, equal === questions.length, peer.note));
  }
  if (asJson) console.log(JSON.stringify({ machine: machine(), rows, peers }));
  else print(rows, peers);
}

function peerRow(
  rows: readonly Row[],
  name: string,
  work: string,
  value: number,
  equivalent: boolean,
  note: string,
): PeerRow {
  const ours = rows.find((row) => row.work === work);
  return {
    name,
    work,
    value,
    unit: ours?.unit ?? "",
    ratio: value / (ours?.value ?? Number.NaN),
    equivalent,
    note,
  };
}

function measureLargeRuleSet(): readonly Row[] {
  const script = fileURLToPath(new URL("./large-rule-set.ts", import.meta.url));
  const printed = execFileSync(process.execPath, [script], { encoding: "utf8" });
  const result: { readonly milliseconds: number; readonly megabytes: number } = JSON.parse(printed);
  return [
    { work: "compile-5100-rules", value: result.milliseconds, unit: "ms", limit: 10_000 },
    { work: "memory-5100-rules", value: result.megabytes, unit: "MB", limit: 1000 },
  ];
}

function machine(): {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
} {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

function print(rows: readonly Row[], peers: readonly PeerRow[]): void {
  const { cpu, cores, memoryGb, node } = machine();
  console.log(`${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}\n`);
  console.table(
    rows.map(({ work, value, unit, limit }) => ({
      work,
      value: rounded(value),
      unit,
      limit: limit ?? "",
      met: limit === null ? "" : value <= limit ? "yes" : "NO",
    })),
  );
  console.table(
    peers.map(({ name, work, value, unit, ratio, equivalent }) => ({
      name,
      work,
      value: rounded(value),
      unit,
      "times ours": rounded(ratio),
      equivalent,
    })),
  );
  for (const [name, note] of new Map(peers.map((peer) => [peer.name, peer.note])))
    console.log(`${name}: ${note}`);
  console.log(`\n(${keptSum()} was computed along the way, so that nothing could be left out.)`);
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
