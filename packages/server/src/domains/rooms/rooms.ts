import { randomUUID } from "node:crypto";
import type { JsonObject } from "@akkoord/room";
import type { NodeSigner } from "@akkoord/room/node";
import type { Clock } from "../../platform/clock.ts";
import type { Caller, Command, Commands } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { InvalidInput } from "../../platform/errors.ts";
import type { KeyService } from "../../platform/key-service.ts";
import type { Seal } from "../../platform/sealed.ts";
import type { Directory } from "../directory/queries.ts";
import { type AccessParts, ownUserId } from "./access.ts";
import { createAccountData } from "./account-data.ts";
import { createAppending } from "./append.ts";
import { type Appointed, appointOwner } from "./appoint-owner.ts";
import { exportLines, grantExport } from "./export-log.ts";
import { isSeated } from "./is-seated.ts";
import {
  destroyRoomKey,
  forgetAttempts,
  noteMasterKeyRotation,
  rotateMaster,
  rotateRoomKey,
} from "./key-commands.ts";
import { createRoomKeys } from "./keys.ts";
import type { VocabularySource } from "./label.ts";
import { createRoomLog } from "./log.ts";
import { banFromRoom, inviteToRoom, joinRoom, leaveRoom, removeFromRoom } from "./membership-commands.ts";
import type {
  ClientEvent,
  Enforcement,
  EventContext,
  EventFilter,
  History,
  RelationsPage,
  RoomFacts,
  RoomLabel,
  RoomPurpose,
  RoomSummary,
  RoomView,
  SyncFilter,
  SyncResult,
  TimelinePage,
} from "./model.ts";
import { followNews } from "./news.ts";
import { createNotifier } from "./notifier.ts";
import { openRoom } from "./open-room.ts";
import { listOwnerlessRooms, type OwnerlessRoom } from "./ownerless-rooms.ts";
import type { PictureOf } from "./portrait.ts";
import { createPublishedKeys } from "./published-keys.ts";
import { createRoomQueries } from "./queries.ts";
import { createReceipts, type Receipt } from "./receipts.ts";
import { redactEvent, sendEvent } from "./send.ts";
import { settleServer } from "./server-name.ts";
import { closeRoom, relabelRoom, renameRoom, setPower, setState } from "./set-state.ts";
import { createStandings } from "./standing.ts";
import { createSync } from "./sync.ts";
import type { TellOwner } from "./tell-owner.ts";
import { createTimeline } from "./timeline.ts";
import { createTurns, type TurnLimits } from "./turns.ts";
import { createTyping } from "./typing.ts";
import { type DecidedAgain, decideAgain } from "./upkeep.ts";
import { userIdOf } from "./user-id.ts";
import { createWithin, type WithinRooms } from "./within.ts";
import type { RoomCommandParts } from "./work.ts";

/** A room to open. */
export interface NewRoom {
  readonly name: string;
  readonly label: RoomLabel;
  readonly purpose: RoomPurpose;
  /** Records category; null while it is not known. */
  readonly category: string | null;
  /** Default `shared`. */
  readonly history?: History;
  /** Who may invite: every member, or owners and moderators. Default `members`. */
  readonly invites?: "members" | "moderators";
  /** Ids of people to invite at once; each is decided on as any invitation is. */
  readonly invite?: readonly string[];
}

/** An event to send. */
export interface NewEvent {
  readonly type: string;
  readonly content: JsonObject;
  /** The sender's own id of this attempt: the same again, by the same application, gives the same event. */
  readonly transactionId: string | null;
}

/**
 * Rooms: what routes, edges and other domains call. A room is known by its Matrix id, `!…:server`. Where the caller is
 * no member everything throws NotFound, so that guessing ids tells nothing.
 *
 * Besides what is named below, everything may throw NotSignedIn, NotFound, RoomRefused (the rules or the power of the
 * caller do not allow it; with a `Refusal`), RoomClosed, and TemporarilyUnavailable.
 */
