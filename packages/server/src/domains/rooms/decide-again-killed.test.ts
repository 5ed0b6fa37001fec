import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Browser } from "../../testing/browser.ts";
import { bringReadyCluster } from "../../testing/ready-cluster.ts";
import { POLICIES } from "../../testing/test-server.ts";
import { act, approved, bzkText } from "../drafts/desk.fixture.ts";

const SCRIPT = fileURLToPath(new URL("../../testing/run-serve.ts", import.meta.url));
const ROOMS = 80;

let dataDir: string;
let child: ChildProcess | null = null;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "akkoord-test-"));
  await bringReadyCluster(dataDir);
});
afterEach(async () => {
  await end("SIGTERM");
  await rm(dataDir, { recursive: true, force: true });
});

/** @returns the address */
async function serve(): Promise<string> {
  let output = "";
  const running = spawn(process.execPath, [SCRIPT], {
    env: {
      ...process.env,
      PORT: "0",
      DATA_DIR: dataDir,
      POLICIES_DIR: POLICIES,
      LOG_LEVEL: "silent",
      RATE_LIMIT: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = running;
  running.stdout.on("data", (data) => {
    output += String(data);
  });
  return vi.waitFor(
    () => {
      const found = /Akkoord: (http\S+)/.exec(output)?.[1];
      if (found === undefined) throw new Error("not yet");
      return found;
    },
    { timeout: 40_000, interval: 20 },
  );
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const running = child;
  child = null;
  if (running === null || running.exitCode !== null || running.signalCode !== null) return;
  await new Promise((resolve) => running.once("exit", resolve) && running.kill(signal));
}

async function signedIn(url: string, name: string): Promise<Browser> {
  const browser = new Browser(url);
  await browser.signIn(`demo-${name}`);
  return browser;
}

async function publicationCheck(browser: Browser) {
  const { checks } = await (await browser.get("/v1/room-checks")).json();
  return checks.find((one: { cause: string; rooms: number }) => one.cause === "publication" && one.rooms > 0);
}

test("what was being decided again goes on after the server was killed, and no room is forgotten", async () => {
  const url = await serve();
  const [noor, sanne, ruben] = [
    await signedIn(url, "noor"),
    await signedIn(url, "sanne"),
    await signedIn(url, "ruben"),
  ];
  for (let opened = 0; opened < ROOMS; opened += 8) {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        noor.post("/v1/rooms", { name: "R", label: { information: "internal", personalData: "none" } }),
      ),
    );
    for (const { status } of answers) expect(status).toBe(201);
  }
  const text = bzkText(
    {
      tools: "[akkoord-ruimte]",
      when: "{ activity: [message], information: [internal] }",
      effect: "prohibited",
    },
    "bzk/no-rooms",
  );
  await act(sanne, await approved(sanne, ruben, { title: "Geen ruimtes", text }), "_publish");
  const before = await vi.waitFor(
    async () => {
      const found = await publicationCheck(sanne);
      expect(found?.done).toBeGreaterThan(0);
      return found;
    },
    { timeout: 20_000, interval: 2 },
  );
  await end("SIGKILL");
  expect(before.finishedAt).toBeNull();
  expect(before.done).toBeLessThan(ROOMS);

  const again = await serve();
  const officer = await signedIn(again, "sanne");
  const after = await vi.waitFor(
    async () => {
      const found = await publicationCheck(officer);
      expect(found?.finishedAt ?? null).not.toBeNull();
      return found;
    },
    { timeout: 40_000, interval: 100 },
  );
  // The same one, gone on with.
  expect(after).toMatchObject({ id: before.id, rooms: ROOMS, done: ROOMS });
  const { rooms } = await (await (await signedIn(again, "noor")).get("/v1/rooms")).json();
  expect(rooms).toHaveLength(ROOMS);
  expect(new Set(rooms.map(({ paused }: { paused: string | null }) => paused))).toEqual(
    new Set(["rules-refuse"]),
  );
}, 150_000);
