import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/akkoord.mjs", import.meta.url));

/** How the command ended, and what it printed. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a user would, in a process of its own. For tests. */
export function akkoord(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], { maxBuffer: 50_000_000 }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, out, err });
    });
  });
}

/** The same with `--json`, and what it printed as a value. */
export async function akkoordJson(...args: readonly string[]) {
  const run = await akkoord(...args, "--json");
  return { ...run, value: JSON.parse(run.out) };
}
