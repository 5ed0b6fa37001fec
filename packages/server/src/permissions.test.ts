import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { daysAfter } from "./domains/waivers/model.ts";
import { dayInAmsterdam } from "./platform/clock.ts";
import type { Browser } from "./testing/browser.ts";
import { enteredAs, newGuest, openRoomFor } from "./testing/guests.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

/** Who tries: somebody unknown, and somebody of each role. Security officers of their own and another organisation. */
const VISITORS = {
  anonymous: null,
  "civil-servant": "demo-noor",
  "security-officer": "demo-sanne",
  "security-officer elsewhere": "demo-milan",
  coordinator: "demo-fatima",
  "records-manager": "demo-thijs",
  "information-officer": "demo-eva",
  auditor: "demo-daan",
  operator: "demo-ilse",
} as const;
type Visitor = keyof typeof VISITORS;

const EVERYONE = Object.keys(VISITORS) as Visitor[];
const SIGNED_IN = EVERYONE.filter((visitor) => visitor !== "anonymous");

/** What a visitor gets: `ok` any success, `no` not allowed, `hidden` as if it were not there. */
type Verdict = "ok" | "no" | "hidden";

interface Row {
  readonly route: string;
  readonly path?: (known: Known) => string;
  readonly body?: (known: Known) => unknown;
  /** Who may; everyone else gets `no`. */
  readonly may: readonly Visitor[];
  /** Who gets `hidden`. */
  readonly hiddenFrom?: readonly Visitor[];
}

interface Known {
  readonly hash: string;
  /** Of the civil servant, who is alone in it: as it stands in addresses, and their user id in it. */
  readonly room: { readonly id: string; readonly owner: string };
  /** Of BZK. */
  readonly person: string;
  readonly receipt: string;
  /** A report in which BZK takes part, not JenV. */
  readonly feedback: string;
  /** Of BZK. */
  readonly webhook: string;
  /** Requests of a civil servant of BZK, one for each thing to try. */
  readonly waivers: Readonly<Record<"read" | "agree" | "refuse" | "withdraw", string>>;
  /** One that concerns both BZK and JenV, with its family. */
  readonly finding: { readonly id: string; readonly family: string };
  /** Of BZK, with one text. */
  readonly draft: string;
  /** Of BZK. */
  readonly scenario: string;
}

const SITUATION = { date: "2020-12-01", attributes: { activity: "meet" }, participants: ["bzk"] };
const EVALUATION = {
  subject: { type: "user", id: "1", properties: { organisation: "bzk" } },
  action: { name: "meet" },
  resource: { type: "tool", id: "webex" },
};

/** Who works for BZK besides the civil servant, and so may ask for a waiver for it. */
const OF_BZK: readonly Visitor[] = ["security-officer", "coordinator", "operator"];

/** A request of BZK that relaxes rules of `rijk`. */
function newWaiver(hash: string) {
  const today = dayInAmsterdam(new Date());
  return {
    ruleSet: hash,
    situation: {
      attributes: {
        activity: "meet",
        information: "internal",
        personalData: "none",
        host: "other",
        device: "managed-workstation",
        location: "office",
        role: "employee",
      },
      participants: ["bzk", "international"],
    },
    tool: "zoom",
    reason: "De ander werkt alleen met Zoom.",
    valid: { from: today, to: daysAfter(today, 30) },
    cover: { kind: "organisation" },
  };
}

/** Half written, so that it cannot be checked yet: a reason is taken for any conflict then. */
const NEW_DRAFT = { owner: "bzk", title: "Nieuwe regels", text: "rules: [" };
const SCENARIO = { title: { nl: "Webex mag" }, situation: SITUATION, expect: { webex: "permitted" } };
/** Nobody has it, so that trying it as everyone changes nothing. */
const NOT_THERE = "00000000-0000-4000-8000-000000000000";
const READS_PEOPLE: readonly Visitor[] = [
  "security-officer",
  "security-officer elsewhere",
  "auditor",
  "operator",
];
const RULE_MAKERS: readonly Visitor[] = ["security-officer", "security-officer elsewhere", "coordinator"];
/** What only the officers of BZK may do with what is of BZK; to other rule makers it is not there. */
const OWNED_BY_BZK = {
  may: ["security-officer"],
  hiddenFrom: ["security-officer elsewhere", "coordinator"],
} as const satisfies Partial<Row>;

/** A room that is not there, so that trying it as everyone changes nothing. */
const NO_ROOM = encodeURIComponent("!nergens:akkoord.localhost");
/** What somebody does in their own room; to everybody else it is not there. */
const IN_OWN_ROOM = {
  may: ["civil-servant"],
  hiddenFrom: SIGNED_IN.filter((visitor) => visitor !== "civil-servant"),
} as const satisfies Partial<Row>;

/** A room, and an event in it, that nobody has. */
const NO_MATRIX_ROOM = "!nowhere:akkoord.localhost";
const NO_EVENT = "$nothing";

