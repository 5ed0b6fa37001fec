import type { Selectable } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Notice } from "./model.ts";
import type { NoticeTables } from "./tables.ts";

/** Which notices to list. */
export interface NoticePage {
  readonly organisation?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Reads notices. */
export function createNoticeQueries(database: Database) {
  const tables = () => database.use().$extendTables<NoticeTables>();
  return {
    /** Notices, newest first, of one organisation or of all. */
    async list({ organisation, page, pageSize }: NoticePage): Promise<{ notices: Notice[]; total: number }> {
      let query = tables().selectFrom("notice");
      if (organisation !== undefined) query = query.where("organisation", "=", organisation);
      const rows = await query
        .selectAll()
        .orderBy("made_at", "desc")
        .orderBy("id")
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .execute();
      const { total } = await query
        .select((columns) => columns.fn.countAll<string>().as("total"))
        .executeTakeFirstOrThrow();
      return { notices: rows.map(asNotice), total: Number(total) };
    },

    /** One notice, or null. */
    async notice(id: string): Promise<Notice | null> {
      const row = await tables().selectFrom("notice").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : asNotice(row);
    },

    /** Whether the notices of a publication were made. */
    async isNoticed(publication: number): Promise<boolean> {
      const row = await tables()
        .selectFrom("noticed_publication")
        .select("publication")
        .where("publication", "=", String(publication))
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** Reads notices. */
export type NoticeQueries = ReturnType<typeof createNoticeQueries>;

function asNotice(row: Selectable<NoticeTables["notice"]>): Notice {
  return {
    id: row.id,
    publication: Number(row.publication),
    organisation: row.organisation,
    ruleSet: row.rule_set,
    before: row.before,
    validFrom: row.valid_from,
    madeAt: row.made_at.toISOString(),
    title: row.content.title,
    lines: row.content.lines,
    more: row.content.more,
  };
}
