import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreachableError } from "../../../platform/http.ts";
import type { MatrixApi } from "../matrix/api.ts";
import { eventsOf } from "../model/timeline.ts";
import { pretendHub, ROOM, storageInMemory } from "../testing/pretend-hub.ts";
import { type ChatClient, createChatClient } from "./chat-client.ts";
import { keptMessages } from "./kept-messages.ts";

const ME = "@u-me:hub";
const OTHER = "@u-other:hub";

/** What people and the line do, in any order. */
type Step =
  | { readonly do: "write" }
  | { readonly do: "others write"; readonly many: number }
  | { readonly do: "older" | "newer" | "present" | "look up" | "reload" | "let go" | "offline" | "online" }
  | { readonly do: "look back" | "go to"; readonly where: number }
  | { readonly do: "wait"; readonly many: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>({ do: "write" }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("others write" as const), many: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "older" as const,
        "newer" as const,
        "present" as const,
        "look up" as const,
        "reload" as const,
        "let go" as const,
        "offline" as const,
        "online" as const,
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("wait" as const), many: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("look back" as const, "go to" as const),
      where: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    }),
  },
);

/** A device on a line that can be late and loses what the test says it loses. */
function device(hub: ReturnType<typeof pretendHub>, s: fc.Scheduler, losses: readonly boolean[]) {
  const storage = storageInMemory();
  const watchers = new Set<(online: boolean) => void>();
  let online = true;
  let lossless = false;
  let asked = 0;
  let ids = 0;

  async function line(label: string): Promise<void> {
    await s.schedule(Promise.resolve(), label);
    asked += 1;
    if (!lossless && (!online || losses[asked % losses.length] === true)) throw new UnreachableError(null);
  }

  function open(): { readonly client: ChatClient; readonly close: () => void } {
    let alive = true;
    const api = hub.apiFor(ME, async (label) => {
      await line(label);
      // The question of a page that is gone may still get through; nobody hears the answer.
      if (!alive && label.endsWith("answers")) await new Promise(() => undefined);
    });
    const store = keptMessages(storage, "u-me");
    const client = createChatClient({
      api: api satisfies MatrixApi,
      network: {
        online: () => online,
        watch: (listener) => {
          watchers.add(listener);
          return () => watchers.delete(listener);
        },
        pause: async () => {
          await s.schedule(Promise.resolve(), "pause");
          if (!alive) await new Promise(() => undefined);
        },
      },
      kept: {
        all: store.all,
        has: store.has,
        keep: (entry) => alive && store.keep(entry),
        drop: (id) => {
          if (alive) store.drop(id);
        },
        watch: () => () => undefined,
      },
      alone: (_name, run) => run(),
      now: () => 1,
      random: () => 0.5,
      newId: () => `t${1_000 - ++ids}`,
      sizes: { stretch: 8, window: 20 },
    });
    client.start();
    return {
      client,
      close: () => {
        alive = false;
        client.stop();
      },
    };
  }

  return {
    open,
    kept: () => keptMessages(storage, "u-me").all(),
    setOnline: (value: boolean) => {
      online = value;
      for (const watcher of watchers) watcher(value);
    },
    /** From here on everything gets through. */
    mend: () => {
      lossless = true;
      online = true;
    },
  };
}

/** What is shown of the room: the places of its events in the server's order. */
function placesShown(client: ChatClient): readonly number[] {
  return eventsOf(client.state().rooms?.get(ROOM)?.timeline.pages ?? []).map(({ id }) => Number(id.slice(1)));
}

/** Whether it is one stretch in the server's order, without a gap or a double. */
function isOneStretch(places: readonly number[]): boolean {
  return places.every((place, i) => place === (places[0] ?? 0) + i);
}

const say = (body: string) =>
  ({ kind: "event", type: "m.room.message", content: { msgtype: "m.text", body } }) as const;

describe("the client of the page", () => {
  it("shows every message once and in the server's order, whatever the line loses and whenever the page closes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(step, { minLength: 1, maxLength: 60, size: "max" }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }).filter((losses) => losses.includes(false)),
        async (s, steps, losses) => {
          const hub = pretendHub({ syncLimit: 4 });
          hub.append(OTHER, "m.room.create", {});
          const own = device(hub, s, losses);
          const torn: (readonly number[])[] = [];
          const openPage = () => {
            const opened = own.open();
            opened.client.watch(() => {
              const places = placesShown(opened.client);
              if (!isOneStretch(places)) torn.push(places);
            });
            return opened;
          };
          let page = openPage();
          const written: string[] = [];
          for (const one of steps) {
            const { client } = page;
            const known = eventsOf(client.state().rooms?.get(ROOM)?.timeline.pages ?? []);
            const all = hub.events();
            if (one.do === "write") {
              written.push(`mine ${written.length}`);
              client.send(ROOM, say(written.at(-1) ?? ""));
            }
            if (one.do === "others write")
              for (let i = 0; i < one.many; i++) hub.append(OTHER, "m.room.message", { body: "theirs" });
            if (one.do === "older") void client.loadOlder(ROOM);
            if (one.do === "newer") void client.loadNewer(ROOM);
            if (one.do === "present") client.goToPresent(ROOM);
            if (one.do === "look up") client.readsAt(ROOM, null);
            if (one.do === "let go") client.letGo(ROOM, all.length % 2 === 0 ? "oldest" : "newest");
            if (one.do === "offline") own.setOnline(false);
            if (one.do === "online") own.setOnline(true);
            if (one.do === "look back")
              client.readsAt(ROOM, known[Math.floor(one.where * known.length)]?.id ?? null);
            if (one.do === "go to") void client.goTo(ROOM, all[Math.floor(one.where * all.length)]?.id ?? "");
            if (one.do === "reload") {
              page.close();
              page = openPage();
            }
            const turns = one.do === "wait" ? one.many : 1;
            for (let i = 0; i < turns && s.count() > 0; i++) await s.waitOne();
          }
          own.mend();
          await s.waitIdle();
          const { client } = page;
          client.goToPresent(ROOM);
          for (;;) {
            const loading = client.loadOlder(ROOM);
            await s.waitIdle();
            if (!(await loading)) break;
          }
          expect(torn).toEqual([]);
          const mine = hub.events().flatMap(({ sender, content }) => (sender === ME ? [content.body] : []));
          // Nothing that was written is lost, doubled, or out of order.
          expect(mine).toEqual(written);
          expect(client.state().queue).toEqual([]);
          expect(own.kept()).toEqual([]);
          expect(placesShown(client)).toEqual(hub.events().map((_, i) => i + 1));
          page.close();
        },
      ),
      { numRuns: 300 },
    );
  });
});