/** What is asked over Matrix: everyone for themselves, and in a room only who is in it. */
function matrixRows(): Row[] {
  const v3 = "/_matrix/client/v3";
  const room = ":roomId";
  const mine = ({ room: { owner } }: Known) => encodeURIComponent(owner);
  const open = (path: string): Row => ({ route: `GET ${path}`, may: EVERYONE });
  const own = (route: string, body?: object, path?: string): Row => ({
    route: `${route.split(" ")[0]} ${v3}${route.split(" ")[1]}`,
    may: SIGNED_IN,
    ...(path === undefined ? {} : { path: () => `${v3}${path}` }),
    ...(body === undefined ? {} : { body: () => body }),
  });
  /** Of the civil servant alone. */
  const named = (
    method: string,
    before: string,
    after: string,
    parameter: string,
    rest: Partial<Row> = {},
  ): Row => ({
    route: `${method} ${v3}${before}:userId${parameter}`,
    path: (known) => `${v3}${before}${mine(known)}${after}`,
    may: ["civil-servant"],
    ...rest,
  });
  /** In the room of the civil servant. */
  const inside = (path: string, query = ""): Row => ({
    route: `GET ${v3}/rooms/${room}${path}`,
    path: ({ room: { id } }) => `${v3}/rooms/${id}${path}${query}`,
    may: ["civil-servant"],
  });
  /** In a room that is not there, so that trying it as everyone changes nothing. */
  const nowhere = (
    method: string,
    pattern: string,
    path: string,
    body: object = {},
    verdict: Partial<Row> = {},
  ): Row => ({
    route: `${method} ${v3}/rooms/${room}${pattern}`,
    path: () => `${v3}/rooms/${encodeURIComponent(NO_MATRIX_ROOM)}${path}`,
    body: () => body,
    may: [],
    ...verdict,
  });
  const event = encodeURIComponent(NO_EVENT);
  const hidden = { hiddenFrom: SIGNED_IN } as const;
  const related = `/_matrix/client/v1/rooms/${room}/relations/:eventId`;
  const user = { user_id: "@u-00000000-0000-4000-8000-000000000000:akkoord.localhost" };
  const rule = "/pushrules/global/content/begroting";
  const picture = "/_matrix/client/v1/media";
  return [
    open("/.well-known/matrix/client"),
    open("/_matrix/client/versions"),
    open("/_matrix/key/v2/server"),
    open(`${v3}/login`),
    own("GET /capabilities"),
    own("GET /account/whoami"),
    own("POST /logout/all", {}),
    own("GET /devices"),
    { route: `GET ${v3}/devices/:deviceId`, path: () => `${v3}/devices/GONE`, may: [], ...hidden },
    own("DELETE /devices/:deviceId", undefined, "/devices/GONE"),
    own("GET /sync"),
    named("POST", "/user/", "/filter", "/filter", { body: () => ({}) }),
    named("GET", "/user/", "/filter/q64FAA", "/filter/*"),
    own("POST /createRoom", {
      name: "Proef",
      initial_state: [
        { type: "nl.akkoord.label", content: { information: "internal", personalData: "ordinary" } },
      ],
    }),
    {
      route: `POST ${v3}/join/:roomIdOrAlias`,
      path: () => `${v3}/join/${NO_MATRIX_ROOM}`,
      body: () => ({}),
      may: [],
    },
    nowhere("POST", "/join", "/join"),
    nowhere("POST", "/leave", "/leave"),
    {
      route: `POST ${v3}/rooms/${room}/forget`,
      path: () => `${v3}/rooms/${encodeURIComponent(NO_MATRIX_ROOM)}/forget`,
      may: SIGNED_IN,
    },
    ...["/invite", "/kick", "/ban", "/unban"].map((path) => nowhere("POST", path, path, user)),
    own("GET /joined_rooms"),
    nowhere("PUT", "/send/:eventType/:txnId", "/send/m.room.message/1", { msgtype: "m.text", body: "Hallo" }),
    nowhere("PUT", "/redact/:eventId/:txnId", `/redact/${event}/1`),
    inside("/state"),
    { ...inside("/state/:eventType"), path: ({ room: { id } }) => `${v3}/rooms/${id}/state/m.room.name` },
    { ...inside("/state/:eventType/"), path: ({ room: { id } }) => `${v3}/rooms/${id}/state/m.room.name/` },
    {
      ...inside("/state/:eventType/:stateKey"),
      path: (known) => `${v3}/rooms/${known.room.id}/state/m.room.member/${mine(known)}`,
    },
    nowhere("PUT", "/state/:eventType", "/state/m.room.name", { name: "Van mij" }),
    nowhere("PUT", "/state/:eventType/", "/state/m.room.name/", { name: "Van mij" }),
    nowhere("PUT", "/state/:eventType/:stateKey", "/state/org.example.a/b"),
    inside("/messages", "?dir=b"),
    nowhere("GET", "/event/:eventId", `/event/${event}`, {}, hidden),
    nowhere("GET", "/context/:eventId", `/context/${event}`, {}, hidden),
    inside("/members"),
    inside("/joined_members"),
    ...[related, `${related}/:relType`, `${related}/:relType/:eventType`].map(
      (route): Row => ({
        route: `GET ${route}`,
        path: ({ room: { id } }) =>
          route
            .replace(":roomId", id)
            .replace(":eventId", event)
            .replace(":relType", "m.thread")
            .replace(":eventType", "m.room.message"),
        may: [],
        ...hidden,
      }),
    ),
    {
      route: `GET /_matrix/client/v1/rooms/${room}/threads`,
      path: ({ room: { id } }) => `/_matrix/client/v1/rooms/${id}/threads`,
      may: ["civil-servant"],
    },
    {
      route: `PUT ${v3}/rooms/${room}/typing/:userId`,
      path: (known) => `${v3}/rooms/${known.room.id}/typing/${mine(known)}`,
      body: () => ({ typing: false }),
      may: ["civil-servant"],
    },
    nowhere("POST", "/receipt/:receiptType/:eventId", `/receipt/m.read/${event}`),
    nowhere("POST", "/read_markers", "/read_markers", { "m.read": NO_EVENT }),
    ...["", "/displayname", "/avatar_url"].map((part) =>
      named("GET", "/profile/", part, part, { may: SIGNED_IN }),
    ),
    named("PUT", "/profile/", "/displayname", "/displayname", {
      may: [],
      body: () => ({ displayname: "Ik" }),
    }),
    named("PUT", "/profile/", "/avatar_url", "/avatar_url", { body: () => ({ avatar_url: "" }) }),
    named("GET", "/user/", "/account_data/m.push_rules", "/account_data/:type"),
    named("PUT", "/user/", "/account_data/org.example.a", "/account_data/:type", { body: () => ({}) }),
    {
      route: `GET ${v3}/user/:userId/rooms/${room}/account_data/:type`,
      path: (known) => `${v3}/user/${mine(known)}/rooms/${known.room.id}/account_data/org.example.none`,
      may: [],
      hiddenFrom: ["civil-servant"],
    },
    {
      route: `PUT ${v3}/user/:userId/rooms/${room}/account_data/:type`,
      path: (known) => `${v3}/user/${mine(known)}/rooms/${known.room.id}/account_data/org.example.a`,
      body: () => ({}),
      may: ["civil-servant"],
    },
    own("GET /pushrules/"),
    own("GET /pushrules/global/"),
    own("PUT /pushrules/global/:kind/:ruleId", { actions: ["notify"], pattern: "begroting" }, rule),
    own("GET /pushrules/global/:kind/:ruleId", undefined, rule),
    own("PUT /pushrules/global/:kind/:ruleId/enabled", { enabled: true }, `${rule}/enabled`),
    own("GET /pushrules/global/:kind/:ruleId/enabled", undefined, `${rule}/enabled`),
    own("PUT /pushrules/global/:kind/:ruleId/actions", { actions: [] }, `${rule}/actions`),
    own("GET /pushrules/global/:kind/:ruleId/actions", undefined, `${rule}/actions`),
    own("DELETE /pushrules/global/:kind/:ruleId", undefined, rule),
    own("GET /pushers"),
    own("GET /publicRooms"),
    own("POST /publicRooms", {}),
    own("POST /user_directory/search", { search_term: "demo" }),
    { route: `GET ${picture}/config`, may: SIGNED_IN },
    { route: "POST /_matrix/media/v3/upload", body: () => ({ no: "picture" }), may: [] },
    ...["download/:serverName/:mediaId", "download/:serverName/:mediaId/:fileName"].map(
      (route): Row => ({
        route: `GET ${picture}/${route}`,
        path: () =>
          `${picture}/${route.replace(":serverName", "a").replace(":mediaId", "b").replace(":fileName", "c")}`,
        may: [],
        ...hidden,
      }),
    ),
    {
      route: `GET ${picture}/thumbnail/:serverName/:mediaId`,
      path: () => `${picture}/thumbnail/a/b?width=9&height=9`,
      may: [],
      ...hidden,
    },
  ];
}

