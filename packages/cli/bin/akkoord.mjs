#!/usr/bin/env node
// Plain JavaScript that any Node from 20 up can run: it hands over to the Node that the product pins.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const WANTED = 24;
const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
// Halves the time to start. Inside the checkout, so that nobody else can put code there; where that cannot be written, nothing is kept.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL("../../../node_modules/.cache/akkoord", import.meta.url),
);
module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);

if (Number.parseInt(process.versions.node, 10) >= WANTED) {
  const { run } = await import(main);
  await run(process.argv.slice(2));
} else {
  const node = pinnedNode();
  if (node === null) {
    process.stderr.write(
      `akkoord needs Node ${WANTED} or newer and found ${process.versions.node}. Run "npm ci" in the checkout: it installs the right one.\n`,
    );
    process.exit(2);
  }
  // The open channel ends with this process, also when it is killed; the other side stops when it does.
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, AKKOORD_HANDED_OVER: "1" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
}

function pinnedNode() {
  try {
    const home = dirname(createRequire(import.meta.url).resolve("node/package.json"));
    const binary = join(home, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}
