import type { JsonObject } from "@akkoord/room";
import type { Actor, Workplace } from "../../platform/actor.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";

/** A text for people in both languages. */
export interface Words {
  readonly nl: string;
  readonly en: string;
}

/** What a room may hold: values of the vocabulary. */
export interface RoomLabel {
  /** A value of the attribute `information`. */
  readonly information: string;
  /** A value of the attribute `personalData`. */
  readonly personalData: string;
}

/** Why a room was opened. */
export interface RoomPurpose {
  readonly text: string;
  /** A value of the attribute `activity` that it was opened for; null when it was opened directly. */
  readonly activity: string | null;
}

/** How far back a new member sees: everything, from their invitation, or from their joining. Fixed at creation. */
export const HISTORIES = ["shared", "invited", "joined"] as const;
export type History = (typeof HISTORIES)[number];

/** What somebody is to a room. */
export type MembershipNow = "join" | "invite" | "leave" | "ban";

/** What is known in a room of a guest. */
export interface GuestCard {
  /** User id of who answers for them. */
  readonly sponsor: string;
  /** Last moment of their invitation, UTC. */
  readonly until: string;
  readonly party: string;
  /** What the organisation they come from is called; null where the invitation did not say. */
  readonly organisation: string | null;
}

/** A member of a room, or somebody who was invited to it. Akkoord itself is none of them. */
export interface RoomMember {
  readonly userId: string;
  readonly kind: "person" | "guest";
  /** Id of the person or guest. */
  readonly id: string;
  readonly name: string;
  /** Of a person. */
  readonly organisation: string | null;
  /** Of a guest. */
  readonly guest: GuestCard | null;
  readonly membership: "join" | "invite";
  readonly power: number;
  /** Place in the log of the event by which they came in: who is earlier in a room has the lower one. */
  readonly since: number;
}

/** What the state event `nl.akkoord.pause` says while a room is paused. */
export interface PauseContent {
  readonly paused: true;
  readonly code: PauseCode;
  /** Whose rules it no longer fits; null when nobody's in particular. */
  readonly organisation: string | null;
  /** Ids of the rules. */
  readonly rules: readonly string[];
  /** Hash of the rule set that they are in. */
  readonly ruleSet: string;
  /** User ids of the members whose access stands still while it is paused. */
  readonly shut: readonly string[];
  /** User ids of who can resolve it. */
  readonly resolvers: readonly string[];
}

/** Why a room is paused: its rules, or nobody who leads it. */
export type PauseCode = "rules-refuse" | "state-secret" | "no-owner";

/** A pause as members see it. */
export interface PauseView {
  readonly code: PauseCode;
  /** UTC. */
  readonly since: string;
  readonly organisation: string | null;
  readonly rules: readonly string[];
  readonly ruleSet: string;
  readonly shut: readonly string[];
  readonly resolvers: readonly { readonly userId: string; readonly name: string }[];
}

/** Everything about a room that deciding needs. No words of what was said. */
export interface RoomFacts {
  readonly id: string;
  /** The organisation that hosts it. */
  readonly hub: string;
  readonly label: RoomLabel;
  readonly purpose: RoomPurpose;
  readonly category: string | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly pause: PauseContent | null;
  /** Members and invited people, in the order in which they came. */
  readonly members: readonly RoomMember[];
}

/** What somebody wants to append to a room. */
export interface DraftEvent {
  readonly type: string;
  /** User id. */
  readonly sender: string;
  /** Only of state events. */
  readonly stateKey: string | null;
  readonly content: JsonObject;
}

/** Why something is refused, and what to do instead. */
export interface Refusal {
  readonly code:
    | "rules-refuse"
    | "state-secret"
    | "workplace-needed"
    | "room-paused"
    | "access-shut"
    | "not-a-member"
    | "power";
  readonly sentence: Words;
  /** Whose rules refuse it. */
  readonly organisation: string | null;
  readonly rules: readonly RefusingRule[];
  /** What may be used instead, best first. */
  readonly alternatives: readonly {
    readonly tool: string;
    readonly name: string;
    readonly effect: string;
  }[];
  /** What would make it possible. */
  readonly changes: readonly RefusalChange[];
  /** Where state secrets go. */
  readonly referral: Words | null;
  /** What the asker did not say about where they work, by attribute. */
  readonly missing: readonly string[];
  /** Who can resolve it. */
  readonly resolvers: readonly { readonly userId: string; readonly name: string }[];
}

/** A rule that refuses something, with where it is written. */
export interface RefusingRule {
  readonly id: string;
  readonly words: Words;
  readonly source: {
    readonly document: string;
    readonly title: string;
    readonly quote: string;
    readonly place: string | null;
    readonly url: string | null;
  };
}