const TABLE: readonly Row[] = [
  { route: "POST /v1/answers", body: () => ({ situation: SITUATION }), may: EVERYONE },
  { route: "GET /v1/rule-sets", may: EVERYONE },
  { route: "GET /v1/rule-sets/current", may: EVERYONE },
  { route: "GET /v1/rule-sets/:hash", path: ({ hash }) => `/v1/rule-sets/${hash}`, may: EVERYONE },
  {
    route: "GET /v1/rule-sets/:hash/compiled",
    path: ({ hash }) => `/v1/rule-sets/${hash}/compiled`,
    may: EVERYONE,
  },
  { route: "POST /v1/rule-sets/_reload", body: () => ({}), may: ["coordinator", "operator"] },
  { route: "GET /v1/tools", may: EVERYONE },
  { route: "GET /v1/tools/:id", path: () => "/v1/tools/webex", may: EVERYONE },
  { route: "GET /v1/organisations", may: EVERYONE },
  { route: "GET /v1/organisations/:id", path: () => "/v1/organisations/bzk", may: EVERYONE },
  { route: "GET /v1/people", may: READS_PEOPLE },
  { route: "GET /v1/people/_search", path: () => "/v1/people/_search?q=demo", may: SIGNED_IN },
  { route: "GET /v1/people/_managed", may: SIGNED_IN },
  {
    route: "GET /v1/people/:id",
    path: ({ person }) => `/v1/people/${person}`,
    may: ["auditor", "operator", "security-officer"],
    hiddenFrom: ["security-officer elsewhere"],
  },
  {
    route: "GET /v1/people/:id/certificate",
    path: () => `/v1/people/${NOT_THERE}/certificate`,
    may: [],
    hiddenFrom: READS_PEOPLE,
  },
  {
    // One that is not there, so that trying it as everyone ends nobody.
    route: "POST /v1/people/:id/_end",
    path: () => `/v1/people/${NOT_THERE}/_end`,
    body: () => ({}),
    may: [],
    hiddenFrom: ["operator"],
  },
  {
    route: "POST /v1/people/:id/_reinstate",
    path: () => `/v1/people/${NOT_THERE}/_reinstate`,
    may: [],
    hiddenFrom: ["operator"],
  },
  { route: "GET /v1/scim-clients", may: ["operator"] },
  {
    route: "POST /v1/scim-clients",
    body: () => ({ organisation: "bzk", name: "Identiteitsbeheer" }),
    may: ["operator"],
  },
  {
    route: "DELETE /v1/scim-clients/:id",
    path: () => `/v1/scim-clients/${NOT_THERE}`,
    may: [],
    hiddenFrom: ["operator"],
  },
  { route: "POST /v1/receipts", body: () => ({ situation: SITUATION }), may: EVERYONE },
  { route: "GET /v1/receipts/:id", path: ({ receipt }) => `/v1/receipts/${receipt}`, may: EVERYONE },
  {
    route: "POST /v1/receipts/:id/_replay",
    path: ({ receipt }) => `/v1/receipts/${receipt}/_replay`,
    may: EVERYONE,
  },
  {
    route: "POST /v1/feedback",
    body: ({ hash }) => ({ ruleSet: hash, situation: SITUATION, reason: "Het werkt niet." }),
    may: EVERYONE,
  },
  {
    route: "GET /v1/feedback",
    may: ["security-officer", "security-officer elsewhere", "coordinator"],
  },
  {
    route: "GET /v1/feedback/:id",
    path: ({ feedback }) => `/v1/feedback/${feedback}`,
    may: ["security-officer", "coordinator"],
    hiddenFrom: ["security-officer elsewhere"],
  },
  {
    route: "GET /v1/feedback/by-rule",
    may: ["security-officer", "security-officer elsewhere", "coordinator"],
  },
  { route: "GET /v1/findings", path: () => "/v1/findings?pageSize=1", may: EVERYONE },
  { route: "GET /v1/finding-families", path: () => "/v1/finding-families?pageSize=1", may: EVERYONE },
  { route: "GET /v1/findings/:id", path: ({ finding }) => `/v1/findings/${finding.id}`, may: EVERYONE },
  {
    route: "GET /v1/findings/:id/repairs",
    path: ({ finding }) => `/v1/findings/${finding.id}/repairs`,
    may: EVERYONE,
  },
  {
    route: "GET /v1/rule-sets/:hash/changes",
    path: ({ hash }) => `/v1/rule-sets/${hash}/changes?since=${hash}`,
    may: EVERYONE,
  },
  { route: "GET /v1/worklist", may: ["security-officer", "security-officer elsewhere", "coordinator"] },
  {
    // Of another organisation: see the tests of the worklist.
    route: "GET /v1/worklist/:id",
    path: ({ finding }) => `/v1/worklist/${finding.family}`,
    may: ["security-officer", "security-officer elsewhere", "coordinator"],
  },
  {
    route: "POST /v1/worklist/:id/_accept",
    path: ({ finding }) => `/v1/worklist/${finding.family}/_accept`,
    body: () => ({ reason: "Dit blijft zo.", reviewDate: "2099-01-01" }),
    may: ["security-officer", "security-officer elsewhere", "coordinator"],
  },
  {
    route: "POST /v1/worklist/:id/_assign",
    path: ({ finding }) => `/v1/worklist/${finding.family}/_assign`,
    body: () => ({ owner: "bzk" }),
    may: ["security-officer", "security-officer elsewhere", "coordinator"],
  },
  {
    route: "POST /v1/worklist/:id/_reopen",
    path: ({ finding }) => `/v1/worklist/${finding.family}/_reopen`,
    body: () => ({}),
    may: ["security-officer", "security-officer elsewhere", "coordinator"],
  },
  { route: "GET /v1/rooms", may: SIGNED_IN },
  {
    route: "POST /v1/rooms",
    body: () => ({ name: "Overleg", label: { information: "internal", personalData: "none" } }),
    may: SIGNED_IN,
  },
  { route: "GET /v1/rooms/:id", path: ({ room }) => `/v1/rooms/${room.id}`, ...IN_OWN_ROOM },
  {
    route: "PUT /v1/rooms/:id/label",
    path: ({ room }) => `/v1/rooms/${room.id}/label`,
    body: () => ({ information: "public", personalData: "none" }),
    ...IN_OWN_ROOM,
  },
  {
    route: "PUT /v1/rooms/:id/name",
    path: ({ room }) => `/v1/rooms/${room.id}/name`,
    body: () => ({ name: "Ander overleg" }),
    ...IN_OWN_ROOM,
  },
  {
    route: "PUT /v1/rooms/:id/members/:userId",
    path: ({ room }) => `/v1/rooms/${room.id}/members/${encodeURIComponent(room.owner)}`,
    body: () => ({ power: 90 }),
    ...IN_OWN_ROOM,
  },
  {
    // Who is in it already, so that nobody is invited.
    route: "POST /v1/rooms/:id/_invite",
    path: ({ room }) => `/v1/rooms/${room.id}/_invite`,
    body: ({ person }) => ({ person }),
    ...IN_OWN_ROOM,
  },
  {
    route: "POST /v1/rooms/:id/_join",
    path: ({ room }) => `/v1/rooms/${room.id}/_join`,
    ...IN_OWN_ROOM,
  },
  ...["_leave", "_remove", "_close"].map(
    (verb): Row => ({
      route: `POST /v1/rooms/:id/${verb}`,
      path: () => `/v1/rooms/${NO_ROOM}/${verb}`,
      body: ({ room }) => (verb === "_remove" ? { userId: room.owner } : {}),
      may: [],
      hiddenFrom: SIGNED_IN,
    }),
  ),
  { route: "GET /v1/ownerless-rooms", may: ["records-manager", "operator"] },
  {
    route: "POST /v1/rooms/:id/_appoint",
    path: () => `/v1/rooms/${NO_ROOM}/_appoint`,
    body: ({ person }) => ({ person }),
    may: [],
    hiddenFrom: ["records-manager", "operator"],
  },
  {
    // The records manager is of another organisation.
    route: "GET /v1/rooms/:id/log",
    path: ({ room }) => `/v1/rooms/${room.id}/log`,
    may: ["civil-servant", "auditor"],
    hiddenFrom: SIGNED_IN.filter((visitor) => visitor !== "civil-servant" && visitor !== "auditor"),
  },
  { route: "GET /v1/rooms/:id/fit", path: ({ room }) => `/v1/rooms/${room.id}/fit`, ...IN_OWN_ROOM },
  {
    route: "POST /v1/rooms/_fit",
    body: () => ({ label: { information: "internal", personalData: "none" }, participants: ["szw"] }),
    may: SIGNED_IN,
  },
  {
    route: "GET /v1/room-checks",
    may: ["security-officer", "security-officer elsewhere", "coordinator", "operator"],
  },
  {
    route: "POST /v1/rooms/:id/keys/_rotate",
    path: ({ room }) => `/v1/rooms/${room.id}/keys/_rotate`,
    may: ["operator"],
  },
  {
    route: "POST /v1/rooms/:id/keys/_destroy",
    path: () => `/v1/rooms/${NO_ROOM}/keys/_destroy`,
    may: [],
    hiddenFrom: ["operator", "records-manager"],
  },
  { route: "POST /v1/room-keys/_rotate", may: ["operator"] },
  { route: "GET /v1/guests", may: SIGNED_IN },
  {
    route: "POST /v1/guests",
    body: ({ room }) => newGuest(decodeURIComponent(room.id), { email: "van-noor@rotterdam.example" }),
    ...IN_OWN_ROOM,
  },
  ...["_renew", "_resend", "_remove"].map(
    (verb): Row => ({
      route: `POST /v1/guests/:id/${verb}`,
      path: () => `/v1/guests/${NOT_THERE}/${verb}`,
      body: () => ({ until: daysAfter(dayInAmsterdam(new Date()), 10) }),
      may: [],
      hiddenFrom: SIGNED_IN,
    }),
  ),
  { route: "GET /v1/reviews", may: SIGNED_IN },
  {
    route: "POST /v1/reviews/:id/_decide",
    path: () => `/v1/reviews/${NOT_THERE}/_decide`,
    body: () => ({ decisions: [] }),
    may: [],
    hiddenFrom: SIGNED_IN,
  },
  { route: "GET /v1/session", may: EVERYONE },
  {
    route: "PUT /v1/session/workplace",
    body: () => ({ device: "managed-mobile", location: null }),
    may: SIGNED_IN,
  },
  { route: "GET /v1/audit-entries", may: ["auditor"] },
  { route: "GET /v1/audit-entries/:sequence", path: () => "/v1/audit-entries/1", may: ["auditor"] },
  { route: "POST /v1/audit-entries/_verify", may: ["auditor"] },
  { route: "GET /v1/audit-checks", may: ["auditor"] },
  { route: "GET /v1/audit-checkpoints", may: ["auditor"] },
  { route: "POST /v1/audit-checkpoints", may: ["auditor"] },
  { route: "GET /v1/audit-exports", may: ["auditor"] },
  { route: "GET /v1/audit-keys", may: EVERYONE },
  { route: "GET /v1/waivers", may: SIGNED_IN },
  { route: "POST /v1/waivers", body: ({ hash }) => newWaiver(hash), may: ["civil-servant", ...OF_BZK] },
  { route: "GET /v1/waivers/_covering", may: SIGNED_IN },
  {
    route: "POST /v1/waivers/_preview",
    body: ({ hash }) => ({ ruleSet: hash, situation: newWaiver(hash).situation, tool: "zoom" }),
    may: ["civil-servant", ...OF_BZK],
  },
  {
    route: "GET /v1/waivers/_colleagues",
    path: () => "/v1/waivers/_colleagues?name=demo",
    may: SIGNED_IN,
  },
  {
    route: "GET /v1/waivers/:id",
    path: ({ waivers }) => `/v1/waivers/${waivers.read}`,
    may: ["civil-servant", "security-officer", "coordinator", "auditor"],
    hiddenFrom: ["security-officer elsewhere", "records-manager", "information-officer", "operator"],
  },
  {
    // The rules it relaxes are those of `rijk`: the officer of the organisation sees it and does not decide.
    route: "POST /v1/waivers/:id/_agree",
    path: ({ waivers }) => `/v1/waivers/${waivers.agree}/_agree`,
    body: () => ({ reason: "Goed." }),
    may: ["coordinator"],
    hiddenFrom: ["security-officer elsewhere"],
  },
  {
    route: "POST /v1/waivers/:id/_refuse",
    path: ({ waivers }) => `/v1/waivers/${waivers.refuse}/_refuse`,
    body: () => ({ reason: "Niet goed." }),
    may: ["coordinator"],
    hiddenFrom: ["security-officer elsewhere"],
  },
  {
    route: "POST /v1/waivers/:id/_withdraw",
    path: ({ waivers }) => `/v1/waivers/${waivers.withdraw}/_withdraw`,
    body: () => ({ reason: "Niet meer nodig." }),
    may: ["civil-servant", "security-officer", "coordinator"],
    hiddenFrom: ["security-officer elsewhere", "records-manager", "information-officer", "operator"],
  },
  { route: "GET /v1/notices", may: EVERYONE },
  { route: "GET /feeds/rules.atom", may: EVERYONE },
  {
    route: "GET /v1/webhooks",
    may: ["security-officer", "security-officer elsewhere", "coordinator", "operator"],
  },
  {
    route: "POST /v1/webhooks",
    body: () => ({ url: "https://receiver.example/akkoord", organisation: "bzk" }),
    may: ["security-officer", "coordinator", "operator"],
  },
  {
    route: "POST /v1/webhooks/:id/_switch",
    path: ({ webhook }) => `/v1/webhooks/${webhook}/_switch`,
    body: () => ({ active: true }),
    may: ["security-officer", "coordinator", "operator"],
    hiddenFrom: ["security-officer elsewhere"],
  },
  {
    // One that is not there, so that trying it as everyone removes nothing.
    route: "DELETE /v1/webhooks/:id",
    path: () => "/v1/webhooks/00000000-0000-4000-8000-000000000000",
    may: [],
    hiddenFrom: ["security-officer", "security-officer elsewhere", "coordinator", "operator"],
  },
  { route: "GET /v1/drafts", may: RULE_MAKERS },
  { route: "POST /v1/drafts", body: () => NEW_DRAFT, may: ["security-officer"] },
  {
    // Of a publication that never was, so that nothing is begun.
    route: "POST /v1/drafts/_restore",
    body: () => ({ owner: "bzk", publication: 999_999 }),
    may: [],
    hiddenFrom: ["security-officer"],
  },
  { route: "GET /v1/drafts/:id", path: ({ draft }) => `/v1/drafts/${draft}`, ...OWNED_BY_BZK },
  {
    route: "PUT /v1/drafts/:id",
    path: ({ draft }) => `/v1/drafts/${draft}`,
    body: () => ({ revision: 1, title: NEW_DRAFT.title, text: NEW_DRAFT.text }),
    ...OWNED_BY_BZK,
  },
  ...["_submit", "_approve", "_return", "_withdraw", "_publish"].map(
    (verb): Row => ({
      route: `POST /v1/drafts/:id/${verb}`,
      path: () => `/v1/drafts/${NOT_THERE}/${verb}`,
      body: () => ({ comment: "Anders.", validFrom: null, revision: 1 }),
      may: [],
      hiddenFrom: RULE_MAKERS,
    }),
  ),
  {
    route: "POST /v1/drafts/:id/_acknowledge",
    path: ({ draft }) => `/v1/drafts/${draft}/_acknowledge`,
    body: () => ({ finding: "some-finding", reason: "Zo is het bedoeld." }),
    ...OWNED_BY_BZK,
  },
  { route: "GET /v1/drafts/:id/check", path: ({ draft }) => `/v1/drafts/${draft}/check`, ...OWNED_BY_BZK },
  {
    route: "GET /v1/drafts/:id/comments",
    path: ({ draft }) => `/v1/drafts/${draft}/comments`,
    ...OWNED_BY_BZK,
  },
  {
    route: "POST /v1/drafts/:id/comments",
    path: ({ draft }) => `/v1/drafts/${draft}/comments`,
    body: () => ({ text: "Goed zo." }),
    ...OWNED_BY_BZK,
  },
  {
    route: "GET /v1/drafts/:id/revisions",
    path: ({ draft }) => `/v1/drafts/${draft}/revisions`,
    ...OWNED_BY_BZK,
  },
  {
    route: "GET /v1/drafts/:id/revisions/:revision",
    path: ({ draft }) => `/v1/drafts/${draft}/revisions/1`,
    ...OWNED_BY_BZK,
  },
  { route: "GET /v1/scenarios", may: RULE_MAKERS },
  {
    route: "POST /v1/scenarios",
    body: () => ({ owner: "bzk", ...SCENARIO }),
    may: ["security-officer"],
  },
  {
    route: "PUT /v1/scenarios/:id",
    path: ({ scenario }) => `/v1/scenarios/${scenario}`,
    body: () => SCENARIO,
    ...OWNED_BY_BZK,
  },
  {
    route: "DELETE /v1/scenarios/:id",
    path: () => `/v1/scenarios/${NOT_THERE}`,
    may: [],
    hiddenFrom: RULE_MAKERS,
  },
  ...matrixRows(),
  { route: "GET /v1/openapi.json", may: EVERYONE },
  { route: "POST /access/v1/evaluation", body: () => EVALUATION, may: EVERYONE },
  { route: "POST /access/v1/evaluations", body: () => ({ ...EVALUATION, evaluations: [{}] }), may: EVERYONE },
  { route: "GET /.well-known/authzen-configuration", may: EVERYONE },
  { route: "GET /.well-known/security.txt", may: EVERYONE },
  { route: "GET /health/live", may: EVERYONE },
  { route: "GET /health/ready", may: EVERYONE },
];

