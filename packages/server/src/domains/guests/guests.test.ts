import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { enteredAs, mailsAt, newGuest, openRoomFor, tokenFor } from "../../testing/guests.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { endOfDay, lastDay } from "./model.ts";

const DAY_MS = 24 * 3_600_000;
const START = new Date("2026-12-01T10:00:00Z");

let now = START;
let server: TestServer;
let noor: Browser;
let bram: Browser;

beforeAll(async () => {
  server = await startTestServer({}, { clock: { now: () => now } });
  noor = await server.signedIn("demo-noor");
  bram = await server.signedIn("demo-bram");
});
afterAll(() => server.end());

const day = (days: number) => new Date(START.getTime() + days * DAY_MS).toISOString().slice(0, 10);
const roomPath = (room: string) => `/v1/rooms/${encodeURIComponent(room)}`;

/** A guest of a new room of Noor, who did not come in yet. Time goes on, so that mails have an order. */
async function invited(email: string, changes: Readonly<Record<string, string>> = {}) {
  now = new Date(now.getTime() + 1_000);
  const room = await openRoomFor(noor);
  const answer = await noor.post("/v1/guests", newGuest(room, { email, until: day(20), ...changes }));
  expect(answer.status, await answer.clone().text()).toBe(201);
  now = new Date(now.getTime() + 1_000);
  return { room, guest: await answer.json() };
}

/** The token of the link that a known guest asked for in a browser. */
async function askedFor(browser: Browser, email: string): Promise<string> {
  // Others may get mail meanwhile, such as that their time is over.
  const before = await tokenFor(server, email);
  const asked = await browser.post("/v1/guest-links", { email });
  expect([asked.status, await asked.json()]).toEqual([202, { minutes: 15 }]);
  return vi.waitFor(
    async () => {
      const token = await tokenFor(server, email);
      expect(token).not.toBe(before);
      return token;
    },
    { timeout: 15_000 },
  );
}

const stateOf = async (id: string) => {
  const { guests } = await (await noor.get("/v1/guests")).json();
  return guests.find((guest: { id: string }) => guest.id === id);
};

