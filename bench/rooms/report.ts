/** What measuring rooms prints: a table, or one JSON object in the form of the other benchmarks. */
import { machine, type PeerRow, printPeers, rounded } from "../policy/report.ts";

export type { PeerRow };

/** Something that was measured: of `1/s` more is better, of `ms` less. */
export interface Row {
  readonly work: string;
  readonly value: number;
  readonly unit: "1/s" | "ms";
}

/** Prints everything that was measured. A peer's ratio is its cost divided by ours. */
export function report(rows: readonly Row[], peers: readonly PeerRow[], asJson: boolean): void {
  if (asJson) {
    const withLimits = rows.map((row) => ({ ...row, limit: null }));
    console.log(JSON.stringify({ machine: machine(), rows: withLimits, peers }));
    return;
  }
  const { cpu, cores, memoryGb, node } = machine();
  console.log(`${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}`);
  console.log("Load, server and database share the cores; the database is durable (fsync on).\n");
  console.table(rows.map(({ work, value, unit }) => ({ work, value: rounded(value), unit })));
  printPeers(peers);
}