export interface Rooms {
  /** The server's name in ids. */
  readonly serverName: string;
  /** The caller's user id. */
  userId(caller: Caller): string;
  /** The public keys that rooms were ever signed with, in the document of Matrix that {@link serverKeys} makes. */
  publishedKeys(): Promise<JsonObject>;

  /** Rooms that the caller is in or invited to, last activity first. */
  list(caller: Caller): Promise<RoomSummary[]>;
  read(caller: Caller, roomId: string): Promise<RoomView>;
  /** What deciding knows of a room; for members. */
  facts(caller: Caller, roomId: string): Promise<RoomFacts>;
  /** Ids of the rooms that the caller is in. */
  joined(caller: Caller): Promise<string[]>;
  timeline(
    caller: Caller,
    roomId: string,
    page: {
      /** A token of this or of sync; null: the newest (backwards) or the oldest (forwards). */
      readonly from: string | null;
      readonly to?: string | null;
      readonly dir: "b" | "f";
      readonly limit: number;
      readonly filter?: EventFilter;
    },
  ): Promise<TimelinePage>;
  event(caller: Caller, roomId: string, eventId: string): Promise<ClientEvent>;
  context(
    caller: Caller,
    roomId: string,
    eventId: string,
    options: { readonly limit: number; readonly filter?: EventFilter },
  ): Promise<EventContext>;
  relations(
    caller: Caller,
    roomId: string,
    eventId: string,
    options: {
      readonly relType: string | null;
      readonly eventType: string | null;
      readonly from: string | null;
      readonly to?: string | null;
      readonly dir: "b" | "f";
      readonly limit: number;
      /** Also what relates to those, up to {@link RELATIONS_DEPTH} relations away. */
      readonly recurse?: boolean;
    },
  ): Promise<RelationsPage>;
  /** Threads of a room, last activity first; each is the event that it began with. */
  threads(
    caller: Caller,
    roomId: string,
    options: {
      readonly include: "all" | "participated";
      readonly from: string | null;
      readonly limit: number;
    },
  ): Promise<RelationsPage>;
  /** The events that say who is what to the room. */
  members(
    caller: Caller,
    roomId: string,
    options?: { readonly membership?: string | null; readonly notMembership?: string | null },
  ): Promise<ClientEvent[]>;
  /** Every state event that holds. */
  state(caller: Caller, roomId: string): Promise<ClientEvent[]>;
  stateEvent(caller: Caller, roomId: string, type: string, stateKey: string): Promise<ClientEvent>;
  /**
   * What is new since a token; waits for it as long as the caller asks.
   *
   * @param signal ends the wait early: the answer then says what there is
   * @throws InvalidInput for a token that is not ours
   */
  sync(
    caller: Caller,
    options: {
      readonly since: string | null;
      readonly timeoutMs: number;
      readonly filter?: SyncFilter;
      readonly fullState?: boolean;
    },
    signal?: AbortSignal,
  ): Promise<SyncResult>;

