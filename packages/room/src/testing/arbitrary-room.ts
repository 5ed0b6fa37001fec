import * as fc from "fast-check";
import { TYPES } from "../event.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import {
  AKKOORD,
  type Attempt,
  member,
  message,
  OWNER,
  person,
  redaction,
  stateEvent,
  type TestRoom,
  testRoom,
} from "./test-room.ts";

/** Text that is hard on whoever writes it: beyond the first plane, steering characters, quotes. */
export const arbitraryText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("\u2028", "\u0000", "\ufffd", '"', "\\", "😀", "\ue000", "\n", "é", "a"),
  }),
);

/** Any value that canonical JSON can hold. */
export const arbitraryJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    arbitraryText,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(arbitraryText, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** Any object that canonical JSON can hold. */
export const arbitraryContent: fc.Arbitrary<JsonObject> = fc.dictionary(arbitraryText, arbitraryJson, {
  maxKeys: 4,
  noNullPrototype: true,
});

export const PEOPLE = [OWNER, AKKOORD, person("bram"), person("fatima"), person("milan")] as const;

const somebody = fc.constantFrom(...PEOPLE);
const level = fc.constantFrom(-10, 0, 49, 50, 90, 99, 100);

const arbitraryPowerLevels = fc
  .record({
    users: fc.dictionary(somebody, level, { maxKeys: 4, noNullPrototype: true }),
    users_default: level,
    events_default: fc.constantFrom(0, 50),
    invite: level,
    kick: level,
    ban: level,
    notifications: fc.dictionary(fc.constantFrom("room", "other"), level, {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  })
  .map((changes): JsonObject => changes);

/** Something that somebody may try, depending on what happened before. */
type Act = (room: TestRoom) => Attempt;

const arbitraryAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(somebody, arbitraryText).map(
      ([who, body]) =>
        (): Attempt =>
          message(who, body),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(somebody, fc.constantFrom("nl.akkoord.custom", "constructor", "__proto__"), arbitraryContent)
      .map(
        ([sender, type, content]) =>
          (): Attempt => ({ type, sender, content }),
      ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(somebody, somebody, fc.constantFrom("join", "invite", "invite", "leave", "ban", "knock"))
      .map(
        ([sender, target, membership]) =>
          (): Attempt =>
            member(target, membership, membership === "join" ? target : sender),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(somebody, arbitraryPowerLevels).map(
      ([sender, changes]) =>
        (room: TestRoom) =>
          stateEvent(sender, TYPES.powerLevels, { ...room.state.content(TYPES.powerLevels), ...changes }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(somebody, fc.nat()).map(
      ([sender, place]) =>
        (room: TestRoom) =>
          redaction(sender, room.log[place % room.log.length]?.eventId ?? ""),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(somebody, fc.constantFrom(TYPES.name, TYPES.topic, TYPES.label, TYPES.purpose), arbitraryText)
      .map(
        ([sender, type, text]) =>
          (): Attempt =>
            stateEvent(
              sender,
              type,
              type === TYPES.label
                ? { information: text, personalData: "none" }
                : { name: text, topic: text, text, activity: null },
            ),
      ),
  },
);

/** A room in which many things were tried, and those that the rules allowed happened. */
export const arbitraryRoom: fc.Arbitrary<TestRoom> = fc.array(arbitraryAct, { maxLength: 40 }).map((acts) => {
  const room = testRoom();
  for (const act of acts) room.attempt(act(room));
  return room;
});