describe("an invitation", () => {
  test("reaches the guest by mail, with a link that looking does not use up, and lets them into that room alone", async () => {
    const { room, guest } = await invited("eerste@gemeente.example");
    expect(guest).toMatchObject({
      state: "invited",
      mail: "kept",
      until: day(20),
      email: "eerste@gemeente.example",
    });
    const token = await tokenFor(server, "eerste@gemeente.example");
    const visitor = server.visitor();
    for (let times = 0; times < 3; times++) {
      // As programs do that scan mail.
      expect((await visitor.get(`/gast/${token}`)).status).not.toBe(500);
      const seen = await visitor.post("/v1/guests/_look", { token });
      expect(await seen.json()).toMatchObject({
        kind: "invitation",
        guest: { name: "Lotte de Munck" },
        sponsor: { name: "Noor Demo", organisation: "bzk" },
        room: { name: "Woondeal" },
        until: day(20),
        usableHere: true,
      });
    }
    const entered = await visitor.post("/v1/guests/_enter", { token });
    expect(await entered.json()).toEqual({ room });
    const session = await (await visitor.get("/v1/session")).json();
    expect(session).toMatchObject({ signedIn: true, person: null, guest: { id: guest.id, room } });
    expect(await (await visitor.get(roomPath(room))).json()).toMatchObject({
      id: room,
      you: { membership: "join" },
    });
    expect(await stateOf(guest.id)).toMatchObject({ state: "verified" });
    expect((await server.visitor().post("/v1/guests/_enter", { token })).status).toBe(410);
    expect((await server.visitor().post("/v1/guests/_look", { token })).status).toBe(410);
  });

  test("says in its mail who invites and until when, and nothing of why", async () => {
    await invited("mail@gemeente.example", { reason: "Geheim plan" });
    const mail = (await mailsAt(server)).find(({ to }) => to === "mail@gemeente.example");
    expect(mail?.text).toContain("Noor Demo van BZK nodigt je uit in de samenwerkruimte");
    expect(mail?.text).toContain("21 december 2026");
    expect(mail?.text).toContain("invites you to the room");
    expect(mail?.text).not.toContain("Geheim plan");
  });

  test("keeps the name of a confidential room out of the mail and off the landing page, and lets the guest in", async () => {
    await noor.send("PUT", "/v1/session/workplace", { device: "managed-workstation", location: "office" });
    const room = await openRoomFor(noor, "Reorganisatie", {
      information: "confidential",
      personalData: "none",
    });
    const answer = await noor.post(
      "/v1/guests",
      newGuest(room, { email: "stil@gemeente.example", until: day(5) }),
    );
    expect(answer.status, await answer.clone().text()).toBe(201);
    const mail = (await mailsAt(server)).find(({ to }) => to === "stil@gemeente.example");
    expect(mail?.text).toContain("een samenwerkruimte van de Rijksoverheid");
    expect(mail?.text).not.toContain("Reorganisatie");
    const token = await tokenFor(server, "stil@gemeente.example");
    const seen = await (await server.visitor().post("/v1/guests/_look", { token })).json();
    expect(seen).toMatchObject({ room: { name: null }, reason: null });
    const guest = await enteredAs(server, "stil@gemeente.example");
    expect(await (await guest.get(roomPath(room))).json()).toMatchObject({ name: "Reorganisatie" });
  });

  test("that the rules of the room do not allow is refused with the rule, and nothing of it is kept", async () => {
    await noor.send("PUT", "/v1/session/workplace", { device: "managed-workstation", location: "office" });
    const room = await openRoomFor(noor, "Begroting", {
      information: "departmental-confidential",
      personalData: "none",
    });
    const before = (await (await noor.get("/v1/guests")).json()).guests.length;
    const answer = await noor.post(
      "/v1/guests",
      newGuest(room, { email: "mag@niet.example", until: day(5) }),
    );
    expect(answer.status).toBe(403);
    const { code, refusal } = await answer.json();
    expect(code).toBe("room-refused");
    expect(refusal.code).toBe("rules-refuse");
    expect(refusal.rules.length).toBeGreaterThan(0);
    expect((await (await noor.get("/v1/guests")).json()).guests).toHaveLength(before);
    expect((await mailsAt(server)).map(({ to }) => to)).not.toContain("mag@niet.example");
  });

  test.each([
    ["a day that is over", { until: "2026-11-30" }, "invalid-input"],
    ["a day too far away", { until: "2027-06-01" }, "guest-too-long"],
    ["an address that is none", { email: "geen adres" }, "invalid-input"],
    ["an address with a line end", { email: "a@b.example\r\nBcc: c@d.example" }, "invalid-input"],
    ["no name", { name: " \u202e " }, "invalid-input"],
    ["no reason", { reason: "" }, "invalid-input"],
    ["another party", { party: "own-organisation" }, "invalid-input"],
  ])("with %s is refused", async (_what, changes, code) => {
    const room = await openRoomFor(noor);
    const answer = await noor.post("/v1/guests", newGuest(room, { until: day(20), ...changes }));
    expect((await answer.json()).code).toBe(code);
    expect(answer.status).toBe(400);
  });

  test("of the same address into the same room is refused, also when letters are cased otherwise", async () => {
    const { room } = await invited("dubbel@gemeente.example");
    const again = await noor.post(
      "/v1/guests",
      newGuest(room, { email: "Dubbel@Gemeente.example", until: day(3) }),
    );
    expect((await again.json()).code).toBe("guest-already-invited");
  });

  test("of somebody who works here is refused: they come as themselves", async () => {
    const room = await openRoomFor(noor);
    const answer = await noor.post(
      "/v1/guests",
      newGuest(room, { email: "Bram@szw.example", until: day(3) }),
    );
    expect([answer.status, (await answer.json()).code]).toEqual([409, "guest-is-colleague"]);
  });

  test("cleans a name of what is unseen and of what turns text around", async () => {
    const { guest } = await invited("naam@gemeente.example", { name: "Jan\u202e\u200b de  Vries\r\n" });
    expect(guest.name).toBe("Jan de Vries");
  });

  test("tells everybody in the room of which organisation the guest is, cleaned as a name is", async () => {
    const email = "organisatie@gemeente.example";
    const origin = "\u202eGemeente\u2066 <b>Rotterdam</b>\r\n\u200b";
    const { room, guest } = await invited(email, { origin });
    const shown = "Gemeente <b>Rotterdam</b>";
    const memberSeenBy = async (browser: Browser) => {
      const { members } = await (await browser.get(roomPath(room))).json();
      return members.find(({ id }: { id: string }) => id === guest.id);
    };
    const party = "public-sector";
    expect(await memberSeenBy(noor)).toMatchObject({
      party,
      guest: { organisation: shown, verified: false },
    });
    const theirs = await enteredAs(server, email);
    const member = await memberSeenBy(theirs);
    expect(member).toMatchObject({ party, guest: { organisation: shown, verified: true } });
    // Applications of others read it in the event; renewing does not lose it.
    await noor.post(`/v1/guests/${guest.id}/_renew`, { until: day(30) });
    const path = `/_matrix/client/v3${roomPath(room).slice(3)}/state/m.room.member/`;
    const event = await (await noor.get(`${path}${encodeURIComponent(member.userId)}`)).json();
    expect(event).toMatchObject({
      displayname: "Lotte de Munck",
      "nl.akkoord.guest": { party, organisation: shown, until: endOfDay(day(30)).toISOString() },
    });
  });

  test("into a room that somebody is not in finds nothing", async () => {
    const room = await openRoomFor(noor);
    const answer = await bram.post("/v1/guests", newGuest(room, { until: day(3) }));
    expect(answer.status).toBe(404);
  });

  test("sent again has a new link, and the old one works no more", async () => {
    const { guest } = await invited("opnieuw@gemeente.example");
    const before = await tokenFor(server, "opnieuw@gemeente.example");
    now = new Date(now.getTime() + 1_000);
    expect((await noor.post(`/v1/guests/${guest.id}/_resend`)).status).toBe(200);
    expect((await server.visitor().post("/v1/guests/_enter", { token: before })).status).toBe(410);
    expect(await tokenFor(server, "opnieuw@gemeente.example")).not.toBe(before);
    await enteredAs(server, "opnieuw@gemeente.example");
  });

  test("used by two at once lets one in", async () => {
    await invited("twee@gemeente.example");
    const token = await tokenFor(server, "twee@gemeente.example");
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => server.visitor().post("/v1/guests/_enter", { token })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410]);
  });
});