/** Where a session opens nothing at all, only a token of an organisation's administration: see the tests of SCIM. */
const OF_ADMINISTRATIONS = " /scim/v2/";

/** Routes of the sign-in, the page and the demo provider: public by nature, each with tests of its own. */
const PUBLIC_BY_NATURE = [
  "GET /sign-in",
  "GET /sign-in/callback",
  "POST /sign-out",
  "GET /demo-identity/interaction/:uid",
  "POST /demo-identity/interaction/:uid",
  "* /demo-identity/*",
  // Whoever holds a link is its guest; whoever asks for one is told nothing.
  "POST /v1/guests/_look",
  "POST /v1/guests/_enter",
  "POST /v1/guest-links",
  "GET /postvak",
  "GET /*",
  "OPTIONS *",
  // Signing in and out with Matrix applications.
  "GET /sign-in/app",
  "POST /sign-in/app",
  "GET /_matrix/client/v3/login/sso/redirect",
  "GET /_matrix/client/v3/login/sso/redirect/:idpId",
  "POST /_matrix/client/v3/login",
  "POST /_matrix/client/v3/logout",
  "GET /_matrix/*",
  "OPTIONS /_matrix*",
  "OPTIONS /.well-known/matrix*",
];

let server: TestServer;
let known: Known;
const browsers = new Map<Visitor, Browser>();

