import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TYPES } from "./event.ts";
import { roomState } from "./state.ts";
import { arbitraryRoom } from "./testing/arbitrary-room.ts";
import { join, member, OWNER, person, stateEvent, testRoom } from "./testing/test-room.ts";

const BRAM = person("bram");

describe("the state of a room", () => {
  it("is known at any point of the log", () => {
    const room = testRoom();
    const before = room.log.length;
    join(room, BRAM);
    room.append(stateEvent(OWNER, TYPES.label, { information: "confidential", personalData: "none" }));
    const at = (length: number) => {
      const state = roomState();
      for (const logged of room.log.slice(0, length)) state.apply(logged);
      return [state.membership(BRAM), state.content(TYPES.label)?.information];
    };
    expect([before, before + 1, before + 2, before + 3].map(at)).toEqual([
      [null, "internal"],
      ["invite", "internal"],
      ["join", "internal"],
      ["join", "confidential"],
    ]);
  });

  it("is the same from the whole log and from the events that hold", () => {
    fc.assert(
      fc.property(arbitraryRoom, ({ log, state }) => {
        const again = roomState(state.all(), log.length);
        expect(again.length).toBe(log.length);
        expect([...again.all()]).toEqual([...state.all()]);
      }),
    );
  });

  it("does not change with a copy of it", () => {
    const room = testRoom();
    const copy = room.state.copy();
    join(room, BRAM);
    expect(copy.membership(BRAM)).toBeNull();
    expect(copy.length).toBe(room.state.length - 2);
    room.append(
      stateEvent(OWNER, TYPES.powerLevels, { ...room.state.content(TYPES.powerLevels), invite: 1 }),
    );
    expect([copy.power().level("invite"), room.state.power().level("invite")]).toEqual([50, 1]);
  });

  it("takes a membership that is none for none", () => {
    const room = testRoom();
    room.force(member(BRAM, "owner"));
    expect(room.state.membership(BRAM)).toBeNull();
    expect(room.state.membership("__proto__")).toBeNull();
  });

  it("knows no power in names that JavaScript knows", () => {
    const { state } = testRoom();
    expect([state.power().of("constructor"), state.power().of("__proto__")]).toEqual([0, 0]);
    expect(state.power().required({ type: "toString" })).toBe(0);
  });
});
