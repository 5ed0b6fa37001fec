import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Commands and workers that tests start need not compile everything again each time.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL("node_modules/.cache/akkoord", import.meta.url));

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Tests wait for a database or a browser much of the time: on two cores three at once are quicker than two.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["packages/{policy,policy-files,exchange,room,understand,web}/src/**/*.test.{ts,tsx}"],
          setupFiles: ["scripts/property-seed.ts"],
          // They share nothing that can change, so their modules are loaded once instead of once per file.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          // No test changes what a module holds; every server, database and browser is a test file's own.
          isolate: false,
          globalSetup: "packages/server/src/testing/ready-cluster.ts",
          include: ["packages/{server,cli}/src/**/*.test.ts", "bench/**/*.test.ts", "e2e/src/**/*.test.ts"],
        },
      },
    ],
  },
});