/** One change that would make something possible. */
export type RefusalChange =
  | {
      readonly kind: "attribute";
      readonly attribute: string;
      readonly from: string | null;
      readonly to: string;
    }
  | { readonly kind: "without-participant"; readonly participant: string };

/** What the rules say of appending an event. */
export type Verdict =
  | { readonly allowed: true; readonly ruleSet: string; readonly rules: readonly string[] }
  | { readonly allowed: false; readonly refusal: Refusal };

/** What deciding happens in. */
export interface DecidingContext {
  readonly now: Date;
  /**
   * The transaction that holds the room. Reads that must be consistent with it go through it; others should, as a
   * connection beside it may have to be waited for.
   */
  readonly transaction: AnyDatabase;
}

/**
 * Whether the rules let an event into a room, asked before every append, while the room is held.
 *
 * @param room as it is before the event; of a room that is yet to be made, as it will be: its creator alone in it
 * @param actor who appends it; for events of Akkoord itself it is not asked
 */
export type MayAppend = (
  event: DraftEvent,
  room: RoomFacts,
  actor: Actor,
  workplace: Workplace,
  context: DecidingContext,
) => Promise<Verdict>;

/** The rules at work in rooms. */
export interface Enforcement {
  readonly mayAppend: MayAppend;
  /**
   * The pause that a room should have as it is now; null when it fits. Asked after every change of members or label, in
   * the same transaction, and whenever a room is decided again.
   */
  readonly pauseFor: (room: RoomFacts, context: DecidingContext) => Promise<PauseContent | null>;
  /** Why somebody cannot write in or read a paused room. */
  readonly explainPause: (
    room: RoomFacts,
    code: "room-paused" | "access-shut",
    context: DecidingContext,
  ) => Promise<Refusal>;
}

/** What somebody may do in a room. */
export const ROOM_ABILITIES = [
  "write",
  "invite",
  "invite-guest",
  "relabel",
  "manage",
  "leave",
  "export",
  "close",
] as const;
export type RoomAbility = (typeof ROOM_ABILITIES)[number];

/** A member as the page shows them. */
export interface MemberView {
  readonly userId: string;
  readonly kind: "person" | "guest";
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  /** Of a guest: the outside party they come from. */
  readonly party: string | null;
  readonly membership: "join" | "invite";
  readonly power: number;
  readonly owner: boolean;
  readonly guest: {
    readonly sponsor: { readonly id: string; readonly name: string };
    readonly until: string;
    /** What the organisation they come from is called; null where the invitation did not say. */
    readonly organisation: string | null;
    /** They have come in by the link in their e-mail. */
    readonly verified: boolean;
  } | null;
  /** When somebody last confirmed that they still belong here, UTC. */
  readonly lastReviewed: string | null;
}

/** A room as its members see it; to who is invited or whose access stands still, without what was said in it. */
export interface RoomView {
  readonly id: string;
  readonly name: string;
  readonly hub: string;
  readonly label: RoomLabel;
  readonly purpose: RoomPurpose;
  readonly category: string | null;
  /** UTC. */
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly history: History;
  readonly pause: PauseView | null;
  readonly you: {
    readonly userId: string;
    readonly membership: "join" | "invite";
    readonly power: number;
    /** Your access stands still while the room is paused. */
    readonly shut: boolean;
    readonly abilities: readonly RoomAbility[];
    /** Who invited you, while you are invited. */
    readonly invitedBy: { readonly userId: string; readonly name: string } | null;
  };
  readonly members: readonly MemberView[];
  /** Messages since you last read. */
  readonly unread: number;
  /** Those among them that name you. */
  readonly mentions: number;
  /** The server can read what is said here: it is sealed at rest, not end to end. */
  readonly readsServer: true;
  /** The room's key is gone, and with it everything that was said. */
  readonly destroyed: boolean;
}

/** A room in the list of rooms. */
export interface RoomSummary {
  readonly id: string;
  readonly name: string;
  readonly hub: string;
  readonly label: RoomLabel;
  readonly membership: "join" | "invite";
  readonly shut: boolean;
  readonly paused: PauseCode | null;
  readonly closedAt: string | null;
  readonly memberCount: number;
  readonly guestCount: number;
  readonly organisations: readonly string[];
  readonly invitedBy: { readonly userId: string; readonly name: string } | null;
  /** When the last event came, UTC. */
  readonly lastActivity: string;
  readonly unread: number;
  readonly mentions: number;
}

/** An event as Matrix clients get it. */
export interface ClientEvent {
  readonly event_id: string;
  readonly type: string;
  readonly room_id: string;
  readonly sender: string;
  readonly origin_server_ts: number;
  readonly content: JsonObject;
  readonly state_key?: string;
  readonly unsigned?: JsonObject;
}

/** What somebody sees of a room that they are invited to. */
export type StrippedEvent = Pick<ClientEvent, "type" | "sender" | "content"> & { readonly state_key: string };

