import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Commands } from "../../platform/command.ts";
import { createSeal } from "../../platform/sealed.ts";
import type { Notice } from "../notices/model.ts";
import { sealPurpose } from "./commands.ts";
import { deliverDue } from "./deliver.ts";

const NOTICE: Notice = {
  id: "3a0a5a6e-0000-4000-8000-000000000001",
  publication: 2,
  organisation: "bzk",
  ruleSet: "b".repeat(64),
  before: "a".repeat(64),
  validFrom: "2027-01-01",
  madeAt: "2026-11-21T12:00:00.000Z",
  title: { nl: "Er verandert iets", en: "Something changes" },
  lines: [],
  more: 0,
};
const SYSTEM = {
  actor: { kind: "system", id: "start" },
  origin: { channel: "server", address: null },
  traceId: null,
} as const;

let receiver: Server;
beforeAll(async () => {
  receiver = createServer((_request, response) => response.writeHead(204).end());
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

test("a secret that was sealed with an earlier key keeps no other message from being sent", async () => {
  const seal = createSeal("k".repeat(32));
  const earlier = createSeal("e".repeat(32));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const delivery = (id: string, by: typeof seal) => ({
    id,
    webhook: id,
    url,
    secret: by.close("whsec_c2VjcmV0", sealPurpose(id)),
    notice: NOTICE.id,
  });
  const noted: unknown[] = [];
  const commands: Commands = {
    execute(_command, input) {
      noted.push(input);
      // Nobody looks at what noting gives back.
      return new Promise<never>((resolve) => Reflect.apply(resolve, null, [null]));
    },
  };
  await deliverDue(
    {
      webhooks: {
        list: async () => [],
        due: async () => [delivery("old", earlier), delivery("new", seal)],
      },
      notices: {
        list: async () => ({ notices: [], total: 0 }),
        notice: async () => NOTICE,
        isNoticed: async () => true,
      },
      commands,
      seal,
      clock: { now: () => new Date() },
      source: "urn:test",
      options: { allowPrivate: true, timeoutMs: 5_000 },
    },
    SYSTEM,
    new AbortController().signal,
  );
  expect(noted).toEqual(
    expect.arrayContaining([
      { delivery: "old", result: "secret-unreadable", delivered: false },
      { delivery: "new", result: "204", delivered: true },
    ]),
  );
});
