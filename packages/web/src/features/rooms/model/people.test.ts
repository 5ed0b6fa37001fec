import { describe, expect, it } from "vitest";
import { colleague, guest, owner, roomOf } from "../testing/pretend-room.ts";
import {
  findMembers,
  inOrder,
  lastMoment,
  mayLead,
  mayRemove,
  mustHandOver,
  partiesIn,
  successors,
  tonesIn,
} from "./people.ts";

const noor = owner("Noor", "bzk");
const bram = colleague("Bram", "szw");
const yusuf = colleague("Yusuf", "jenv", { membership: "invite" });
const lotte = guest("Lotte", "public-sector");
const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);

describe("who is in a room", () => {
  it("shows owners, colleagues, guests, and last who is only invited", () => {
    expect(names(inOrder([yusuf, lotte, bram, noor]))).toEqual(["Noor", "Bram", "Lotte", "Yusuf"]);
  });

  it("has one colour per organisation and one of their own for guests", () => {
    const tone = tonesIn(roomOf([noor, bram, colleague("Anna", "szw"), lotte]));
    expect(tone(noor)).toBe("brand");
    expect(tone(bram)).toBe(tone(colleague("Anna", "szw")));
    expect(tone(bram)).not.toBe(tone(noor));
    expect(tone(lotte)).toBe("care");
  });

  it("is found by a part of a name, without its accents", () => {
    expect(names(findMembers([colleague("René", "bzk"), bram], "rene"))).toEqual(["René"]);
    expect(findMembers([noor, bram], "")).toHaveLength(2);
  });

  it("takes part for an organisation or an outside party, each once, the hub first", () => {
    expect(partiesIn(roomOf([bram, noor, lotte, guest("Piet", "public-sector")]))).toEqual([
      "bzk",
      "szw",
      "public-sector",
    ]);
  });
});

describe("leading a room", () => {
  it("is handed over by its only owner before they leave, to somebody who works here and came in", () => {
    const room = roomOf([noor, bram, yusuf, lotte]);
    expect(mustHandOver(room)).toBe(true);
    expect(names(successors(room))).toEqual(["Bram"]);
  });

  it("need not be handed over where another leads it too, or nobody could", () => {
    expect(mustHandOver(roomOf([noor, owner("Sanne", "bzk"), bram]))).toBe(false);
    expect(mustHandOver(roomOf([noor, lotte, yusuf]))).toBe(false);
    expect(mustHandOver(roomOf([bram, noor]))).toBe(false);
  });

  it("is given to colleagues who are in, never to guests", () => {
    const room = roomOf([noor, bram, yusuf, lotte]);
    expect([bram, yusuf, lotte, noor].map((member) => mayLead(room, member))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("removes who has less to say, never oneself or another owner", () => {
    const sanne = owner("Sanne", "bzk");
    const room = roomOf([noor, sanne, bram, lotte]);
    expect([noor, sanne, bram, lotte].map((member) => mayRemove(room, member))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const asBram = roomOf([bram, noor, lotte], {
      you: { ...room.you, userId: bram.userId, power: 0, abilities: [] },
    });
    expect(mayRemove(asBram, lotte)).toBe(false);
  });
});

describe("the end of a guest's access", () => {
  it("at midnight is the end of the day before", () => {
    expect(lastMoment("2027-01-31T23:00:00.000Z")).toBe("2027-01-31T22:59:59.999Z");
  });
});
