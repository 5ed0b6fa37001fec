import { randomUUID } from "node:crypto";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import type { NoticeContent } from "./model.ts";
import { mayMakeNotices } from "./permissions.ts";
import type { NoticeTables } from "./tables.ts";

/** Between which rule sets a publication changed things. */
export interface NoticedChange {
  readonly publication: number;
  readonly ruleSet: string;
  readonly before: string;
  readonly validFrom: string;
}

/** Keeps the notices of a publication; does nothing when they are there. */
export function keepNotices({ publication, ruleSet, before, validFrom }: NoticedChange) {
  return (contents: readonly NoticeContent[]) =>
    command({
      name: "notices.make",
      on: "publication",
      input: z.object({}),
      may: mayMakeNotices,
      async run({ now, transaction }) {
        const object = { type: "publication", id: String(publication) };
        const tables = transaction.$extendTables<NoticeTables>();
        const looked = await tables
          .insertInto("noticed_publication")
          .values({ publication, looked_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .returning("publication")
          .executeTakeFirst();
        if (looked === undefined) return { output: [], object };
        const notices = contents.map((content) => ({
          id: randomUUID(),
          publication,
          organisation: content.organisation,
          rule_set: ruleSet,
          before,
          valid_from: validFrom,
          made_at: now,
          content: JSON.stringify(content),
        }));
        if (notices.length > 0) await tables.insertInto("notice").values(notices).execute();
        return {
          output: notices.map(({ id }) => id),
          object,
          events: notices.map(({ id, organisation }) => ({
            type: "notices.made",
            data: { notice: id, organisation },
          })),
        };
      },
    });
}
