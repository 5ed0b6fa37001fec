import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudEvent, HTTP } from "cloudevents";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { Browser } from "../../testing/browser.ts";
import { POLICIES, startTestServer, type TestServer } from "../../testing/test-server.ts";
import type { Notice } from "./model.ts";

/** A receiver of webhooks that answers as it is told and keeps what it got. */
interface Receiver {
  readonly url: string;
  readonly got: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  answer: number;
  end(): void;
}

async function startReceiver(): Promise<Receiver> {
  const got: Receiver["got"] = [];
  const server: Server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    got.push({ headers: request.headers, body });
    response.writeHead(receiver.answer).end("never kept");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/akkoord`,
    got,
    answer: 204,
    end() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}

let server: TestServer;
let policies: string;
let operator: Browser;
let receiver: Receiver;
// Sessions and their cookies live by the real clock, so the moved one starts there.
let now = new Date();

beforeAll(async () => {
  policies = await mkdtemp(join(tmpdir(), "akkoord-policies-"));
  await cp(POLICIES, policies, { recursive: true });
  receiver = await startReceiver();
  server = await startTestServer(
    { POLICIES_DIR: policies, WEBHOOKS_TO_PRIVATE_NETWORKS: "true" },
    { clock: { now: () => now } },
  );
  operator = await server.signedIn("demo-ilse");
});
afterAll(async () => {
  await server.end();
  receiver.end();
  await rm(policies, { recursive: true, force: true });
});

const noticesOf = async (organisation: string): Promise<readonly Notice[]> =>
  (await (await server.visitor().get(`/v1/notices?organisation=${organisation}`)).json()).notices;

/** Publishes the policies with other rules, and waits until the notices are there. */
async function publishWith(change: (rules: string) => string): Promise<void> {
  const file = join(policies, "rules", "rijksportaal-2020.yaml");
  await writeFile(file, change(await readFile(file, "utf8")));
  const answer = await operator.post("/v1/rule-sets/_reload", {});
  const { hash } = await answer.json();
  await vi.waitFor(
    async () => expect((await noticesOf("bzk")).map(({ ruleSet }) => ruleSet)).toContain(hash),
    { timeout: 30_000, interval: 100 },
  );
}

describe("the first rules", () => {
  test("change nothing for anybody", async () => {
    await server.runDueJobs();
    const { notices, total } = await (await server.visitor().get("/v1/notices")).json();
    expect({ notices, total }).toEqual({ notices: [], total: 0 });
  });
});

describe("a publication that changes a rule", () => {
  let secret = "";
  const published = dayInAmsterdam(now);

  beforeAll(async () => {
    const sanne = await server.signedIn("demo-sanne");
    const added = await sanne.post("/v1/webhooks", { url: receiver.url, organisation: "bzk" });
    expect(added.status).toBe(201);
    secret = (await added.json()).secret;
    // From the start: the first attempt comes as soon as the notice is there.
    receiver.answer = 503;
    await publishWith((rules) => prohibitZoomForPublic(rules));
  });

  test("gives each organisation that it concerns one notice in plain Dutch, with what changed", async () => {
    const [notice, ...others] = await noticesOf("bzk");
    expect(others).toEqual([]);
    expect(notice?.title.nl).toMatch(/^Vanaf \d+ [a-z]+ \d{4} verander/);
    expect(notice?.lines.length).toBeGreaterThan(0);
    expect(notice?.lines.some(({ words, to }) => words.nl.includes("Zoom") && to === "prohibited")).toBe(
      true,
    );
    expect(notice?.validFrom).toBe(published);
  });

  test("gives no second notice when it is looked at again", async () => {
    now = new Date(now.getTime() + 2 * 3_600_000);
    await server.runDueJobs();
    expect(await noticesOf("bzk")).toHaveLength(1);
  });

  test("stands in the Atom feed of the organisation", async () => {
    const answer = await server.visitor().get("/feeds/rules.atom?organisation=bzk");
    expect(answer.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    const [notice] = await noticesOf("bzk");
    const text = await answer.text();
    expect(text).toContain(`urn:uuid:${notice?.id}`);
    const etag = answer.headers.get("etag") ?? "";
    const again = await server.visitor().get("/feeds/rules.atom?organisation=bzk", { "If-None-Match": etag });
    expect(again.status).toBe(304);
    expect((await server.visitor().get("/feeds/rules.atom?organisation=nobody")).status).toBe(404);
  });

  test("reaches the webhook as a signed CloudEvent, again and again until it is accepted", async () => {
    await passingTime(() => receiver.got.length >= 1);
    const first = receiver.got.length;
    receiver.answer = 204;
    await passingTime(() => receiver.got.length > first);
    const message = receiver.got.at(-1);
    const [notice] = await noticesOf("bzk");
    const headers = {
      "webhook-id": String(message?.headers["webhook-id"]),
      "webhook-timestamp": String(message?.headers["webhook-timestamp"]),
      "webhook-signature": String(message?.headers["webhook-signature"]),
    };
    const body = message?.body ?? "";
    expect(expectedSignature(secret, headers, body)).toBe(headers["webhook-signature"]);
    const event = HTTP.toEvent({ headers: message?.headers ?? {}, body });
    expect(event).toMatchObject({
      id: headers["webhook-id"],
      type: "nl.akkoord.werkafspraken-gewijzigd",
      source: "urn:nld:oin:00000000000000000000:systeem:akkoord",
      subject: "bzk",
      data: { id: notice?.id, organisation: "bzk" },
    });
    expect(event instanceof CloudEvent && event.validate()).toBe(true);
    // The same id every time, so that a receiver can tell doubles.
    expect(new Set(receiver.got.map(({ headers: each }) => each["webhook-id"])).size).toBe(1);

    const after = receiver.got.length;
    await server.runDueJobs();
    now = new Date(now.getTime() + 3_600_000);
    await server.runDueJobs();
    expect(receiver.got).toHaveLength(after);
    const sanne = await server.signedIn("demo-sanne");
    const { webhooks } = await (await sanne.get("/v1/webhooks")).json();
    expect(webhooks).toMatchObject([{ deliveries: { waiting: 0, delivered: 1, failed: 0 } }]);
    expect(JSON.stringify(webhooks)).not.toContain("whsec_");
  });

  test("tells nothing to the webhook of an organisation for which nothing changed", async () => {
    expect(receiver.got.every(({ body }) => JSON.parse(body).subject === "bzk")).toBe(true);
  });
});

/** Lets time pass in steps, running what is due, until something happened. */
async function passingTime(happened: () => boolean): Promise<void> {
  await vi.waitFor(
    async () => {
      now = new Date(now.getTime() + 60_000);
      await server.runDueJobs();
      expect(happened()).toBe(true);
    },
    { timeout: 30_000, interval: 50 },
  );
}

/** What a receiver with the library of Standard Webhooks works out. */
function expectedSignature(secret: string, headers: Record<string, string>, body: string): string {
  const at = new Date(Number(headers["webhook-timestamp"]) * 1_000);
  return new StandardWebhook(secret).sign(headers["webhook-id"] ?? "", at, body);
}

function prohibitZoomForPublic(rules: string): string {
  return `${rules.replace(
    /\nuntranslatables:/,
    `
  - id: rijksportaal-2020/zoom-never
    force: strict
    yieldsTo: []
    when: { activity: [meet] }
    tools: [zoom]
    effect: prohibited
    source: { quote: "Zoom" }

untranslatables:`,
  )}`;
}
