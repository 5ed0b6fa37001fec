import {
  ClientEvent,
  createClient,
  Direction,
  EventTimeline,
  EventType,
  Filter,
  type ICreateRoomOpts,
  type MatrixClient,
  MatrixError,
  type MatrixEvent,
  MsgType,
  NotificationCountType,
  PendingEventOrdering,
  Preset,
  PushRuleKind,
  RelationType,
  type Room,
  RoomMemberEvent,
  SyncState,
} from "matrix-js-sdk";
import type { Logger } from "matrix-js-sdk/lib/logger.js";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type ConnectedApp, connectApp } from "../../testing/matrix-app.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

/**
 * The edge as the software development kit sees it that Element and other applications are built on: not our code, and
 * with its own ideas of what a server must do.
 */

let server: TestServer;
let noor: ConnectedApp;
let bram: ConnectedApp;
const running: MatrixClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  noor = await connectApp(server, "demo-noor");
  bram = await connectApp(server, "demo-bram");
});
afterEach(() => {
  for (const client of running.splice(0)) client.stopClient();
});
afterAll(() => server.end());

const LABEL = {
  type: "nl.akkoord.label",
  state_key: "",
  content: { information: "internal", personalData: "ordinary" },
};

/** A picture of one dot. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** The kit has much to say. */
const QUIET: Logger = {
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  getChild: () => QUIET,
};

function clientOf(app: ConnectedApp, fetchFn: typeof fetch = fetch): MatrixClient {
  const client = createClient({
    baseUrl: app.baseUrl,
    accessToken: app.accessToken,
    userId: app.userId,
    deviceId: app.deviceId,
    fetchFn,
    logger: QUIET,
    localTimeoutMs: 60_000,
  });
  running.push(client);
  return client;
}

/** A client that follows what happens, past its first sync. */
async function following(app: ConnectedApp, fetchFn: typeof fetch = fetch): Promise<MatrixClient> {
  const client = clientOf(app, fetchFn);
  await client.startClient({
    initialSyncLimit: 20,
    lazyLoadMembers: true,
    threadSupport: true,
    pendingEventOrdering: PendingEventOrdering.Detached,
    pollTimeout: 5_000,
  });
  await vi.waitFor(() => expect(client.isInitialSyncComplete()).toBe(true), SOON);
  return client;
}

const SOON = { timeout: 20_000, interval: 20 } as const;

function newRoom(client: MatrixClient, more: Partial<ICreateRoomOpts> = {}): Promise<{ room_id: string }> {
  // The label is a type of event of our own, which the kit does not know.
  const labelled: ICreateRoomOpts = { name: "Plan", preset: Preset.PrivateChat, ...more };
  return client.createRoom({ ...labelled, initial_state: [...(more.initial_state ?? []), LABEL] });
}

async function roomOf(client: MatrixClient, roomId: string): Promise<Room> {
  return vi.waitFor(() => {
    const room = client.getRoom(roomId);
    if (room === null) throw new Error("the room is not there yet");
    return room;
  }, SOON);
}

/** A room with both of them in it, which both follow. */
async function sharedRoom() {
  const [a, b] = [await following(noor), await following(bram)];
  const { room_id } = await newRoom(a, { invite: [bram.userId] });
  await vi.waitFor(() => expect(b.getRoom(room_id)?.getMyMembership()).toBe("invite"), SOON);
  await b.joinRoom(room_id);
  await vi.waitFor(() => expect(b.getRoom(room_id)?.getMyMembership()).toBe("join"), SOON);
  await vi.waitFor(() => expect(a.getRoom(room_id)?.getJoinedMemberCount()).toBeGreaterThanOrEqual(2), SOON);
  return { a, b, roomId: room_id, ofA: await roomOf(a, room_id), ofB: await roomOf(b, room_id) };
}

function bodies(room: Room): string[] {
  return room
    .getLiveTimeline()
    .getEvents()
    .filter((event) => event.getType() === "m.room.message" && !event.isRedacted())
    .map((event) => event.getContent().body);
}

