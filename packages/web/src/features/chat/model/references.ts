import { type RoomEvent, relationOf } from "../matrix/event.ts";
import { isRecord, type Unknown } from "../matrix/shape.ts";

/** What later events say of one: changed, reacted to, answered in a thread, removed. */
export interface References {
  /** The newest change of its content by who wrote it. */
  readonly edit: { readonly id: string; readonly content: Unknown; readonly at: number } | null;
  /** Who reacted, per sign, in the order in which the signs first came. */
  readonly reactions: ReadonlyMap<string, readonly Reaction[]>;
  readonly removed: { readonly by: string; readonly at: number } | null;
  readonly thread: { readonly count: number; readonly latest: RoomEvent | null } | null;
}

/** One person's reaction. */
export interface Reaction {
  /** The event that can be taken away again. */
  readonly id: string;
  readonly sender: string;
}

const NO_REACTIONS: ReadonlyMap<string, readonly Reaction[]> = new Map();

/** What is said of an event of which nothing is said. */
export const UNREFERRED: References = { edit: null, reactions: NO_REACTIONS, removed: null, thread: null };

/** Everything that events say of each other. */
export type ReferenceIndex = ReadonlyMap<string, References>;

interface Draft {
  edit: References["edit"];
  reactions: Map<string, Reaction[]>;
  removed: References["removed"];
  thread: { count: number; latest: RoomEvent | null } | null;
}

/**
 * Works out what events say of each other.
 *
 * @param events in the server's order, each once
 * @example indexReferences(everythingKnown(timeline)).get(event.id)?.edit
 */
export function indexReferences(events: readonly RoomEvent[]): ReferenceIndex {
  const byId = new Map(events.map((event) => [event.id, event]));
  const removals = removalsIn(events);
  const index = new Map<string, Draft>();
  const of = (id: string): Draft => {
    const known = index.get(id) ?? { edit: null, reactions: new Map(), removed: null, thread: null };
    index.set(id, known);
    return known;
  };
  for (const event of events) {
    if (event.removed !== null) of(event.id).removed = event.removed;
    const { edit, thread } = event.bundled;
    if (edit !== null && edit.sender === event.sender && !removals.has(edit.id)) noteEdit(of(event.id), edit);
    if (thread !== null && thread.count > 0) of(event.id).thread = { ...thread };
  }
  for (const [id, removed] of removals) of(id).removed = removed;
  const inThreads = new Map<string, RoomEvent[]>();
  for (const event of events) {
    const relation = relationOf(event);
    if (relation === null || event.removed !== null || removals.has(event.id)) continue;
    const target = byId.get(relation.target);
    if (relation.kind === "edit" && target?.sender === event.sender) noteEdit(of(relation.target), event);
    if (relation.kind === "reaction") noteReaction(of(relation.target), relation.key, event);
    if (relation.kind === "thread")
      inThreads.set(relation.target, [...(inThreads.get(relation.target) ?? []), event]);
  }
  for (const [root, answers] of inThreads) {
    const draft = of(root);
    const bundled = draft.thread;
    draft.thread = {
      count: Math.max(bundled?.count ?? 0, answers.length),
      latest: laterOf(bundled?.latest ?? null, answers.at(-1) ?? null),
    };
  }
  return index;
}

function removalsIn(events: readonly RoomEvent[]): Map<string, { by: string; at: number }> {
  return new Map(
    events.flatMap((event) => {
      const relation = relationOf(event);
      return relation?.kind === "removal" ? [[relation.target, { by: event.sender, at: event.at }]] : [];
    }),
  );
}

function noteEdit(draft: Draft, event: RoomEvent): void {
  const content = event.content["m.new_content"];
  if (!isRecord(content)) return;
  draft.edit = { id: event.id, content, at: event.at };
}

function noteReaction(draft: Draft, key: string, { id, sender }: RoomEvent): void {
  const before = draft.reactions.get(key) ?? [];
  // Who gives the same sign twice counts once.
  if (before.some((one) => one.sender === sender)) return;
  draft.reactions.set(key, [...before, { id, sender }]);
}

function laterOf(one: RoomEvent | null, other: RoomEvent | null): RoomEvent | null {
  if (one === null || other === null) return one ?? other;
  return other.at >= one.at ? other : one;
}
