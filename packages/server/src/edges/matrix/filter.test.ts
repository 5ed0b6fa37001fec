import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_EVENTS } from "../../domains/rooms/model.ts";
import { InvalidInput, NotFound } from "../../platform/errors.ts";
import { filterBody, filterId, filterOf, filterOfEvents, filterOfSync } from "./filter.ts";
import { MatrixError } from "./matrix-error.ts";

const names = fc.array(fc.stringMatching(/^[a-z.!@:]{1,20}$/), { maxLength: 4 });
const events = fc.record(
  {
    limit: fc.integer({ min: 0, max: MOST_EVENTS }),
    types: names,
    not_types: names,
    senders: names,
    lazy_load_members: fc.boolean(),
  },
  { requiredKeys: [] },
);
const filters = fc.record(
  {
    room: fc.record(
      { rooms: names, not_rooms: names, timeline: events, state: events },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

describe("the id of a filter", () => {
  test("stands for that filter and no other", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const id = filterId(filter);
        expect(id).toMatch(/^[\w-]+$/);
        expect(filterOf(id)).toEqual(filter);
      }),
    );
  });

  test("is the same for the same filter, in every process", () => {
    const filter = { room: { timeline: { limit: 20 }, state: { lazy_load_members: true } } };
    expect(filterId(filter)).toBe(filterId(structuredClone(filter)));
  });

  test("that somebody made up is not found", () => {
    for (const id of ["", "0", "{}", "a".repeat(2_001), "../../etc", Buffer.from("{}").toString("base64url")])
      expect(() => filterOf(id)).toThrow(NotFound);
  });

  test("cannot become much more than it is", () => {
    const bomb = deflateRawSync(JSON.stringify({ room: { rooms: Array(100_000).fill("a") } })).toString(
      "base64url",
    );
    expect(bomb.length).toBeLessThan(2_000);
    expect(() => filterOf(bomb)).toThrow(NotFound);
  });

  test("is not given for a filter that is too large for it", () => {
    const rooms = Array.from({ length: 900 }, (_, index) => `!${Math.sin(index)}:example.nl`);
    expect(() => filterId({ room: { rooms } })).toThrow(MatrixError);
  });
});

describe("a filter in a request", () => {
  test("may be written out or named by its id", () => {
    const filter = { room: { timeline: { limit: 5 } } };
    expect(filterOfSync(JSON.stringify(filter))).toEqual(filter);
    expect(filterOfSync(filterId(filter))).toEqual(filter);
    expect(filterOfSync(undefined)).toBeUndefined();
  });

  test("never asks for more than one answer holds", () => {
    expect(filterOfEvents('{"limit": 1000000}')).toEqual({ limit: MOST_EVENTS });
  });

  test("leaves out what is not known here", () => {
    expect(filterBody.parse({ presence: { types: [] }, event_format: "client", room: {} })).toEqual({
      room: {},
    });
  });

  test.each(['{"room": 1}', "{broken", '{"room": {"timeline": {"limit": -1}}}', '{"room": {"rooms": [1]}}'])(
    "%s is refused",
    (text) => {
      expect(() => filterOfSync(text)).toThrow(InvalidInput);
    },
  );
});