  create(input: NewRoom, caller: Caller): Promise<{ id: string }>;
  /** @throws InvalidInput, TooLarge, DuplicateReaction */
  send(roomId: string, event: NewEvent, caller: Caller): Promise<{ eventId: string }>;
  /** Sets a part of the state that clients may set: name, topic, avatar, pins, power, label, and types of others. */
  sendState(
    roomId: string,
    event: { readonly type: string; readonly stateKey: string; readonly content: JsonObject },
    caller: Caller,
  ): Promise<{ eventId: string }>;
  redact(
    roomId: string,
    redaction: {
      readonly eventId: string;
      readonly reason: string | null;
      readonly transactionId: string | null;
    },
    caller: Caller,
  ): Promise<{ eventId: string }>;
  invite(roomId: string, personId: string, caller: Caller, reason?: string): Promise<void>;
  /** Comes in after an invitation; is no problem for who is in. */
  join(roomId: string, caller: Caller): Promise<void>;
  leave(roomId: string, caller: Caller, reason?: string): Promise<void>;
  /** Removes somebody else, or takes back an invitation. */
  kick(roomId: string, userId: string, caller: Caller, reason?: string): Promise<void>;
  ban(roomId: string, userId: string, caller: Caller, reason?: string): Promise<void>;
  unban(roomId: string, userId: string, caller: Caller): Promise<void>;
  relabel(roomId: string, label: RoomLabel, caller: Caller): Promise<void>;
  rename(roomId: string, name: string, caller: Caller): Promise<void>;
  setPower(roomId: string, userId: string, power: number, caller: Caller): Promise<void>;
  /** Ends the room: it stays readable, and nobody writes in it any more. */
  close(roomId: string, caller: Caller): Promise<void>;
  /**
   * Rooms that nobody leads, of the hubs for which the caller appoints owners.
   *
   * @throws NotSignedIn, NotAllowed
   */
  ownerless(
    caller: Caller,
    page: { readonly page: number; readonly pageSize: number },
  ): Promise<{ readonly rooms: readonly OwnerlessRoom[]; readonly total: number }>;
  /**
   * Gives a room that nobody leads an owner, of the hub; it goes on when it fits. For operators and the records manager
   * of the hub: to others it is not there.
   *
   * @throws NotAllowed, RoomHasOwner, InvalidInput
   */
  appointOwner(roomId: string, personId: string, caller: Caller): Promise<Appointed>;
  setReceipt(roomId: string, receipt: Receipt, caller: Caller): Promise<void>;
  /** Kept for thirty seconds at most, and never written down. */
  setTyping(
    roomId: string,
    typing: { readonly typing: boolean; readonly timeoutMs: number },
    caller: Caller,
  ): Promise<void>;
  readonly accountData: {
    /** @param roomId null for what holds everywhere */
    get(roomId: string | null, type: string, caller: Caller): Promise<JsonObject>;
    put(roomId: string | null, type: string, content: JsonObject, caller: Caller): Promise<void>;
  };

  /** The whole log as JSON Lines, for owners, records managers of the hub and auditors. */
  exportLog(roomId: string, caller: Caller): Promise<AsyncGenerator<string>>;
  /** Gives the room a new key for what is said from now on. */
  rotateKey(roomId: string, caller: Caller): Promise<{ version: number }>;
  /** Destroys every key of a closed room: what was said in it can never be read again. */
  destroyKey(roomId: string, caller: Caller): Promise<void>;
  /** Wraps every room's key with a new master key; goes on where an earlier attempt stopped. */
  rotateMasterKey(caller: Caller): Promise<{ version: string; rewrapped: number }>;

  /** For the work in the background, by Akkoord itself. */
  readonly upkeep: {
    /** Ids of rooms that are not closed, in order; `after` begins past one. */
    openRooms(page: { readonly after: string | null; readonly limit: number }): Promise<string[]>;
    factsOf(roomId: string): Promise<RoomFacts>;
    /**
     * Decides again whether a room fits, and pauses or resumes it.
     *
     * @returns its pause afterwards, and whether that is another than before
     */
    decideAgain(roomId: string, caller: Caller): Promise<DecidedAgain>;
    /** Clears away what is kept to recognise attempts that come twice, once nobody comes back with them any more. */
    forgetAttempts(caller: Caller): Promise<void>;
    /**
     * Takes up its work, once the database is there.
     *
     * @throws ServerNameChanged
     */
    start(): Promise<void>;
    /** Lets everybody who waits for news go. */
    stop(): Promise<void>;
  };

  /** For other domains, within their own transaction; what decides by the rules there says so. */
  readonly within: WithinRooms;
}

