/** Where rooms are measured: a server with a durable database of its own, people in it, and requests over HTTP. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "../../packages/server/src/testing/browser.ts";
import { manyPeople, ownerUrlOf } from "../../packages/server/src/testing/many-people.ts";
import { POLICIES, startTestServer, type TestServer } from "../../packages/server/src/testing/test-server.ts";

/** How much is measured. */
export interface Size {
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly wakeUps: number;
  readonly openings: number;
  readonly messages: number;
  readonly rooms: number;
}

export const FULL: Size = {
  seconds: 10,
  warmUpSeconds: 3,
  wakeUps: 200,
  openings: 30,
  messages: 100_000,
  rooms: 10_000,
};
export const QUICK: Size = {
  seconds: 1,
  warmUpSeconds: 0.5,
  wakeUps: 10,
  openings: 5,
  messages: 3_000,
  rooms: 500,
};

/** Somebody with an application that asks for them. */
export interface Someone {
  readonly userId: string;
  /** One request under `/_matrix/client`; anything but success is an error. */
  ask(method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<Answer>;
}

/** An answer that was read. */
export interface Answer {
  readonly bytes: number;
  /** For each measurement to look into. */
  readonly body: Awaited<ReturnType<Response["json"]>>;
}

/** A server to measure. */
export interface Site {
  readonly server: TestServer;
  /** Their own browser, as page. */
  readonly noor: Browser;
  readonly people: readonly Someone[];
  readonly ownerUrl: string;
  /** The folder with the rules that this server publishes. */
  readonly policies: string;
  /** Stops the server, does something with its data, and starts it again. */
  whileStopped(work: (dataDir: string) => Promise<void>): Promise<Site>;
  end(): Promise<void>;
}

const LABEL = {
  type: "nl.akkoord.label",
  state_key: "",
  content: { information: "internal", personalData: "none" },
};

/** Starts a server on a new data folder, with people of one organisation. */
export async function startSite(count: number): Promise<Site> {
  // Apart, so that the account of PostgreSQL can enter the folder with its data.
  const dataDir = await mkdtemp(join(tmpdir(), "akkoord-bench-"));
  const policies = await mkdtemp(join(tmpdir(), "akkoord-bench-policies-"));
  await cp(POLICIES, policies, { recursive: true });
  const settings = { DATA_DIR: dataDir, POLICIES_DIR: policies, LOG_LEVEL: "silent" };
  const start = () => startTestServer(settings, { durable: true });
  const agent = new Agent({ keepAlive: true });
  const first = await start();
  const crowd = await manyPeople(first, count);
  const of = async (server: TestServer): Promise<Site> => ({
    server,
    noor: await server.signedIn("demo-noor"),
    people: crowd.map(({ id, token }) => ({
      userId: `@u-${id}:akkoord.localhost`,
      ask: (method, path, body) => ask(agent, server, token, method, path, body),
    })),
    ownerUrl: await ownerUrlOf(server),
    policies,
    async whileStopped(work) {
      await server.close();
      await work(dataDir);
      return of(await start());
    },
    async end() {
      agent.destroy();
      await server.close();
      for (const folder of [dataDir, policies]) await rm(folder, { recursive: true, force: true });
    },
  });
  return of(first);
}

/** Opens a room of somebody with others in it. */
export async function openRoom(owner: Someone, others: readonly Someone[]): Promise<string> {
  const { body } = await owner.ask("POST", "/v3/createRoom", { name: "Meting", initial_state: [LABEL] });
  for (const other of others) {
    await owner.ask("POST", `${inRoom(body.room_id)}/invite`, { user_id: other.userId });
    await other.ask("POST", `${inRoom(body.room_id)}/join`, {});
  }
  return body.room_id;
}

let attempt = 0;

/** Says something in a room. */
export async function say(who: Someone, room: string, body: string): Promise<string> {
  const path = `${inRoom(room)}/send/m.room.message/${++attempt}`;
  return (await who.ask("PUT", path, { msgtype: "m.text", body })).body.event_id;
}

export function inRoom(room: string): string {
  return `/v3/rooms/${encodeURIComponent(room)}`;
}

/** Publishes the rules anew with a name in them changed, so that everything is decided again and nothing differs. */
export async function publishAnew({ server, policies }: Site): Promise<void> {
  const file = join(policies, "organisations.yaml");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("Ministerie van Algemene Zaken", "Ministerie van Algemene zaken"));
  const { changed } = await server.reloadPolicies();
  if (!changed) throw new Error("the rules were not published anew");
}

function ask(
  agent: Agent,
  server: TestServer,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const sent = body === undefined ? "" : JSON.stringify(body);
  const headers = { Authorization: `Bearer ${token}`, "Content-Length": Buffer.byteLength(sent) };
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(`/_matrix/client${path}`, server.localUrl),
      { agent, method, headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const all = Buffer.concat(parts);
          if (answer.statusCode === 200)
            return resolve({ bytes: all.length, body: JSON.parse(all.toString()) });
          reject(new Error(`${method} ${path}: ${answer.statusCode} ${all.toString()}`));
        });
      },
    );
    asked.on("error", reject);
    asked.end(sent);
  });
}
