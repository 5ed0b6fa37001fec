import { isRecord, listOf, numberOf, recordOf, textOf, type Unknown } from "./shape.ts";

/** An event of a room as the page uses it; the client-server format of Matrix, read once at the boundary. */
export interface RoomEvent {
  readonly id: string;
  readonly type: string;
  readonly sender: string;
  /** When the server took it in, in milliseconds since 1970. */
  readonly at: number;
  readonly content: Unknown;
  /** Only of state: what of its type it is about. */
  readonly stateKey: string | null;
  /** The content that this state had before; only some answers carry it. */
  readonly before: Unknown | null;
  /** The id under which this device sent it; null when another did. */
  readonly transactionId: string | null;
  /** Who took it away; its content is gone then. */
  readonly removed: { readonly by: string; readonly at: number } | null;
  /** What the server knows of events that refer to this one. */
  readonly bundled: {
    readonly edit: RoomEvent | null;
    readonly thread: { readonly count: number; readonly latest: RoomEvent | null } | null;
    /** How many reacted with a sign, and which reaction is one's own, when the server counted. */
    readonly reactions: readonly {
      readonly key: string;
      readonly count: number;
      readonly own: string | null;
    }[];
  };
}

/** How an event refers to another. */
export interface Relation {
  readonly kind: "edit" | "reaction" | "removal" | "thread";
  readonly target: string;
  /** The sign of a reaction; empty for other kinds. */
  readonly key: string;
}

const NOTHING_BUNDLED: RoomEvent["bundled"] = { edit: null, thread: null, reactions: [] };

/** Reads an event. @returns null for what is no event. */
export function readEvent(value: unknown): RoomEvent | null {
  if (!isRecord(value)) return null;
  const id = textOf(value.event_id);
  const type = textOf(value.type);
  const sender = textOf(value.sender);
  if (id === null || type === null || sender === null) return null;
  const unsigned = recordOf(value.unsigned);
  const content = recordOf(value.content);
  return {
    id,
    type,
    sender,
    at: numberOf(value.origin_server_ts) ?? 0,
    // Servers put the target of a removal beside the content for rooms of older versions.
    content:
      type === "m.room.redaction" && textOf(content.redacts) === null && textOf(value.redacts) !== null
        ? { ...content, redacts: value.redacts }
        : content,
    stateKey: typeof value.state_key === "string" ? value.state_key : null,
    before: isRecord(unsigned.prev_content) ? unsigned.prev_content : null,
    transactionId: textOf(unsigned.transaction_id),
    removed: readRemoval(unsigned.redacted_because),
    bundled: readBundled(unsigned["m.relations"]),
  };
}

/** Reads the events out of a list; what is no event is left out. */
export function readEvents(value: unknown): readonly RoomEvent[] {
  return listOf(value).flatMap((one) => readEvent(one) ?? []);
}

function readRemoval(value: unknown): RoomEvent["removed"] {
  if (!isRecord(value)) return null;
  return { by: textOf(value.sender) ?? "", at: numberOf(value.origin_server_ts) ?? 0 };
}

function readBundled(value: unknown): RoomEvent["bundled"] {
  if (!isRecord(value)) return NOTHING_BUNDLED;
  const thread = value["m.thread"];
  return {
    edit: readEvent(value["m.replace"]),
    thread: isRecord(thread)
      ? { count: numberOf(thread.count) ?? 0, latest: readEvent(thread.latest_event) }
      : null,
    reactions: listOf(recordOf(value["m.annotation"]).chunk).flatMap((one) => {
      const { key, count, "nl.akkoord.own": own } = recordOf(one);
      const sign = textOf(key);
      return sign === null ? [] : [{ key: sign, count: numberOf(count) ?? 1, own: textOf(own) }];
    }),
  };
}

/** How an event refers to another, or null. A reply is a message of its own and no such reference. */
export function relationOf(event: RoomEvent): Relation | null {
  if (event.type === "m.room.redaction") {
    const target = textOf(event.content.redacts);
    return target === null ? null : { kind: "removal", target, key: "" };
  }
  const relation = recordOf(event.content["m.relates_to"]);
  const target = textOf(relation.event_id);
  if (target === null) return null;
  if (relation.rel_type === "m.replace") return { kind: "edit", target, key: "" };
  if (relation.rel_type === "m.thread") return { kind: "thread", target, key: "" };
  const key = textOf(relation.key);
  return relation.rel_type === "m.annotation" && key !== null && event.type === "m.reaction"
    ? { kind: "reaction", target, key }
    : null;
}

/** The message that this one answers; within a thread only when somebody chose it. */
export function replyTargetOf(content: Unknown): string | null {
  const relation = recordOf(content["m.relates_to"]);
  if (relation.rel_type === "m.thread" && relation.is_falling_back !== false) return null;
  return textOf(recordOf(relation["m.in_reply_to"]).event_id);
}

/** The people whom a message names. */
export function mentionsIn(content: Unknown): readonly string[] {
  return listOf(recordOf(content["m.mentions"]).user_ids).flatMap((id) => textOf(id) ?? []);
}
