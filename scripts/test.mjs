// Every check of the repository in one command: types, style, then all tests. Ends with "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "akkoord-test-"));
const report = join(folder, "report.json");
let passed = 0;
let failed = 0;
let skipped = 0;

function check(name, command, args) {
  process.stdout.write(`\n${name}\n`);
  const { status, error } = spawnSync(command, args, {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error) process.stderr.write(`${error.message}\n`);
  return status === 0;
}

for (const [name, command, args] of [
  ["Types", "tsc", ["--noEmit", "-p", "tsconfig.json"]],
  ["Style", "biome", ["check", "--error-on-warnings", "."]],
  ["The page builds", "npm", ["run", "build", "-w", "@akkoord/web", "--silent"]],
  ["The rules are in order", "akkoord", ["check"]],
]) {
  if (check(name, command, args)) passed++;
  else failed++;
}

const ran = check("Tests", "vitest", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
try {
  const results = JSON.parse(readFileSync(report, "utf8"));
  passed += results.numPassedTests;
  failed += results.numFailedTests;
  skipped += results.numPendingTests + results.numTodoTests;
  // A file that does not even load counts no test, but is a failure.
  if (!ran && results.numFailedTests === 0) failed += Math.max(1, results.numFailedTestSuites);
} catch {
  failed++;
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
process.exit(failed === 0 ? 0 : 1);
