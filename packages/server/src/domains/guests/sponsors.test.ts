import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enteredAs, mailsAt, newGuest, openRoomFor } from "../../testing/guests.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const roomPath = (room: string) => `/v1/rooms/${encodeURIComponent(room)}`;

describe("a sponsor", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.end());

  test("who leaves takes their guests along, in one go and on the certificate", async () => {
    const noor = await server.signedIn("demo-noor");
    const { person } = await (await noor.get("/v1/session")).json();
    const room = await openRoomFor(noor);
    const answer = await noor.post("/v1/guests", newGuest(room));
    const guest = await enteredAs(server, "lotte@rotterdam.example");
    expect((await guest.get(roomPath(room))).status).toBe(200);
    const { id } = await answer.json();

    const ilse = await server.signedIn("demo-ilse");
    expect((await ilse.post(`/v1/people/${person.id}/_end`, {})).status).toBeLessThan(300);
    // The very next request.
    expect((await guest.get(roomPath(room))).status).toBe(401);
    const certificate = await (await ilse.get(`/v1/people/${person.id}/certificate`)).json();
    const removed = certificate.removed.find(({ kind }: { kind: string }) => kind === "guest");
    expect(removed).toMatchObject({ count: 1, items: [{ id }] });
  });
});

describe("a mail server", () => {
  test("that is down keeps nobody waiting and loses nothing: the invitation arrives when it is back", async () => {
    const received: string[] = [];
    const mailServer = () =>
      new SMTPServer({
        authOptional: true,
        disabledCommands: ["STARTTLS"],
        onData(stream, _session, done) {
          let text = "";
          stream.on("data", (part: Buffer) => {
            text += part.toString("utf8");
          });
          stream.on("end", () => {
            received.push(text);
            done();
          });
        },
      });
    // A port that was free a moment ago, on which nobody listens now.
    const first = mailServer();
    await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
    const address = first.server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    await new Promise<void>((resolve) => first.close(() => resolve()));

    let now = new Date("2026-12-01T10:00:00Z");
    const server = await startTestServer(
      { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "akkoord@example.nl" },
      { clock: { now: () => now } },
    );
    try {
      expect((await server.visitor().get("/postvak")).headers.get("content-type")).not.toContain("postvak");
      const noor = await server.signedIn("demo-noor");
      const room = await openRoomFor(noor);
      const started = Date.now();
      const answer = await noor.post("/v1/guests", newGuest(room, { until: "2026-12-20" }));
      expect(Date.now() - started).toBeLessThan(5_000);
      expect(await answer.json()).toMatchObject({ mail: "waiting" });
      await server.runDueJobs();
      const back = mailServer();
      await new Promise<void>((resolve) => back.listen(port, "127.0.0.1", resolve));
      now = new Date(now.getTime() + 60_000);
      await server.runDueJobs();
      expect(received).toHaveLength(1);
      expect(received[0]).toContain("To: lotte@rotterdam.example");
      expect(received[0]).toMatch(/Subject: .*uitgenodigd/);
      const { guests } = await (await noor.get("/v1/guests")).json();
      expect(guests[0]).toMatchObject({ mail: "sent" });
      expect(server.logged()).not.toContain("rotterdam.example");
      await new Promise<void>((resolve) => back.close(() => resolve()));
    } finally {
      await server.end();
    }
  });
});

describe("the mailbox of the demonstration", () => {
  test("is not there in production, also when the demo people are, and says so at the start", async () => {
    const server = await startTestServer({
      NODE_ENV: "production",
      ALLOW_DEMO_SIGN_IN: "true",
    });
    try {
      const answer = await server.visitor().get("/postvak", { Accept: "application/json" });
      expect(answer.status).toBe(404);
      expect(server.routes.map(({ url }) => url)).not.toContain("/postvak");
      expect(server.logged()).toContain("there is no mail server");
    } finally {
      await server.end();
    }
  });
});

describe("the end of a guest", () => {
  let now = new Date("2026-12-01T10:00:00Z");
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({}, { clock: { now: () => now } });
  });
  afterAll(() => server.end());

  test("is told to the sponsor a week before, once for each last day, by mail and on the page", async () => {
    let noor = await server.signedIn("demo-noor");
    const room = await openRoomFor(noor);
    const answer = await noor.post("/v1/guests", newGuest(room, { until: "2026-12-20" }));
    const { id } = await answer.json();
    const listed = async () => {
      const { guests } = await (await noor.get("/v1/guests")).json();
      return guests.find((guest: { id: string }) => guest.id === id);
    };
    const reminders = async () =>
      (await mailsAt(server)).filter(
        ({ to, text }) => to === "noor@bzk.example" && text.includes("loopt af"),
      );
    const dayAt = async (moment: string) => {
      now = new Date(moment);
      await server.runDueJobs();
      noor = await server.signedIn("demo-noor");
    };
    await dayAt("2026-12-12T10:00:00Z");
    expect(await listed()).toMatchObject({ endsSoon: false });
    expect(await reminders()).toEqual([]);
    await dayAt("2026-12-13T10:00:00Z");
    expect(await listed()).toMatchObject({ endsSoon: true });
    expect(await reminders()).toHaveLength(1);
    expect((await reminders())[0]?.text).toContain("20 december 2026");
    expect((await reminders())[0]?.links).toContain("/ruimtes/gasten");
    await dayAt("2026-12-14T10:00:00Z");
    expect(await reminders()).toHaveLength(1);
    await noor.post(`/v1/guests/${id}/_renew`, { until: "2027-01-10" });
    expect(await listed()).toMatchObject({ endsSoon: false });
    await dayAt("2027-01-04T10:00:00Z");
    expect(await reminders()).toHaveLength(2);
  });
});
