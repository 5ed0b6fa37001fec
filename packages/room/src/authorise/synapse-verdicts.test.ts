import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createContent } from "../content.ts";
import { type Draft, type LoggedEvent, TYPES } from "../event.ts";
import type { JsonObject } from "../json.ts";
import { roomState } from "../state.ts";
import { HUB, ROOM } from "../testing/test-room.ts";
import { authorise } from "./authorise.ts";

/** A room by its power levels and who is what, an event, and whether Synapse 1.163.2 allowed it (room version 11). */
interface Case {
  readonly powerLevels: JsonObject | null;
  readonly members: { readonly [name: string]: string };
  readonly type: string;
  readonly sender: string;
  readonly stateKey?: string;
  readonly content: JsonObject;
  readonly allowed: boolean;
}

const lines = readFileSync(new URL("../testing/synapse-verdicts.jsonl", import.meta.url), "utf8").split("\n");
const cases: Case[] = lines.filter((line) => line !== "").map((line) => JSON.parse(line));

const user = (name: string) => `@${name}:${HUB}`;

function held(drafts: readonly Omit<Draft, "room_id">[]): LoggedEvent[] {
  return drafts.map((draft, index) => ({
    eventId: `$${index}`,
    event: {
      room_id: ROOM,
      ...draft,
      origin_server_ts: 0,
      depth: index + 1,
      prev_events: [],
      auth_events: [],
      hashes: { sha256: "" },
      signatures: {},
    },
  }));
}

describe("what another server says of the same events", () => {
  it("has allowed and refused ones", () => {
    expect(new Set(cases.map(({ allowed }) => allowed))).toEqual(new Set([true, false]));
  });

  it.each(cases.map((each, index) => [index + 1, each] as const))("line %i", (_line, each) => {
    const { powerLevels, members, type, sender, stateKey, content, allowed } = each;
    const creator = { sender: user("a"), state_key: "" };
    const state = roomState(
      held([
        { ...creator, type: TYPES.create, content: createContent() },
        ...Object.entries(members).map(([name, membership]) => ({
          type: TYPES.member,
          sender: user(name),
          state_key: user(name),
          content: { membership },
        })),
        ...(powerLevels === null ? [] : [{ ...creator, type: TYPES.powerLevels, content: powerLevels }]),
      ]),
    );
    const event = { room_id: ROOM, type, sender: user(sender), state_key: stateKey, content };
    expect(authorise(event, state).allowed).toBe(allowed);
  });
});