/** Something that is no event of the log: typing, receipts, account data. */
export interface LooseEvent {
  readonly type: string;
  readonly content: JsonObject;
}

/** A filter on events after Matrix, as far as it works here. */
export interface EventFilter {
  readonly limit?: number;
  readonly types?: readonly string[];
  readonly not_types?: readonly string[];
  readonly senders?: readonly string[];
  readonly not_senders?: readonly string[];
  readonly rooms?: readonly string[];
  readonly not_rooms?: readonly string[];
  readonly contains_url?: boolean;
  readonly lazy_load_members?: boolean;
  readonly include_redundant_members?: boolean;
  readonly unread_thread_notifications?: boolean;
}

/** A filter on sync after Matrix, as far as it works here. */
export interface SyncFilter {
  readonly room?: {
    readonly rooms?: readonly string[];
    readonly not_rooms?: readonly string[];
    readonly include_leave?: boolean;
    readonly timeline?: EventFilter;
    readonly state?: EventFilter;
    readonly ephemeral?: EventFilter;
    readonly account_data?: EventFilter;
  };
  readonly account_data?: EventFilter;
}

/** What is new in a room that somebody is in. */
export interface JoinedRoomSync {
  readonly summary: {
    readonly "m.heroes"?: readonly string[];
    readonly "m.joined_member_count"?: number;
    readonly "m.invited_member_count"?: number;
  };
  readonly state: { readonly events: readonly ClientEvent[] };
  readonly timeline: {
    readonly events: readonly ClientEvent[];
    readonly limited: boolean;
    readonly prev_batch: string;
  };
  readonly ephemeral: { readonly events: readonly LooseEvent[] };
  readonly account_data: { readonly events: readonly LooseEvent[] };
  readonly unread_notifications: { readonly notification_count: number; readonly highlight_count: number };
  readonly unread_thread_notifications?: {
    readonly [thread: string]: { readonly notification_count: number; readonly highlight_count: number };
  };
}

/** What is new for somebody, in the shape of Matrix. */
export interface SyncResult {
  readonly next_batch: string;
  readonly account_data: { readonly events: readonly LooseEvent[] };
  readonly rooms: {
    readonly join: { readonly [room: string]: JoinedRoomSync };
    readonly invite: {
      readonly [room: string]: { readonly invite_state: { readonly events: readonly StrippedEvent[] } };
    };
    readonly leave: {
      readonly [room: string]: {
        readonly state: { readonly events: readonly ClientEvent[] };
        readonly timeline: JoinedRoomSync["timeline"];
        readonly account_data: { readonly events: readonly LooseEvent[] };
      };
    };
  };
}

/** A stretch of a room's log. */
export interface TimelinePage {
  /** Where it begins, to ask for the other direction from. */
  readonly start: string;
  /** Where to go on; left out at the end of what there is. */
  readonly end?: string;
  readonly chunk: readonly ClientEvent[];
  /** State that belongs with it: the members who speak in it, when members are loaded lazily. */
  readonly state: readonly ClientEvent[];
}

/** An event with what came before and after it. */
export interface EventContext {
  readonly event: ClientEvent;
  /** Newest first. */
  readonly events_before: readonly ClientEvent[];
  readonly events_after: readonly ClientEvent[];
  readonly start: string;
  readonly end: string;
  readonly state: readonly ClientEvent[];
}

/** Events that relate to another. */
export interface RelationsPage {
  readonly chunk: readonly ClientEvent[];
  readonly next_batch?: string;
  readonly prev_batch?: string;
}

/** Largest event, in bytes of its canonical JSON. */
export const LARGEST_EVENT = 65_536;
/** Longest text of a message, in characters. */
export const LONGEST_BODY = 40_000;
/** Most people and guests in a room, invited ones included. */
export const MOST_MEMBERS = 1_000;
/** Most events in one answer. */
export const MOST_EVENTS = 500;
/** How many relations away an event may be from the one whose relations are asked for with all that follows. */
export const RELATIONS_DEPTH = 3;
/** Longest that a sync waits, in milliseconds: less than the server gives a request. */
export const LONGEST_POLL_MS = 25_000;
/** Longest that somebody counts as typing without saying so again, in milliseconds. */
export const LONGEST_TYPING_MS = 30_000;
/** Longest name of a room, in characters. */
export const LONGEST_NAME = 200;
/** Longest purpose of a room, in characters. */
export const LONGEST_PURPOSE = 1_000;
/** Longest transaction id, in characters. */
export const LONGEST_TRANSACTION_ID = 255;
/** Longest content of one piece of account data, in bytes. */
export const LARGEST_ACCOUNT_DATA = 65_536;

/** Power of who leads a room. */
export const OWNER = 90;
/** Power of who may remove people and change the label. */
export const MODERATOR = 50;
/** Power of Akkoord itself. */
export const AKKOORD = 100;
