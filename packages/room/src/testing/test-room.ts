import { authorise } from "../authorise/authorise.ts";
import type { Authorisation } from "../authorise/reasons.ts";
import { createContent } from "../content.ts";
import { type Draft, type LoggedEvent, TYPES } from "../event.ts";
import { type JsonObject, own } from "../json.ts";
import { exportLog, type LogHeader, logHeader } from "../log/format.ts";
import { makeEvent } from "../make-event.ts";
import { type NodeSigner, nodeSigner } from "../node/signer.ts";
import { firstPowerLevels } from "../power.ts";
import { type RoomState, roomState } from "../state.ts";

export const HUB = "hub.example";
export const ROOM = `!ruimte:${HUB}`;
export const AKKOORD = `@akkoord:${HUB}`;

/** User id of a made-up person. */
export function person(name: string): string {
  return `@u-${name}:${HUB}`;
}

export const OWNER = person("noor");

/** The key that test rooms are signed with, unless a test wants another. */
export const signer: NodeSigner = nodeSigner(HUB, "ed25519:1", new Uint8Array(32).fill(7));

/** An event to try, without the room. */
export type Attempt = Omit<Draft, "room_id">;

/** A room with its log, for tests. */
export interface TestRoom {
  readonly log: LoggedEvent[];
  readonly state: RoomState;
  /** What the rules say of an event now. */
  verdict(attempt: Attempt): Authorisation;
  /** Appends an event when the rules allow it. */
  attempt(attempt: Attempt): Authorisation;
  /** Appends an event that the rules must allow. */
  append(attempt: Attempt): LoggedEvent;
  /** Appends an event without asking. */
  force(attempt: Attempt): LoggedEvent;
}

/** A room without events. */
export function emptyRoom(by: NodeSigner = signer): TestRoom {
  const log: LoggedEvent[] = [];
  const state = roomState();
  const draftOf = (attempt: Attempt): Draft => ({ room_id: ROOM, ...attempt });
  const room: TestRoom = {
    log,
    state,
    verdict(attempt) {
      const target = log.find(({ eventId }) => eventId === own(attempt.content, "redacts"));
      return authorise(draftOf(attempt), state, { target });
    },
    attempt(attempt) {
      const verdict = room.verdict(attempt);
      if (verdict.allowed) room.force(attempt);
      return verdict;
    },
    append(attempt) {
      const verdict = room.verdict(attempt);
      if (!verdict.allowed) throw new Error(`${attempt.type} was refused: ${verdict.reason}`);
      return room.force(attempt);
    },
    force(attempt) {
      const last = log.at(-1);
      const head = last === undefined ? null : { eventId: last.eventId, depth: last.event.depth };
      const logged = makeEvent(
        { draft: draftOf(attempt), head, state, at: 1_763_800_000_000 + log.length },
        by,
      );
      log.push(logged);
      state.apply(logged);
      return logged;
    },
  };
  return room;
}

/** A room as rooms begin: opened by its owner, with Akkoord in it. */
export function testRoom(by: NodeSigner = signer): TestRoom {
  const room = emptyRoom(by);
  room.append(stateEvent(OWNER, TYPES.create, createContent()));
  room.append(member(OWNER, "join"));
  room.append(stateEvent(OWNER, TYPES.powerLevels, firstPowerLevels(AKKOORD, { [OWNER]: 90 })));
  room.append(member(AKKOORD, "invite", OWNER));
  room.append(member(AKKOORD, "join"));
  room.append(stateEvent(AKKOORD, TYPES.joinRules, { join_rule: "invite" }));
  room.append(stateEvent(OWNER, TYPES.name, { name: "Begroting" }));
  room.append(stateEvent(OWNER, TYPES.label, { information: "internal", personalData: "none" }));
  return room;
}

/** Lets somebody into a room. */
export function join(room: TestRoom, user: string): void {
  room.append(member(user, "invite", OWNER));
  room.append(member(user, "join"));
}

export function stateEvent(sender: string, type: string, content: JsonObject, state_key = ""): Attempt {
  return { type, sender, state_key, content };
}

export function member(user: string, membership: string, sender = user): Attempt {
  return stateEvent(sender, TYPES.member, { membership }, user);
}

export function message(sender: string, body: string): Attempt {
  return { type: TYPES.message, sender, content: { msgtype: "m.text", body } };
}

export function redaction(sender: string, redacts: string): Attempt {
  return { type: TYPES.redaction, sender, content: { redacts } };
}

/** What the header of a test export says, besides what follows from the log. */
export const exportedNow = {
  room: ROOM,
  keys: { [signer.keyId]: signer.publicKey },
  exportedAt: "2026-11-22T10:00:00.000Z",
  exportedBy: OWNER,
};

/** The lines of an export. */
export function linesOfLog(log: readonly LoggedEvent[], by: NodeSigner = signer): string[] {
  return [...exportLog({ ...exportedNow, keys: { [by.keyId]: by.publicKey }, events: log }, by)];
}

/** A header for a log, with changes, signed again. */
export function headerOf(log: readonly LoggedEvent[], changes: Partial<LogHeader> = {}): LogHeader {
  return logHeader(
    { ...exportedNow, events: log.length, head: log.at(-1)?.eventId ?? "", ...changes },
    signer,
  );
}
