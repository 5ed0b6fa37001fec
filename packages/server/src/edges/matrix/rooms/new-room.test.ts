import { describe, expect, test } from "vitest";
import { InvalidInput } from "../../../platform/errors.ts";
import { newRoomBody, readNewRoom } from "./new-room.ts";

const LABEL = { information: "internal", personalData: "ordinary" };
const labelled = { type: "nl.akkoord.label", state_key: "", content: LABEL };
const read = (body: object, standard: typeof LABEL | null = null) =>
  readNewRoom(newRoomBody.parse(body), standard, "Ruimte");

describe("a new room from an application", () => {
  test("gets its name, purpose and label from what the application sends", () => {
    expect(read({ name: "Plan", topic: "Het plan van volgend jaar", initial_state: [labelled] })).toEqual({
      room: {
        name: "Plan",
        label: LABEL,
        purpose: { text: "Het plan van volgend jaar", activity: null },
        category: null,
        invites: "members",
      },
      invite: [],
      equals: false,
      state: [{ type: "m.room.topic", state_key: "", content: { topic: "Het plan van volgend jaar" } }],
    });
  });

  test("takes the label from the content of its creation too", () => {
    expect(read({ creation_content: { "nl.akkoord.label": LABEL } }).room.label).toEqual(LABEL);
  });

  test("takes the operator's label when it names none", () => {
    expect(read({}, LABEL).room.label).toEqual(LABEL);
  });

  test("is refused without any label, with words that say what to do", () => {
    expect(() => read({ name: "Plan" })).toThrow(/First choose what the room may hold/);
  });

  test("is refused with a label that is none", () => {
    expect(() => read({ initial_state: [{ ...labelled, content: { information: "internal" } }] })).toThrow(
      InvalidInput,
    );
  });

  test("leaves out what applications ask by habit and our rooms have in their own way", () => {
    const wanted = read({
      initial_state: [
        labelled,
        { type: "m.room.guest_access", state_key: "", content: { guest_access: "can_join" } },
        { type: "m.room.history_visibility", content: { history_visibility: "joined" } },
        { type: "m.room.join_rules", content: { join_rule: "invite" } },
        { type: "org.example.colour", content: { colour: "blue" } },
      ],
    });
    expect(wanted.state).toEqual([
      { type: "org.example.colour", state_key: "", content: { colour: "blue" } },
    ]);
    expect(wanted.room.history).toBe("joined");
  });

  test("invites everyone once, as equals when it is a trusted one", () => {
    const invite = ["@u-1:example.nl", "@u-1:example.nl"];
    expect(read({ invite, preset: "trusted_private_chat" }, LABEL)).toMatchObject({
      invite: ["@u-1:example.nl"],
      equals: true,
    });
  });

  test.each([
    ["public", { preset: "public_chat" }],
    ["listed", { visibility: "public" }],
    ["with an address", { room_alias_name: "plan" }],
    ["of another version", { room_version: "9" }],
    ["a room of rooms", { creation_content: { type: "m.space" } }],
    ["for somebody by e-mail", { invite_3pid: [{ medium: "email", address: "a@example.nl" }] }],
    ["with state that no room here has", { initial_state: [{ type: "m.space.parent", content: {} }] }],
    [
      "open to read",
      {
        initial_state: [
          { type: "m.room.history_visibility", content: { history_visibility: "world_readable" } },
        ],
      },
    ],
    ["open to join", { initial_state: [{ type: "m.room.join_rules", content: { join_rule: "public" } }] }],
    [
      "encrypted end to end",
      { initial_state: [{ type: "m.room.encryption", content: { algorithm: "m.megolm.v1.aes-sha2" } }] },
    ],
  ])("is never %s", (_what, body) => {
    expect(() => read(body, LABEL)).toThrow(expect.objectContaining({ name: "MatrixError" }));
  });
});
