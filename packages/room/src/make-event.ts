import { authEvents } from "./authorise/auth-events.ts";
import { base64 } from "./base64.ts";
import { canonicalJson, NotCanonical } from "./canonical-json.ts";
import type { Draft, LoggedEvent, RoomEvent } from "./event.ts";
import { contentHash, idOfBytes, referenceBytes } from "./hashes.ts";
import { isLonger, MAX_EVENT_BYTES, MAX_FIELD_BYTES, tooLongField } from "./limits.ts";
import type { Signer } from "./signing.ts";
import type { RoomState } from "./state.ts";

/** The end of a log: its last event. */
export interface Head {
  readonly eventId: string;
  readonly depth: number;
}

/** A draft that no event can be made of; the code says why. */
export class EventNotPossible extends Error {
  override readonly name = "EventNotPossible";
  readonly code: "too-large" | "field-too-long" | "not-canonical";

  constructor(code: EventNotPossible["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Makes the next event of a log out of a draft: its place, the events it rests on, its hash and its signature. Whether
 * it is allowed is for {@link authorise} to say, before.
 *
 * @param from.head the last event of the log; null when this is the first
 * @param from.state the state after that event
 * @param from.at milliseconds since 1970
 * @throws EventNotPossible when it is larger than 65,536 bytes, has a field over 255 bytes, or holds what canonical JSON
 *   cannot (fractions, half surrogate pairs, too many levels)
 * @example
 * const { eventId, event } = makeEvent({ draft, head, state, at: Date.now() }, signer);
 */
export function makeEvent(
  from: { readonly draft: Draft; readonly head: Head | null; readonly state: RoomState; readonly at: number },
  signer: Signer,
): LoggedEvent {
  const { draft, head, state, at } = from;
  const long = tooLongField(draft);
  if (long !== null)
    throw new EventNotPossible("field-too-long", `${long} is longer than ${MAX_FIELD_BYTES} bytes`);
  try {
    const unsigned: RoomEvent = {
      type: draft.type,
      room_id: draft.room_id,
      sender: draft.sender,
      ...(draft.state_key === undefined ? {} : { state_key: draft.state_key }),
      content: draft.content,
      origin_server_ts: at,
      depth: (head?.depth ?? 0) + 1,
      prev_events: head === null ? [] : [head.eventId],
      auth_events: authEvents(draft, state),
      hashes: { sha256: "" },
      signatures: {},
    };
    const hashed: RoomEvent = { ...unsigned, hashes: { sha256: contentHash(unsigned) } };
    const bytes = referenceBytes(hashed);
    const signature = base64(signer.sign(bytes));
    const event: RoomEvent = { ...hashed, signatures: { [signer.server]: { [signer.keyId]: signature } } };
    if (isLonger(canonicalJson(event), MAX_EVENT_BYTES))
      throw new EventNotPossible("too-large", `the event is larger than ${MAX_EVENT_BYTES} bytes`);
    return { eventId: idOfBytes(bytes), event };
  } catch (error) {
    if (error instanceof NotCanonical) throw new EventNotPossible("not-canonical", error.message);
    throw error;
  }
}
