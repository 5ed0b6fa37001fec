/**
 * Answers per second and the slowest of a hundred (p99) of `POST /v1/answers`, beside a bare Fastify route
 * that takes the same body and sends an answer of the same size. Everything on this machine, over loopback.
 *
 *   npm run bench:http            a table
 *   npm run bench:http -- --json  one JSON object
 */
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "@akkoord/server";
import autocannon from "autocannon";
import Fastify from "fastify";

const SECONDS = 8;
const WARM_UP_SECONDS = 3;
const CONNECTIONS = 20;
/** What one process must at least do: 175,000 people who all ask within the same three minutes. */
const LIMIT_PER_SECOND = 1_000;
const LIMIT_P99_MS = 100;

const QUESTION = JSON.stringify({
  situation: {
    date: "2020-12-01",
    attributes: {
      activity: "meet",
      information: "confidential",
      personalData: "none",
      host: "own",
      device: "managed-workstation",
      location: "office",
      role: "employee",
    },
    participants: ["bzk", "szw"],
  },
  help: false,
});

interface Measurement {
  readonly perSecond: number;
  readonly p99: number;
}

async function measure(url: string): Promise<Measurement> {
  const request = {
    url,
    method: "POST" as const,
    headers: { "content-type": "application/json" },
    body: QUESTION,
    connections: CONNECTIONS,
  };
  await autocannon({ ...request, duration: WARM_UP_SECONDS });
  const result = await autocannon({ ...request, duration: SECONDS });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  }
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

async function bareFastify(answer: string): Promise<{ url: string; close: () => Promise<void> }> {
  const app = Fastify();
  const value: unknown = JSON.parse(answer);
  app.post("/v1/answers", async () => value);
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  return { url: `${address}/v1/answers`, close: () => app.close() };
}

async function run() {
  const dataDir = await mkdtemp(join(tmpdir(), "akkoord-bench-"));
  const server = await startServer({
    environment: {
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      POLICIES_DIR: fileURLToPath(new URL("../../policies", import.meta.url)),
      LOG_LEVEL: "silent",
      RATE_LIMIT: "0",
    },
  });
  try {
    const url = `http://127.0.0.1:${new URL(server.localUrl).port}/v1/answers`;
    const headers = { "content-type": "application/json" };
    const answer = await (await fetch(url, { method: "POST", headers, body: QUESTION })).text();
    const ours = await measure(url);
    const peer = await bareFastify(answer);
    try {
      return { ours, bare: await measure(peer.url), bytes: Buffer.byteLength(answer) };
    } finally {
      await peer.close();
    }
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const { ours, bare, bytes } = await run();
const round = (value: number) => Math.round(value * 100) / 100;
const report = {
  machine: {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  },
  rows: [
    {
      work: "answers-per-second",
      value: Math.round(ours.perSecond),
      unit: "1/s",
      limit: LIMIT_PER_SECOND,
      p99: { value: ours.p99, unit: "ms", limit: LIMIT_P99_MS },
    },
  ],
  peers: [
    {
      name: "bare-fastify",
      work: "answers-per-second",
      value: Math.round(bare.perSecond),
      unit: "1/s",
      // Cost per answer, theirs divided by ours: below 1, because deciding is work that a bare route does not do.
      ratio: round(ours.perSecond / bare.perSecond),
      equivalent: false,
      note: `takes the same body and sends a fixed answer of the same ${bytes} bytes; decides nothing`,
      p99: { value: bare.p99, unit: "ms" },
    },
  ],
};

if (process.argv.includes("--json")) {
  process.stdout.write(`${JSON.stringify(report)}\n`);
} else {
  const line = (cells: readonly (string | number)[]) =>
    `${cells.map((cell, index) => String(cell).padEnd([22, 20, 12, 12][index] ?? 8)).join("")}\n`;
  process.stdout.write(
    [
      `${report.machine.processor}, ${report.machine.cores} cores, ${report.machine.memoryGiB} GiB, Node ${report.machine.node}\n`,
      `POST /v1/answers, ${CONNECTIONS} connections over loopback, ${bytes} bytes per answer; load and server share the cores\n\n`,
      line(["", "answers per second", "p99 (ms)", "limit"]),
      line(["Akkoord", Math.round(ours.perSecond), ours.p99, LIMIT_PER_SECOND]),
      line(["bare Fastify route", Math.round(bare.perSecond), bare.p99, ""]),
    ].join(""),
  );
}