beforeAll(async () => {
  server = await startTestServer();
  for (const [visitor, person] of Object.entries(VISITORS) as [Visitor, string | null][]) {
    browsers.set(visitor, person === null ? server.visitor() : await server.signedIn(person));
  }
  const anyone = server.visitor();
  const { hash } = await (await anyone.get("/v1/rule-sets/current")).json();
  const receipt = await (await anyone.post("/v1/receipts", { situation: SITUATION })).json();
  const feedback = await (
    await anyone.post("/v1/feedback", {
      ruleSet: hash,
      situation: SITUATION,
      reason: "Zo kan ik niet werken.",
    })
  ).json();
  const operator = browsers.get("operator") ?? anyone;
  const webhook = await (
    await operator.post("/v1/webhooks", { url: "https://receiver.example/akkoord", organisation: "bzk" })
  ).json();
  const asker = browsers.get("civil-servant") ?? anyone;
  const waiver = async (): Promise<string> =>
    (await (await asker.post("/v1/waivers", newWaiver(hash))).json()).id;
  const waivers = {
    read: await waiver(),
    agree: await waiver(),
    refuse: await waiver(),
    withdraw: await waiver(),
  };
  const officer = browsers.get("security-officer") ?? anyone;
  const { people } = await (await operator.get("/v1/people/_search?q=Noor&organisation=bzk")).json();
  const opened = await (
    await asker.post("/v1/rooms", {
      name: "Overleg",
      label: { information: "internal", personalData: "none" },
    })
  ).json();
  known = {
    hash,
    room: { id: encodeURIComponent(opened.id), owner: opened.you.userId },
    person: people[0].id,
    receipt: receipt.id,
    feedback: feedback.id,
    webhook: webhook.id,
    waivers,
    finding: await findingOfBoth(),
    draft: (await (await officer.post("/v1/drafts", NEW_DRAFT)).json()).id,
    scenario: (await (await officer.post("/v1/scenarios", { owner: "bzk", ...SCENARIO })).json()).id,
  };
});
afterAll(() => server.end());