describe("a guest", () => {
  test("does not find another room by guessing its id, nor anybody else's", async () => {
    await invited("raadt@gemeente.example");
    const other = await openRoomFor(noor, "Andere ruimte");
    const guest = await enteredAs(server, "raadt@gemeente.example");
    expect((await guest.get(roomPath(other))).status).toBe(404);
    expect((await guest.get(roomPath("!bestaatniet:akkoord.localhost"))).status).toBe(404);
    expect((await (await guest.get("/v1/rooms")).json()).rooms).toHaveLength(1);
  });

  test("invites and removes nobody, and sees no list of guests", async () => {
    const { room, guest: record } = await invited("mag-niets@gemeente.example");
    const guest = await enteredAs(server, "mag-niets@gemeente.example");
    expect((await guest.post("/v1/guests", newGuest(room))).status).toBe(403);
    expect((await guest.get("/v1/guests")).status).toBe(403);
    for (const verb of ["_renew", "_resend", "_remove"]) {
      const answer = await guest.post(`/v1/guests/${record.id}/${verb}`, { until: day(30) });
      expect([400, 403], verb).toContain(answer.status);
    }
  });

  test("has no access from the moment that their time is over, before any job ran", async () => {
    const { room, guest: record } = await invited("kort@gemeente.example", { until: day(2) });
    const guest = await enteredAs(server, "kort@gemeente.example");
    expect((await guest.get(roomPath(room))).status).toBe(200);
    now = new Date(endOfDay(day(2)).getTime() - 1);
    noor = await server.signedIn("demo-noor");
    // The session itself lasts no longer than a working day.
    const token = await askedFor(guest, "kort@gemeente.example");
    expect((await guest.post("/v1/guests/_enter", { token })).status).toBe(200);
    await guest.noteSession();
    expect((await guest.get(roomPath(room))).status).toBe(200);
    now = endOfDay(day(2));
    expect((await guest.get(roomPath(room))).status).toBe(401);
    expect((await (await guest.get("/v1/session")).json()).signedIn).toBe(false);
    expect(await stateOf(record.id)).toMatchObject({
      state: "ended",
      ending: "expired",
      email: "kort@gemeente.example",
    });
    await server.runDueJobs();
    expect(await stateOf(record.id)).toMatchObject({ state: "ended", ending: "expired", email: null });
    const { members } = await (await noor.get(roomPath(room))).json();
    expect(members).toHaveLength(1);
    const mail = (await mailsAt(server)).find(({ to }) => to === "kort@gemeente.example");
    expect(mail?.text).toContain("Je hebt geen toegang meer");
  });

  test("stays longer when the sponsor says so, and no longer than the settings allow", async () => {
    const today = lastDay(new Date(now.getTime() + 1));
    const { guest: record } = await invited("langer@gemeente.example");
    const later = new Date(now.getTime() + 80 * DAY_MS).toISOString().slice(0, 10);
    const renewed = await noor.post(`/v1/guests/${record.id}/_renew`, { until: later });
    expect(await renewed.json()).toMatchObject({ until: later });
    const tooLong = new Date(now.getTime() + 95 * DAY_MS).toISOString().slice(0, 10);
    expect((await noor.post(`/v1/guests/${record.id}/_renew`, { until: tooLong })).status).toBe(400);
    expect(today < later).toBe(true);
    const stranger = await server.signedIn("demo-bram");
    expect((await stranger.post(`/v1/guests/${record.id}/_renew`, { until: later })).status).toBe(404);
  });

  test("is out at once when the sponsor removes them", async () => {
    const { room, guest: record } = await invited("weg@gemeente.example");
    const guest = await enteredAs(server, "weg@gemeente.example");
    expect((await guest.get(roomPath(room))).status).toBe(200);
    expect((await noor.post(`/v1/guests/${record.id}/_remove`)).status).toBe(204);
    expect((await guest.get(roomPath(room))).status).toBe(401);
    expect((await noor.post(`/v1/guests/${record.id}/_remove`)).status).toBe(204);
    expect(await stateOf(record.id)).toMatchObject({ ending: "removed", email: null });
    // The address is free again.
    const again = await noor.post(
      "/v1/guests",
      newGuest(room, { email: "weg@gemeente.example", until: lastDay(new Date(now.getTime() + DAY_MS)) }),
    );
    expect(again.status).toBe(201);
  });

  test("who is removed from the room there is ended as well", async () => {
    const { room, guest: record } = await invited("eruit@gemeente.example");
    const guest = await enteredAs(server, "eruit@gemeente.example");
    const { members } = await (await noor.get(roomPath(room))).json();
    const { userId } = members.find(({ id }: { id: string }) => id === record.id);
    expect((await noor.post(`${roomPath(room)}/_remove`, { userId })).status).toBeLessThan(300);
    expect((await guest.get(roomPath(room))).status).not.toBe(200);
    await vi.waitFor(async () => expect((await stateOf(record.id)).state).toBe("ended"), { timeout: 15_000 });
    expect((await (await guest.get("/v1/session")).json()).signedIn).toBe(false);
  });

  test("goes when their sponsor leaves the room", async () => {
    const room = await openRoomFor(noor);
    const people = await (await noor.get("/v1/people/_search?q=Bram")).json();
    const [{ id: person }] = people.people;
    expect((await noor.post(`${roomPath(room)}/_invite`, { person })).status).toBeLessThan(300);
    bram = await server.signedIn("demo-bram");
    expect((await bram.post(`${roomPath(room)}/_join`, {})).status).toBeLessThan(300);
    const answer = await bram.post(
      "/v1/guests",
      newGuest(room, {
        email: "vanbram@gemeente.example",
        until: lastDay(new Date(now.getTime() + 5 * DAY_MS)),
      }),
    );
    expect(answer.status, await answer.clone().text()).toBe(201);
    const guest = await enteredAs(server, "vanbram@gemeente.example");
    expect((await guest.get(roomPath(room))).status).toBe(200);
    expect((await bram.post(`${roomPath(room)}/_leave`, {})).status).toBeLessThan(300);
    // The very next request.
    expect((await guest.get(roomPath(room))).status).toBe(404);
    await vi.waitFor(
      async () => expect((await (await guest.get("/v1/session")).json()).signedIn).toBe(false),
      { timeout: 15_000 },
    );
  });
});

