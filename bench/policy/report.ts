/** How benchmarks are started and what they print: the same for all, so that anyone can compare them. */
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { keptSum } from "./measure.ts";
import type { Row } from "./works.ts";

/** What another engine costs for the same work. */
export interface PeerRow {
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

/** Reads `--json` and `--quick`. With anything else it says what there is and ends the process. */
export function readOptions(script: string): { readonly asJson: boolean; readonly isQuick: boolean } {
  const args = new Set(process.argv.slice(2));
  const unknown = [...args].filter((arg) => arg !== "--json" && arg !== "--quick");
  if (unknown.length > 0) {
    console.error(`Unknown option ${unknown.join(", ")}. Use: ${script} [--json] [--quick]`);
    process.exit(2);
  }
  return { asJson: args.has("--json"), isQuick: args.has("--quick") };
}

/** What a peer took for some work, beside what we took. */
export function peerRow(
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

/** Compiles 5,100 rules in a process of its own. */
export function measureLargeRuleSet(): { readonly milliseconds: number; readonly megabytes: number } {
  const script = fileURLToPath(new URL("./large-rule-set.ts", import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8" }));
}

/** Prints everything that was measured: a table, or one JSON object. */
export function report(rows: readonly Row[], peers: readonly PeerRow[], asJson: boolean): void {
  if (asJson) console.log(JSON.stringify({ machine: machine(), rows, peers }));
  else print(rows, peers);
}

/** What it was measured on. */
export function machine(): {
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
  printPeers(peers);
  console.log(`\n(${keptSum()} was computed along the way, so that nothing could be left out.)`);
}

/** Prints what others cost for the same work, with what each of them was given. */
export function printPeers(peers: readonly PeerRow[]): void {
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
  for (const [note, name] of new Map(peers.map((peer) => [peer.note, peer.name])))
    console.log(`${name}: ${note}`);
}

/** A figure to three digits: more says nothing of a measurement. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