/** The worklist is filled soon after the start. */
async function findingOfBoth() {
  const coordinator = browsers.get("coordinator") ?? server.visitor();
  return vi.waitFor(
    async () => {
      const { items } = await (await coordinator.get("/v1/worklist?organisation=jenv&pageSize=200")).json();
      const item = items.find(({ organisations }: { organisations: string[] }) =>
        organisations.includes("bzk"),
      );
      if (item === undefined) throw new Error("there is no such finding yet");
      return { id: item.finding, family: item.family };
    },
    { timeout: 40_000, interval: 200 },
  );
}

test("every route of the server stands in the table", () => {
  const expected = new Set([...TABLE.map(({ route }) => route), ...PUBLIC_BY_NATURE]);
  const missing = server.routes
    .filter(({ method }) => method !== "HEAD")
    .map(({ method, url }) => (url.startsWith("/demo-identity/*") ? `* ${url}` : `${method} ${url}`))
    .filter((route) => !expected.has(route) && !route.includes(OF_ADMINISTRATIONS));
  expect([...new Set(missing)]).toEqual([]);
});

test("the table has no routes that the server lacks", () => {
  const there = new Set(server.routes.map(({ method, url }) => `${method} ${url}`));
  expect(TABLE.map(({ route }) => route).filter((route) => !there.has(route))).toEqual([]);
});

