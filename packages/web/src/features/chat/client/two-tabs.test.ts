import { describe, expect, it } from "vitest";
import type { Entry } from "../model/queue.ts";
import { pretendHub, ROOM, storageInMemory } from "../testing/pretend-hub.ts";
import { createChatClient } from "./chat-client.ts";
import { type KeptMessages, keptMessages } from "./kept-messages.ts";

/** Two tabs of one browser: they share what is kept, and take turns in sending. */
function twoTabs() {
  const hub = pretendHub();
  hub.append("@u-other:hub", "m.room.create", {});
  const store = keptMessages(storageInMemory(), "u-me");
  const listeners: ((from: number, id: string, entry: Entry | null) => void)[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  let ids = 0;

  function open(tab: number) {
    const kept: KeptMessages = {
      all: store.all,
      has: store.has,
      keep(entry) {
        const isKept = store.keep(entry);
        for (const tell of listeners) tell(tab, entry.transactionId, entry);
        return isKept;
      },
      drop(id) {
        store.drop(id);
        for (const tell of listeners) tell(tab, id, null);
      },
      watch(listener) {
        listeners.push((from, id, entry) => {
          if (from !== tab) listener(id, entry);
        });
        return () => undefined;
      },
    };
    const client = createChatClient({
      api: hub.apiFor("@u-me:hub", async () => undefined),
      network: { online: () => true, watch: () => () => undefined, pause: async () => undefined },
      kept,
      alone: (_name, run) => {
        const mine = turn.then(run);
        turn = mine.catch(() => undefined);
        return mine;
      },
      now: Date.now,
      random: () => 0.5,
      newId: () => `t${++ids}`,
    });
    client.start();
    return client;
  }
  return { hub, store, open };
}

const say = (body: string) => ({ kind: "event", type: "m.room.message", content: { body } }) as const;

describe("two tabs of one browser", () => {
  it("send each message once, whichever of them it was written in", async () => {
    const { hub, store, open } = twoTabs();
    const [one, other] = [open(1), open(2)];
    for (let i = 0; i < 10; i++) (i % 2 === 0 ? one : other).send(ROOM, say(`bericht ${i}`));
    await expect.poll(() => hub.events().length).toBe(11);
    await expect.poll(() => [one.state().queue.length, other.state().queue.length]).toEqual([0, 0]);
    expect(
      hub
        .events()
        .slice(1)
        .map(({ content }) => content.body)
        .toSorted(),
    ).toEqual(Array.from({ length: 10 }, (_, i) => `bericht ${i}`));
    expect(store.all()).toEqual([]);
    one.end();
    other.end();
  });

  it("send what a tab that was closed left behind", async () => {
    const { hub, store, open } = twoTabs();
    store.keep({
      transactionId: "t-left",
      room: ROOM,
      deed: say("achtergebleven"),
      at: 1,
      tried: true,
      state: { kind: "waiting" },
    });
    const client = open(1);
    await expect.poll(() => hub.events().at(-1)?.content.body).toBe("achtergebleven");
    await expect.poll(() => store.all()).toEqual([]);
    client.end();
  });
});

describe("what is kept on the device", () => {
  it("is of who is signed in alone: what another left behind is removed", () => {
    const storage = storageInMemory();
    const entry: Entry = {
      transactionId: "t1",
      room: ROOM,
      deed: say("van een ander"),
      at: 1,
      tried: false,
      state: { kind: "waiting" },
    };
    expect(keptMessages(storage, "u-one").keep(entry)).toBe(true);
    expect(keptMessages(storage, "u-one").all()).toEqual([entry]);
    expect(keptMessages(storage, "u-two").all()).toEqual([]);
    expect(Object.keys(storage)).toEqual([]);
  });

  it("is nothing where the device has no room, and says so", () => {
    const full = storageInMemory();
    const refusing = new Proxy(full, {
      get: (target, key) =>
        key === "setItem"
          ? () => {
              throw new DOMException("full", "QuotaExceededError");
            }
          : Reflect.get(target, key),
    });
    const entry: Entry = {
      transactionId: "t1",
      room: ROOM,
      deed: say("te veel"),
      at: 1,
      tried: false,
      state: { kind: "waiting" },
    };
    expect(keptMessages(refusing, "u-one").keep(entry)).toBe(false);
    expect(keptMessages(null, "u-one").keep(entry)).toBe(false);
    expect(keptMessages(null, "u-one").all()).toEqual([]);
  });
});
