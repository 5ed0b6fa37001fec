import { createServer, type Server, type Socket } from "node:net";
import { hostname } from "node:os";
import { createInterface } from "node:readline";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { auditWriter } from "../domains/audit/write.ts";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createCommands } from "./command.ts";
import { createMail, type MailWay, type NewMail } from "./mail.ts";
import { deliverMail, discardLateMail, isMailStuck } from "./mail-delivery.ts";
import { type MailTables, mailSchema } from "./mail-tables.ts";
import { connectionOptions, createSmtpTransport } from "./mail-transport.ts";
import { createSeal } from "./sealed.ts";

const SYSTEM = {
  actor: { kind: "system", id: "start" },
  origin: { channel: "server", address: null },
  traceId: null,
} as const;
const STAYS = new AbortController().signal;
const MINUTE = 60_000;

let db: TestDatabase;
let now = new Date("2026-12-01T10:00:00Z");
const clock = { now: () => now };
const seal = createSeal("k".repeat(32));
const commandParts = () => ({
  database: db.database,
  audit: auditWriter,
  outbox: { start: async () => {}, put: async () => {}, wake: () => {}, stop: async () => {} },
  clock,
  onEnd: () => {},
});

beforeAll(async () => {
  db = await startTestDatabase(mailSchema);
});
afterAll(() => db.end());

/** What the mail server took in. */
interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

const servers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of servers.splice(0)) await close();
  await tables().deleteFrom("outbox_mail").execute();
});

/** A real mail server on this machine. */
async function mailServer(
  options: { readonly port?: number; readonly host?: string; readonly refuse?: string } = {},
): Promise<{ port: number; received: Received[]; close: () => Promise<void> }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo(address, _session, done) {
      const code = options.refuse;
      done(
        code === undefined
          ? null
          : Object.assign(new Error(`no ${address.address} here`), { responseCode: Number(code) }),
      );
    },
    onData(stream, session, done) {
      const lines: string[] = [];
      createInterface({ input: stream }).on("line", (line) => lines.push(line));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: lines.join("\n"),
        });
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) =>
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve),
  );
  const address = server.server.address();
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  servers.push(close);
  return { port: typeof address === "object" ? (address?.port ?? 0) : 0, received, close };
}

/** Listens, and never says anything. */
async function silentServer(): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

const transportTo = (port: number, host = "127.0.0.1", patienceMs = 20_000) =>
  createSmtpTransport({ url: `smtp://${host}:${port}`, from: "akkoord@example.nl", patienceMs });

const deliver = (transport = transportTo(1)) =>
  deliverMail(
    { database: db.database, commands: createCommands(commandParts()), seal, clock, transport },
    SYSTEM,
    STAYS,
  );

const tables = () => db.database.use().$extendTables<MailTables>();
const rowOf = (id: string) =>
  tables().selectFrom("outbox_mail").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

const LINK = "https://akkoord.example.nl/gast/abc";
const newMail = (changes: Partial<NewMail> = {}): NewMail => ({
  kind: "test.mail",
  to: "gast@example.nl",
  nl: {
    subject: "Je bent uitgenodigd",
    greeting: "Beste Jan,",
    paragraphs: ["Kom binnen."],
    links: [{ label: "Bekijk", address: LINK }],
  },
  en: { subject: "You are invited", greeting: "Dear Jan,", paragraphs: ["Come in."] },
  discardAfter: null,
  ...changes,
});

const write = (mail = newMail(), way: MailWay = "smtp") =>
  db.database
    .use()
    .transaction()
    .execute((transaction) => createMail({ seal, way }).put(transaction, mail, now));