function eventOf(room: Room, id: string): Promise<MatrixEvent> {
  return vi.waitFor(() => {
    const event = room.findEventById(id);
    if (event === undefined) throw new Error("the event is not there yet");
    return event;
  }, SOON);
}

describe("an application built on matrix-js-sdk", () => {
  test("learns how to sign in and who it is", async () => {
    const anonymous = createClient({ baseUrl: server.url });
    const { flows } = await anonymous.loginFlows();
    expect(flows.map(({ type }) => type)).toEqual(["m.login.sso", "m.login.token"]);
    expect(anonymous.getSsoLoginUrl("http://localhost:9/back")).toContain("/login/sso/redirect?redirectUrl=");
    const client = clientOf(noor);
    expect(await client.whoami()).toMatchObject({ user_id: noor.userId, device_id: noor.deviceId });
    expect((await client.getCapabilities())["m.room_versions"]?.default).toBe("11");
    expect(await client.getProfileInfo(noor.userId)).toMatchObject({ displayname: "Noor Demo" });
  });

  test("reaches the state in which it shows rooms", async () => {
    const client = clientOf(noor);
    const states: SyncState[] = [];
    client.on(ClientEvent.Sync, (state) => states.push(state));
    await client.startClient({ lazyLoadMembers: true, pollTimeout: 1_000 });
    await vi.waitFor(() => expect(states).toContain(SyncState.Syncing), SOON);
    expect(states[0]).toBe(SyncState.Prepared);
    expect(states).not.toContain(SyncState.Error);
  });

  test("opens a room with a label, with the rules' own words when it has none", async () => {
    const client = await following(noor);
    const { room_id } = await newRoom(client, { name: "Begroting", topic: "Plan voor volgend jaar" });
    const room = await roomOf(client, room_id);
    await vi.waitFor(() => expect(room.name).toBe("Begroting"), SOON);
    const holds = (type: string) =>
      room.getLiveTimeline().getState(EventTimeline.FORWARDS)?.getStateEvents(type, "")?.getContent();
    expect(holds("nl.akkoord.label")).toEqual(LABEL.content);
    await vi.waitFor(() => expect(holds("m.room.topic")?.topic).toBe("Plan voor volgend jaar"), SOON);
    expect(room.getVersion()).toBe("11");
    await expect(client.createRoom({ name: "Zonder label" })).rejects.toMatchObject({
      errcode: "M_INVALID_ROOM_STATE",
      httpStatus: 400,
    });
  });

  test("invites somebody, who sees who invites them to what, and comes in", async () => {
    const [a, b] = [await following(noor), await following(bram)];
    const { room_id } = await newRoom(a, { name: "Samen" });
    await a.invite(room_id, bram.userId);
    const invited = await roomOf(b, room_id);
    await vi.waitFor(() => expect(invited.getMyMembership()).toBe("invite"), SOON);
    expect(invited.name).toBe("Samen");
    expect(invited.getDMInviter() ?? invited.getMember(bram.userId)?.events.member?.getSender()).toBe(
      noor.userId,
    );
    await b.joinRoom(room_id);
    await vi.waitFor(() => expect(invited.getMyMembership()).toBe("join"), SOON);
    const room = await roomOf(a, room_id);
    await vi.waitFor(() => expect(room.getMember(bram.userId)?.membership).toBe("join"), SOON);
    expect(room.getMember(bram.userId)?.name).toContain("Bram Demo");

    const { content_uri: picture } = await b.uploadContent(new Blob([DOT], { type: "image/png" }));
    await b.setAvatarUrl(picture);
    await vi.waitFor(() => expect(room.getMember(bram.userId)?.getMxcAvatarUrl()).toBe(picture), SOON);
  });

  test("says something that the other gets once, and its own copy is the one it sent", async () => {
    const { a, b, roomId, ofA, ofB } = await sharedRoom();
    await a.sendTextMessage(roomId, "Goedemorgen");
    await b.sendTextMessage(roomId, "Ook goedemorgen");
    for (const room of [ofA, ofB])
      await vi.waitFor(() => expect(bodies(room)).toEqual(["Goedemorgen", "Ook goedemorgen"]), SOON);
    expect(ofA.getPendingEvents()).toEqual([]);
  });

  test("replies, changes what it said, reacts, and takes things back", async () => {
    const { a, b, roomId, ofA, ofB } = await sharedRoom();
    const { event_id: first } = await a.sendTextMessage(roomId, "Wie komt er?");
    const { event_id: reply } = await b.sendMessage(roomId, {
      msgtype: MsgType.Text,
      body: "Ik",
      "m.relates_to": { "m.in_reply_to": { event_id: first } },
    });
    expect((await eventOf(ofA, reply)).replyEventId).toBe(first);

    await a.sendMessage(roomId, {
      msgtype: MsgType.Text,
      body: "* Wie komt er morgen?",
      "m.new_content": { msgtype: MsgType.Text, body: "Wie komt er morgen?" },
      "m.relates_to": { rel_type: RelationType.Replace, event_id: first },
    });
    const seen = await eventOf(ofB, first);
    await vi.waitFor(() => expect(seen.getContent().body).toBe("Wie komt er morgen?"), SOON);

    const { event_id: thumb } = await b.sendEvent(roomId, EventType.Reaction, {
      "m.relates_to": { rel_type: RelationType.Annotation, event_id: first, key: "👍" },
    });
    const reactionsOf = (room: Room) =>
      (
        room.relations
          .getChildEventsForEvent(first, RelationType.Annotation, EventType.Reaction)
          ?.getSortedAnnotationsByKey() ?? []
      ).filter(([, given]) => given.size > 0);
    await vi.waitFor(
      () => expect(reactionsOf(ofA).map(([key, given]) => [key, given.size])).toEqual([["👍", 1]]),
      SOON,
    );
    await expect(
      b.sendEvent(roomId, EventType.Reaction, {
        "m.relates_to": { rel_type: RelationType.Annotation, event_id: first, key: "👍" },
      }),
    ).rejects.toMatchObject({ errcode: "M_DUPLICATE_ANNOTATION" });

    for (const refused of ofB.getPendingEvents()) b.cancelPendingEvent(refused);

    await b.redactEvent(roomId, thumb);
    await vi.waitFor(() => expect(reactionsOf(ofA)).toEqual([]), SOON);
    await b.redactEvent(roomId, reply, undefined, { reason: "toch niet" });
    const gone = await eventOf(ofA, reply);
    await vi.waitFor(() => expect(gone.isRedacted()).toBe(true), SOON);
    expect(gone.getContent()).toEqual({});
    expect(gone.getUnsigned().redacted_because?.content.reason).toBe("toch niet");
  });

  test("talks in a thread, and finds it again with its reactions afterwards", async () => {
    const { a, b, roomId, ofB } = await sharedRoom();
    const { event_id: root } = await a.sendTextMessage(roomId, "Agenda");
    const { event_id: first } = await b.sendMessage(roomId, root, {
      msgtype: MsgType.Text,
      body: "Punt een",
    });
    await a.sendMessage(roomId, root, { msgtype: MsgType.Text, body: "Punt twee" });
    await a.sendEvent(roomId, EventType.Reaction, {
      "m.relates_to": { rel_type: RelationType.Annotation, event_id: first, key: "✅" },
    });
    await vi.waitFor(() => expect(ofB.getThread(root)?.length).toBe(2), SOON);
    expect(bodies(ofB)).not.toContain("Punt een");

    const later = await following(noor);
    const fresh = await roomOf(later, roomId);
    await fresh.fetchRoomThreads();
    const thread = await vi.waitFor(() => {
      const found = fresh.getThread(root);
      if (found === null) throw new Error("the thread is not there yet");
      return found;
    }, SOON);
    await vi.waitFor(() => expect(thread.initialEventsFetched).toBe(true), SOON);
    await vi.waitFor(() => expect(thread.length).toBe(2), SOON);
    const said = thread.timeline
      .filter((event) => event.getId() !== root && event.getType() === "m.room.message")
      .map((event) => event.getContent().body);
    expect(said).toEqual(["Punt een", "Punt twee"]);
    const given = thread.timelineSet.relations.getChildEventsForEvent(
      first,
      RelationType.Annotation,
      EventType.Reaction,
    );
    expect(given?.getSortedAnnotationsByKey()?.map(([key]) => key)).toEqual(["✅"]);
  });

  test("goes back through five hundred messages without missing or doubling one", {
    timeout: 180_000,
  }, async () => {
    const client = clientOf(noor);
    const { room_id } = await newRoom(client, { name: "Lang" });
    const said = Array.from({ length: 500 }, (_, index) => `bericht ${index + 1}`);
    for (const body of said) await client.sendTextMessage(room_id, body);

    const reader = await following(noor);
    const room = await roomOf(reader, room_id);
    const timeline = room.getLiveTimeline();
    expect(timeline.getEvents().length).toBeLessThan(60);
    while (timeline.getPaginationToken(Direction.Backward) !== null) await reader.scrollback(room, 100);
    expect(bodies(room)).toEqual(said);
    expect(timeline.getEvents()[0]?.getType()).toBe("m.room.create");
  });

  test("sees how far others have read, and that they are typing", async () => {
    const { a, b, roomId, ofA, ofB } = await sharedRoom();
    const { event_id } = await a.sendTextMessage(roomId, "Lees je dit?");
    const event = await eventOf(ofB, event_id);
    await vi.waitFor(() => expect(ofB.getUnreadNotificationCount()).toBe(1), SOON);
    await b.sendReadReceipt(event);
    await vi.waitFor(() => expect(ofA.getEventReadUpTo(bram.userId)).toBe(event_id), SOON);
    await vi.waitFor(() => expect(ofB.getUnreadNotificationCount()).toBe(0), SOON);

    const typing: boolean[] = [];
    a.on(RoomMemberEvent.Typing, (_event, member) => {
      if (member.userId === bram.userId) typing.push(member.typing);
    });
    await b.sendTyping(roomId, true, 20_000);
    await vi.waitFor(() => expect(typing).toEqual([true]), SOON);
    await b.sendTyping(roomId, false, 0);
    await vi.waitFor(() => expect(typing).toEqual([true, false]), SOON);
  });

  test("is told by count when it is named", async () => {
    const { a, roomId, ofB } = await sharedRoom();
    await a.sendMessage(roomId, {
      msgtype: MsgType.Text,
      body: "Bram, kijk jij?",
      "m.mentions": { user_ids: [bram.userId] },
    });
    await vi.waitFor(
      () => expect(ofB.getUnreadNotificationCount(NotificationCountType.Highlight)).toBe(1),
      SOON,
    );
  });

  test("goes on after a lost connection, without losing or doubling a message", async () => {
    // Somebody who is nowhere else, so that nothing but this room goes through the broken line.
    const lotte = await connectApp(server, "demo-lotte");
    const a = await following(noor);
    const { room_id: roomId } = await newRoom(a, { invite: [lotte.userId] });
    await clientOf(lotte).joinRoom(roomId);
    let connected = true;
    const flaky: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      // The line breaks also after the server did its work: then the answer is lost, and not what was asked.
      if (!connected) throw new TypeError("fetch failed");
      return answer;
    };
    const b = await following(lotte, flaky);
    const room = await roomOf(b, roomId);
    await a.sendTextMessage(roomId, "voor");
    await vi.waitFor(() => expect(bodies(room)).toContain("voor"), SOON);
    connected = false;
    await a.sendTextMessage(roomId, "tijdens 1");
    await expect(
      b.sendMessage(roomId, { msgtype: MsgType.Text, body: "van mij" }, "mijn-poging"),
    ).rejects.toThrow();
    await a.sendTextMessage(roomId, "tijdens 2");
    connected = true;
    b.retryImmediately();
    await vi.waitFor(() => expect(bodies(room)).toContain("tijdens 2"), { timeout: 50_000, interval: 50 });
    // What came back by itself, known by its transaction, needs no second attempt.
    const [pending] = room.getPendingEvents();
    if (pending !== undefined) await b.resendEvent(pending, room);
    await vi.waitFor(() => expect(bodies(room).filter((body) => body === "van mij")).toHaveLength(1), SOON);
    const reader = await following(noor);
    const ofReader = await roomOf(reader, roomId);
    expect(bodies(ofReader).toSorted()).toEqual(["tijdens 1", "tijdens 2", "van mij", "voor"].toSorted());
  });

  test("hears why the rules refuse something, and what is allowed instead", async () => {
    const client = await following(noor);
    const secret = { ...LABEL, content: { information: "state-secret", personalData: "none" } };
    const refusal = await client
      .createRoom({ name: "Geheim", initial_state: [secret] })
      .then(() => null)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(MatrixError);
    expect(refusal).toMatchObject({
      httpStatus: 403,
      errcode: "M_FORBIDDEN",
      data: { "nl.akkoord.refusal": { code: "state-secret" } },
    });
  });

  test("keeps what it likes, and its notifications, the same in all applications", async () => {
    const first = await following(noor);
    await first.setAccountData(EventType.Direct, { [bram.userId]: ["!somewhere:example.nl"] });
    await first.addPushRule("global", PushRuleKind.RoomSpecific, "!somewhere:example.nl", { actions: [] });
    const second = await following(noor);
    expect(second.getAccountData(EventType.Direct)?.getContent()).toEqual({
      [bram.userId]: ["!somewhere:example.nl"],
    });
    expect(second.pushRules?.global.room?.map(({ rule_id }) => rule_id)).toContain("!somewhere:example.nl");
    expect(second.pushRules?.global.override?.map(({ rule_id }) => rule_id)).toContain(
      ".m.rule.is_user_mention",
    );
    await second.deletePushRule("global", PushRuleKind.RoomSpecific, "!somewhere:example.nl");
  });

  test("finds colleagues by name", async () => {
    const client = clientOf(noor);
    const { results } = await client.searchUserDirectory({ term: "bram" });
    expect(results).toContainEqual(
      expect.objectContaining({ user_id: bram.userId, display_name: "Bram Demo" }),
    );
  });

  test("asks with filters that the server keeps by name", async () => {
    const client = clientOf(noor);
    const filter = new Filter(noor.userId);
    filter.setDefinition({ room: { timeline: { limit: 3, types: ["m.room.message"] } } });
    const kept = await client.createFilter(filter.getDefinition());
    const again = await client.getFilter(noor.userId, kept.filterId ?? "", false);
    expect(again.getDefinition()).toEqual(filter.getDefinition());
  });

  test("loses a room at once when it is removed", async () => {
    const { a, b, roomId, ofB } = await sharedRoom();
    await a.kick(roomId, bram.userId, "klaar");
    await vi.waitFor(() => expect(ofB.getMyMembership()).toBe("leave"), SOON);
    await expect(b.roomState(roomId)).rejects.toMatchObject({ errcode: "M_FORBIDDEN" });
    await expect(b.sendTextMessage(roomId, "nog even")).rejects.toMatchObject({ errcode: "M_FORBIDDEN" });
    await b.forget(roomId);
    expect((await b.getJoinedRooms()).joined_rooms).not.toContain(roomId);
  });

  test("signs out, and is out", async () => {
    const app = await connectApp(server, "demo-yusuf");
    const client = await following(app);
    await client.logout(true);
    await expect(clientOf(app).whoami()).rejects.toMatchObject({
      httpStatus: 401,
      errcode: "M_UNKNOWN_TOKEN",
      data: { soft_logout: false },
    });
  });
});