describe("a link that somebody asks for", () => {
  test("comes to a guest, works once, and only in the browser that asked", async () => {
    const { room } = await invited("terug@gemeente.example");
    await enteredAs(server, "terug@gemeente.example");
    const browser = server.visitor();
    const token = await askedFor(browser, "terug@gemeente.example");
    const elsewhere = server.visitor();
    expect((await (await elsewhere.post("/v1/guests/_look", { token })).json()).usableHere).toBe(false);
    const refused = await elsewhere.post("/v1/guests/_enter", { token });
    expect([refused.status, (await refused.json()).code]).toEqual([403, "guest-link-elsewhere"]);
    const entered = await browser.post("/v1/guests/_enter", { token });
    expect(await entered.json()).toEqual({ room });
    expect((await browser.post("/v1/guests/_enter", { token })).status).not.toBe(200);
  });

  test("runs out after a quarter of an hour", async () => {
    await invited("laat@gemeente.example");
    const browser = server.visitor();
    const token = await askedFor(browser, "laat@gemeente.example");
    now = new Date(now.getTime() + 15 * 60_000);
    expect((await browser.post("/v1/guests/_enter", { token })).status).toBe(410);
  });

  test("is answered the same for an address that nobody has, and no mail is made", async () => {
    const browser = server.visitor();
    const before = (await mailsAt(server)).length;
    const unknown = await browser.post("/v1/guest-links", { email: "niemand@gemeente.example" });
    expect([unknown.status, await unknown.json()]).toEqual([202, { minutes: 15 }]);
    // One that is known comes after it, so that the unknown one was looked at.
    await browser.post("/v1/guest-links", { email: "opnieuw@gemeente.example" });
    await vi.waitFor(async () => expect(await mailsAt(server)).toHaveLength(before + 1), { timeout: 15_000 });
    expect((await mailsAt(server)).map(({ to }) => to)).not.toContain("niemand@gemeente.example");
  });

  test("fills nobody's mailbox", async () => {
    await invited("vol@gemeente.example");
    const browser = server.visitor();
    const mine = async () => (await mailsAt(server)).filter(({ to }) => to === "vol@gemeente.example").length;
    for (let times = 0; times < 6; times++)
      await browser.post("/v1/guest-links", { email: "vol@gemeente.example" });
    await vi.waitFor(async () => expect(await mine()).toBe(4), { timeout: 15_000 });
    await invited("daarna@gemeente.example");
    await browser.post("/v1/guest-links", { email: "daarna@gemeente.example" });
    await vi.waitFor(
      async () =>
        expect((await mailsAt(server)).filter(({ to }) => to === "daarna@gemeente.example")).toHaveLength(2),
      { timeout: 15_000 },
    );
    expect(await mine()).toBe(4);
  });
});