describe.each(TABLE)("$route", (row) => {
  test.each(EVERYONE)("%s", async (visitor) => {
    const browser = browsers.get(visitor) ?? server.visitor();
    const [method = "", pattern = ""] = row.route.split(" ");
    const path = row.path?.(known) ?? pattern;
    const body = row.body?.(known);
    const answer = method === "GET" ? await browser.get(path) : await browser.send(method, path, body);
    const expected: Verdict = row.may.includes(visitor)
      ? "ok"
      : (row.hiddenFrom ?? []).includes(visitor)
        ? "hidden"
        : "no";
    const status = { ok: [200, 201, 204], no: [visitor === "anonymous" ? 401 : 403], hidden: [404] }[
      expected
    ];
    expect(status, await answer.text()).toContain(answer.status);
  });
});

describe("a guest, who was invited into one room,", () => {
  let guest: Browser;
  let ownRoom: string;
  beforeAll(async () => {
    const sponsor = await server.signedIn("demo-bram");
    ownRoom = await openRoomFor(sponsor);
    await sponsor.post("/v1/guests", newGuest(ownRoom));
    guest = await enteredAs(server, "lotte@rotterdam.example");
  });

  /** What is theirs, besides what is everybody's. */
  const THEIRS = ["GET /v1/rooms", "PUT /v1/session/workplace"];

  /** What goes over the Matrix API is tried with the rooms of others in `guest-everywhere.test.ts`. */
  const ROWS = TABLE.filter(({ route }) => !route.includes(" /_matrix/"));

  test.each(ROWS)("gets at $route what an unknown visitor gets, or less", async (row) => {
    const [method = "", pattern = ""] = row.route.split(" ");
    const path = row.path?.(known) ?? pattern;
    const answer =
      method === "GET" ? await guest.get(path) : await guest.send(method, path, row.body?.(known));
    const opens = row.may.includes("anonymous") || THEIRS.includes(row.route);
    // Rooms of others are not there; of everything else it is said that it is not for them.
    const refused = pattern.startsWith("/v1/rooms/:id") ? [403, 404] : [401, 403];
    expect(opens ? [200, 201, 204] : refused, await answer.text()).toContain(answer.status);
  });

  test("sees that room and no other in the list, and is told of no ability that they lack", async () => {
    const { rooms } = await (await guest.get("/v1/rooms")).json();
    expect(rooms.map(({ id }: { id: string }) => id)).toEqual([ownRoom]);
    expect((await guest.get(`/v1/rooms/${encodeURIComponent(ownRoom)}`)).status).toBe(200);
    const { abilities } = await (await guest.get("/v1/session")).json();
    const { abilities: ofAnyone } = await (await server.visitor().get("/v1/session")).json();
    expect(abilities.toSorted()).toEqual([...ofAnyone, "rooms.use"].toSorted());
  });
});