describe("mail", () => {
  test("reaches the mail server as text and HTML, Dutch first, and leaves no address or text behind", async () => {
    const id = await write();
    const server = await mailServer();
    await deliver(transportTo(server.port));
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail?.from).toBe("akkoord@example.nl");
    expect(mail?.to).toEqual(["gast@example.nl"]);
    expect(mail?.raw).toContain("Subject: Je bent uitgenodigd / You are invited");
    expect(mail?.raw).toContain("Auto-Submitted: auto-generated");
    expect(mail?.raw).toContain(`Message-ID: <${id}@example.nl>`);
    expect(mail?.raw).toMatch(/text\/plain[\s\S]*Beste Jan,[\s\S]*Dear Jan,[\s\S]*text\/html/);
    expect(mail?.raw).toContain(LINK);
    expect(await rowOf(id)).toMatchObject({ state: "sent", sealed: null, attempts: 1, last_result: "taken" });
    await deliver(transportTo(server.port));
    expect(server.received).toHaveLength(1);
  });

  test("waits while the mail server is down, and goes out when it is back", async () => {
    const server = await mailServer();
    await server.close();
    const ids = await Promise.all([write(), write(), write()]);
    await deliver(transportTo(server.port));
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ state: "waiting", attempts: 1 });
    // Not before its time.
    const back = await mailServer({ port: server.port });
    await deliver(transportTo(back.port));
    expect(back.received).toEqual([]);
    now = new Date(now.getTime() + MINUTE);
    await deliver(transportTo(back.port));
    expect(back.received).toHaveLength(3);
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ state: "sent", attempts: 2 });
  });

  test("that waits for more than an hour is something to look at", async () => {
    await write();
    expect(await isMailStuck(db.database, new Date(now.getTime() + 59 * MINUTE))).toBe(false);
    expect(await isMailStuck(db.database, new Date(now.getTime() + 61 * MINUTE))).toBe(true);
  });

  test("does not hang on a mail server that never answers", async () => {
    const id = await write();
    const started = Date.now();
    await deliver(transportTo(await silentServer(), "127.0.0.1", 500));
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(await rowOf(id)).toMatchObject({ state: "waiting", attempts: 1 });
  });

  test("that the mail server refuses for good is not tried again, and its words are not kept", async () => {
    const id = await write();
    const server = await mailServer({ refuse: "550" });
    await deliver(transportTo(server.port));
    expect(await rowOf(id)).toMatchObject({ state: "failed", last_result: "550", sealed: null });
  });

  test("that the mail server refuses for now is tried again", async () => {
    const id = await write();
    const server = await mailServer({ refuse: "451" });
    await deliver(transportTo(server.port));
    expect(await rowOf(id)).toMatchObject({ state: "waiting", last_result: "451" });
  });

  test("whose link has run out is not sent any more", async () => {
    const id = await write(newMail({ discardAfter: new Date(now.getTime() + MINUTE) }));
    now = new Date(now.getTime() + MINUTE);
    const server = await mailServer();
    await deliver(transportTo(server.port));
    expect(server.received).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "discarded", sealed: null });
  });

  test("without a mail server is emptied after three days, or when it is of no use any more", async () => {
    const day = 24 * 60 * MINUTE;
    const discard = () =>
      discardLateMail({ database: db.database, commands: createCommands(commandParts()), clock }, SYSTEM);
    const old = await write(newMail({ discardAfter: new Date(now.getTime() + 90 * day) }), "none");
    const link = await write(newMail({ discardAfter: new Date(now.getTime() + day) }), "none");
    const shown = await write(newMail(), "postvak");
    await discard();
    for (const id of [old, link]) expect((await rowOf(id)).sealed).not.toBeNull();
    now = new Date(now.getTime() + day);
    const fresh = await write(newMail(), "none");
    await discard();
    expect(await rowOf(link)).toMatchObject({ state: "discarded", sealed: null, last_result: "too-late" });
    expect((await rowOf(old)).sealed).not.toBeNull();
    now = new Date(now.getTime() + 2 * day + MINUTE);
    await discard();
    expect(await rowOf(old)).toMatchObject({ state: "discarded", sealed: null });
    expect((await rowOf(fresh)).sealed).not.toBeNull();
    expect((await rowOf(shown)).state).toBe("kept");
    // That mail does not arrive stays something to look at, until mail does.
    await tables().deleteFrom("outbox_mail").where("id", "=", fresh).execute();
    expect(await isMailStuck(db.database, now)).toBe(true);
    now = new Date(now.getTime() + MINUTE);
    await write();
    const server = await mailServer();
    await deliver(transportTo(server.port));
    expect(server.received).toHaveLength(1);
    expect(await isMailStuck(db.database, now)).toBe(false);
  });

  test("that was kept to be read here never goes out later", async () => {
    const id = await write(newMail(), "postvak");
    const server = await mailServer();
    await deliver(transportTo(server.port));
    expect(server.received).toEqual([]);
    expect((await rowOf(id)).state).toBe("kept");
  });

  test("that was written in a transaction that failed is not there", async () => {
    const failed = db.database
      .use()
      .transaction()
      .execute(async (transaction) => {
        await createMail({ seal, way: "smtp" }).put(transaction, newMail(), now);
        throw new Error("not after all");
      });
    await expect(failed).rejects.toThrow("not after all");
    expect(await tables().selectFrom("outbox_mail").selectAll().execute()).toEqual([]);
  });

  test("is unreadable in the database", async () => {
    const { sealed } = await rowOf(await write());
    for (const secret of ["gast@example.nl", "Beste Jan,"]) {
      expect(sealed).not.toContain(secret);
      expect(Buffer.from(sealed ?? "", "base64url").toString("latin1")).not.toContain(secret);
    }
  });

  test("sealed with another key keeps no other mail from being sent", async () => {
    const lost = await db.database
      .use()
      .transaction()
      .execute((transaction) =>
        createMail({ seal: createSeal("o".repeat(32)), way: "smtp" }).put(transaction, newMail(), now),
      );
    const id = await write();
    const server = await mailServer();
    await deliver(transportTo(server.port));
    expect(server.received).toHaveLength(1);
    expect((await rowOf(id)).state).toBe("sent");
    expect(await rowOf(lost)).toMatchObject({ state: "failed", last_result: "unreadable" });
  });

  test("cannot be given other receivers or headers by what somebody typed", async () => {
    const trick = "Jan\r\nBcc: iedereen@example.nl\r\n\r\n<script>alert(1)</script>\u202e";
    const words = { subject: trick, greeting: trick, paragraphs: [trick] };
    await write(newMail({ nl: words, en: words }));
    const server = await mailServer();
    await deliver(transportTo(server.port));
    const [mail] = server.received;
    expect(mail?.to).toEqual(["gast@example.nl"]);
    expect(mail?.raw).not.toMatch(/^Bcc:/im);
    expect(mail?.raw.split("text/html")[1]).not.toContain("<script");
    expect(mail?.raw).not.toMatch(/\u202e|=E2=80=AE/);
  });
});

describe("a mail server elsewhere", () => {
  test("is not spoken to without TLS, and nothing is said before that", async () => {
    const id = await write();
    const server = await mailServer({ host: "0.0.0.0" });
    await deliver(transportTo(server.port, hostname()));
    expect(server.received).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "waiting", last_result: "ETLS" });
  });

  test.each([
    ["smtp://mail.example.nl", { port: 587, secure: false, requireTLS: true, ignoreTLS: false }],
    ["smtps://mail.example.nl", { port: 465, secure: true, requireTLS: false, ignoreTLS: false }],
    ["smtp://mail.example.nl:25", { port: 25, requireTLS: true }],
    ["smtp://localhost:1025", { port: 1025, requireTLS: false, ignoreTLS: true }],
    ["smtp://[::1]:1025", { host: "::1", requireTLS: false }],
    ["smtp://a%40b:p%2Fw@mail.example.nl", { auth: { user: "a@b", pass: "p/w" } }],
  ])("is reached as %s says", (url, expected) => {
    const options = connectionOptions({ url, patienceMs: 1_000 });
    expect(options).toMatchObject(expected);
    expect(options.tls).toEqual({ minVersion: "TLSv1.2", rejectUnauthorized: true });
  });
});