describe("what is kept", () => {
  test("holds no address and no name in the log or in the open", async () => {
    await invited("spoorloos@gemeente.example", { name: "Spoor Loos" });
    await server.visitor().post("/v1/guest-links", { email: "spoorloos@gemeente.example" });
    expect(server.logged()).not.toContain("spoorloos");
    expect(server.logged()).not.toContain("Spoor Loos");
    const auditor = await server.signedIn("demo-daan");
    const entries = await (await auditor.get("/v1/audit-entries?pageSize=100")).text();
    expect(entries).toContain("guests.invite");
    expect(entries).not.toContain("spoorloos");
    expect(entries).not.toContain("Spoor Loos");
  });
});

test.each([
  ["2026-11-22", "2026-11-22T23:00:00.000Z"],
  ["2026-07-01", "2026-07-01T22:00:00.000Z"],
  ["2026-10-24", "2026-10-24T22:00:00.000Z"],
  ["2026-10-25", "2026-10-25T23:00:00.000Z"],
  ["2026-03-28", "2026-03-28T23:00:00.000Z"],
  ["2026-03-29", "2026-03-29T22:00:00.000Z"],
])("%s ends in the Netherlands at %s", (date, moment) => {
  expect(endOfDay(date).toISOString()).toBe(moment);
  expect(lastDay(endOfDay(date))).toBe(date);
});