describe("what a session may do", () => {
  test.each(SIGNED_IN)("is told to the page of a %s as the table has it", async (visitor) => {
    const browser = browsers.get(visitor) ?? server.visitor();
    const { abilities } = await (await browser.get("/v1/session")).json();
    const may = (route: string) => TABLE.find((row) => row.route === route)?.may.includes(visitor);
    expect(abilities.includes("feedback.read")).toBe(may("GET /v1/feedback"));
    expect(abilities.includes("findings.work")).toBe(may("GET /v1/worklist"));
    expect(abilities.includes("rule-sets.reload")).toBe(may("POST /v1/rule-sets/_reload"));
    expect(abilities.includes("waivers.request")).toBe(may("GET /v1/waivers/_colleagues"));
    expect(abilities.includes("drafts.write")).toBe(may("GET /v1/drafts"));
    expect(abilities.includes("people.read")).toBe(may("GET /v1/people"));
    expect(abilities.includes("people.manage")).toBe(may("GET /v1/scim-clients"));
    expect(abilities.includes("audit.read")).toBe(may("GET /v1/audit-entries"));
    expect(abilities.includes("rooms.appoint")).toBe(may("GET /v1/ownerless-rooms"));
    expect(abilities.includes("rooms.watch")).toBe(may("GET /v1/room-checks"));
  });
});

describe("whose manager one is", () => {
  test("is told to the page as well: of these, only the records manager leads people", async () => {
    const leads = async (browser: Browser) =>
      (await (await browser.get("/v1/session")).json()).abilities.includes("people.lead");
    const leaders = await Promise.all(
      EVERYONE.map(async (visitor) =>
        (await leads(browsers.get(visitor) ?? server.visitor())) ? [visitor] : [],
      ),
    );
    expect(leaders.flat()).toEqual(["records-manager"]);
  });
});

describe("reports of people", () => {
  test("in which JenV does not take part stay out of the list of its security officer", async () => {
    const browser = browsers.get("security-officer elsewhere") ?? server.visitor();
    const list = await (await browser.get("/v1/feedback")).json();
    expect(list.feedback.map(({ id }: { id: string }) => id)).not.toContain(known.feedback);
    expect(list.total).toBe(0);
  });
});
