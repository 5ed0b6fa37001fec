import { spawn } from "node:child_process";
import { type Account, asSpawnOptions } from "./account.ts";

/**
 * Runs a program of PostgreSQL to its end, in a process group of its own: Ctrl-C in the terminal is for
 * Akkoord, which stops in order, and must not cut off work on the data.
 *
 * @throws Error with what the program complained of
 */
export function runApart(
  program: string,
  options: readonly string[],
  account: Account | null,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      ...asSpawnOptions(account),
      cwd: "/",
      detached: true,
      env: { LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let complaint = "";
    child.stderr.on("data", (data) => {
      complaint += String(data);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(complaint.trim().split("\n").slice(-6).join("\n")));
    });
  });
}