/** What rooms need. */
export interface RoomParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly directory: Pick<Directory, "activePerson">;
  readonly registry: VocabularySource;
  /** The rules at work. */
  readonly enforcement: Enforcement;
  /** Tells who was made owner of a room that had none. */
  readonly tellOwner: TellOwner;
  readonly keyService: KeyService;
  /** Seals what is of nobody's room. */
  readonly seal: Seal;
  /** What somebody looks like, within the transaction. */
  readonly pictureOf: PictureOf;
  /** Signs events; its server is the name in ids. */
  readonly signer: NodeSigner;
  readonly clock: Clock;
}

/**
 * What members do: on few enough rooms at once that connections are left for everything else. Whoever comes when a line
 * is full is asked to come back.
 */
const OF_MEMBERS: TurnLimits = { most: 8, longest: 500, ofOne: 200, inAll: 5_000 };
/**
 * What is tried on rooms by who is not in them, or on rooms that are not there: each attempt is looked at and written
 * down, one by one for each who tries.
 */
const OF_STRANGERS: TurnLimits = { most: 2, longest: 10, ofOne: 10, inAll: 5_000 };

/** Rooms. */
export function createRooms(parts: RoomParts): Rooms {
  const { database, commands, enforcement, clock, signer } = parts;
  const { server } = signer;
  const now = () => clock.now();
  const keys = createRoomKeys(database, parts.keyService);
  const standings = createStandings(keys);
  const notifier = createNotifier();
  const typing = createTyping((room) => notifier.wake(room));
  const log = createRoomLog({ signer, keys, standings });
  const appending = createAppending(log, enforcement, server, parts.pictureOf);
  const turns = createTurns(OF_MEMBERS);
  const strangerTurns = createTurns(OF_STRANGERS);
  const access: AccessParts = { server, standings, enforcement, now };
  const reading = { ...access, database, keys };
  const accountData = createAccountData({ ...reading, seal: parts.seal });
  const working: RoomCommandParts = {
    server,
    commands,
    log,
    keys,
    standings,
    appending,
    enforcement,
    turns,
    directory: parts.directory,
    registry: parts.registry,
  };
  const queries = createRoomQueries(reading);
  const timeline = createTimeline(reading);
  const receipts = createReceipts({ ...reading, accountData, typing });
  const sync = createSync({ ...reading, accountData, notifier, typing });
  const exporting = { database, keys, standings, signer, server };
  const does = {
    open: openRoom(working),
    send: sendEvent(working),
    redact: redactEvent(working),
    setState: setState(working),
    invite: inviteToRoom(working),
    join: joinRoom(working),
    leave: leaveRoom(working),
    remove: removeFromRoom(working),
    ban: banFromRoom(working),
    relabel: relabelRoom(working),
    rename: renameRoom(working),
    setPower: setPower(working),
    close: closeRoom(working),
    appointOwner: appointOwner({ ...working, tellOwner: parts.tellOwner }),
    export: grantExport(exporting),
    rotateKey: rotateRoomKey(working),
    destroyKey: destroyRoomKey(working),
    decideAgain: decideAgain(working),
  };
  let stopFollowing: () => Promise<void> = async () => {};
  const stopping = new AbortController();

  /** Runs a command on a room when it is its turn. Who is not in it never stands in the way of who is. */
  const inTurn = async <Input, Output>(
    command: Command<Input, Output>,
    roomId: string,
    input: object,
    caller: Caller,
  ): Promise<Output> => {
    const run = () => commands.execute(command, { roomId, ...input }, caller);
    const by = lineOf(caller);
    if (by === null || (await isSeated(database.use(), roomId, by)))
      return turns.take({ room: roomId, by }, run);
    return strangerTurns.take({ room: by, by }, run);
  };
  /** Who asks, as turns count them; Akkoord itself waits as long as it must. */
  const lineOf = ({ actor }: Caller) =>
    actor.kind === "system" ? null : (userIdOf(actor, server) ?? actor.kind);

  return {
    serverName: server,
    userId: (caller) => ownUserId(caller.actor, server),
    publishedKeys: createPublishedKeys({ database, signer, now }),

    list: queries.list,
    read: queries.read,
    facts: queries.facts,
    joined: queries.joined,
    timeline: timeline.timeline,
    event: timeline.event,
    context: timeline.context,
    relations: timeline.relations,
    threads: timeline.threads,
    members: queries.members,
    state: queries.state,
    stateEvent: queries.stateEvent,
    sync(caller, options, signal) {
      const signals = [stopping.signal, ...(signal === undefined ? [] : [signal])];
      return sync(caller, options, AbortSignal.any(signals));
    },

    create: (input, caller) =>
      turns.take({ room: randomUUID(), by: lineOf(caller) }, () =>
        commands.execute(does.open, input, caller),
      ),
    send: (roomId, event, caller) => inTurn(does.send, roomId, event, caller),
    sendState: (roomId, event, caller) => inTurn(does.setState, roomId, event, caller),
    redact: (roomId, redaction, caller) => inTurn(does.redact, roomId, redaction, caller),
    async invite(roomId, person, caller, reason) {
      await inTurn(does.invite, roomId, { person, reason }, caller);
    },
    async join(roomId, caller) {
      await inTurn(does.join, roomId, {}, caller);
    },
    async leave(roomId, caller, reason) {
      await inTurn(does.leave, roomId, { reason }, caller);
    },
    async kick(roomId, userId, caller, reason) {
      await inTurn(does.remove, roomId, { userId, reason }, caller);
    },
    async ban(roomId, userId, caller, reason) {
      await inTurn(does.ban, roomId, { userId, reason }, caller);
    },
    async unban(roomId, userId, caller) {
      await inTurn(does.remove, roomId, { userId }, caller);
    },
    async relabel(roomId, label, caller) {
      await inTurn(does.relabel, roomId, { label }, caller);
    },
    async rename(roomId, name, caller) {
      await inTurn(does.rename, roomId, { name }, caller);
    },
    async setPower(roomId, userId, power, caller) {
      await inTurn(does.setPower, roomId, { userId, power }, caller);
    },
    async close(roomId, caller) {
      await inTurn(does.close, roomId, {}, caller);
    },
    ownerless: (caller, page) => listOwnerlessRooms(reading, caller.actor, page),
    appointOwner: (roomId, person, caller) => inTurn(does.appointOwner, roomId, { person }, caller),
    setReceipt: receipts.setReceipt,
    setTyping: receipts.setTyping,
    accountData: {
      get: accountData.get,
      async put(roomId, type, content, caller) {
        if (type === FULLY_READ)
          throw new InvalidInput([{ path: "type", message: "is set by a read marker" }]);
        await accountData.put(roomId, type, content, caller);
      },
    },

    async exportLog(roomId, caller) {
      const granted = await commands.execute(does.export, { roomId }, caller);
      return exportLines(exporting, granted);
    },
    rotateKey: (roomId, caller) => inTurn(does.rotateKey, roomId, {}, caller),
    async destroyKey(roomId, caller) {
      await inTurn(does.destroyKey, roomId, {}, caller);
    },
    async rotateMasterKey(caller) {
      await commands.execute(noteMasterKeyRotation, {}, caller);
      return rotateMaster(keys);
    },

    upkeep: {
      openRooms: queries.openRooms,
      factsOf: queries.factsOf,
      decideAgain: (roomId, caller) => inTurn(does.decideAgain, roomId, {}, caller),
      async forgetAttempts(caller) {
        await commands.execute(forgetAttempts, {}, caller);
      },
      async start() {
        await settleServer(database, { ...signer, name: server }, now());
        await stopFollowing();
        stopFollowing = followNews(database, notifier);
      },
      async stop() {
        stopping.abort();
        typing.close();
        await stopFollowing();
      },
    },
    within: createWithin(working),
  };
}

/** The marker that says how far somebody has read everything. */
const FULLY_READ = "m.fully_read";
