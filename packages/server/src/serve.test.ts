import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { POLICIES } from "./testing/test-server.ts";

const SCRIPT = fileURLToPath(new URL("./testing/run-serve.ts", import.meta.url));

let dataDir: string;
let child: ChildProcess | null = null;
let output = "";

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "akkoord-test-"));
  output = "";
});
afterEach(async () => {
  if (child !== null && child.exitCode === null && child.signalCode === null) {
    const stopping = child;
    await new Promise((resolve) => stopping.once("exit", resolve) && stopping.kill("SIGTERM"));
  }
  await rm(dataDir, { recursive: true, force: true });
});

async function serve(settings: Record<string, string> = {}): Promise<{ child: ChildProcess; url: string }> {
  output = "";
  const running = spawn(process.execPath, [SCRIPT], {
    env: {
      ...process.env,
      PORT: "0",
      DATA_DIR: dataDir,
      POLICIES_DIR: POLICIES,
      LOG_LEVEL: "silent",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = running;
  for (const stream of [running.stdout, running.stderr]) {
    stream.on("data", (data) => {
      output += String(data);
    });
  }
  const url = await vi.waitFor(
    () => {
      const found = /Akkoord: (http\S+)/.exec(output)?.[1];
      if (found === undefined && running.exitCode === null) throw new Error("not yet");
      return found ?? "";
    },
    { timeout: 60_000, interval: 20 },
  );
  return { child: running, url };
}

const exit = (running: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (running.exitCode !== null) resolve(running.exitCode);
    else running.once("exit", (code) => resolve(code));
  });

describe("serve", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "prints the address and stops in order on %s",
    async (signal) => {
      const { child: running, url } = await serve();
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      running.kill(signal);
      expect(await exit(running)).toBe(0);
      await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    },
    30_000,
  );

  test("is there again after being killed at any moment", async () => {
    for (const moment of ["at once", "while it starts", "while it runs"]) {
      const running = moment === "while it runs" ? (await serve()).child : start();
      if (moment === "while it starts") await new Promise((resolve) => setTimeout(resolve, 700));
      running.kill("SIGKILL");
      await exit(running);
    }
    const { url } = await serve();
    expect((await fetch(`${url}/v1/rule-sets/current`)).status).toBe(200);
  }, 180_000);

  test("publishes the policies folder again on SIGHUP", async () => {
    const { child: running } = await serve();
    running.kill("SIGHUP");
    await vi.waitFor(() => expect(output).toContain("the rules did not change"), { timeout: 60_000 });
  }, 180_000);

  test("says which setting is wrong and what it must be", async () => {
    const { child: running } = await serve({ LOG_LEVEL: "loud" });
    expect(await exit(running)).not.toBe(0);
    expect(output).toContain("LOG_LEVEL must be one of");
  });

  test("says that the port is in use", async () => {
    const { url } = await serve();
    const other = await mkdtemp(join(tmpdir(), "akkoord-test-"));
    const first = child;
    const { child: second } = await serveSecond(new URL(url).port, other);
    expect(await exit(second)).not.toBe(0);
    expect(output).toContain("is in use by another program");
    child = first;
    await rm(other, { recursive: true, force: true });
  });
});

function start(): ChildProcess {
  child = spawn(process.execPath, [SCRIPT], {
    env: { ...process.env, PORT: "0", DATA_DIR: dataDir, POLICIES_DIR: POLICIES, LOG_LEVEL: "silent" },
    stdio: "ignore",
  });
  return child;
}

async function serveSecond(port: string, folder: string): Promise<{ child: ChildProcess }> {
  output = "";
  const running = spawn(process.execPath, [SCRIPT], {
    env: { ...process.env, PORT: port, DATA_DIR: folder, POLICIES_DIR: POLICIES, LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.stderr.on("data", (data) => {
    output += String(data);
  });
  return { child: running };
}
