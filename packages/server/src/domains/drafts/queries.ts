import { type Selectable, sql } from "kysely";
import type { Actor } from "../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { AnalysisTakesTooLong, NotFound } from "../../platform/errors.ts";
import { WorkFailed } from "../../platform/worker-pool.ts";
import type { Directory } from "../directory/queries.ts";
import type { Registry } from "../registry/registry.ts";
import type { RoomsImpactFinder } from "../rooms/live-rooms-impact.ts";
import type { Judge } from "./judge.ts";
import type { Draft, DraftCheck, DraftComment, DraftRevision, DraftState, DraftSummary } from "./model.ts";
import { needRuleMaker, ownersOf } from "./permissions.ts";
import {
  acknowledgementsOf,
  draftFor,
  draftTables,
  editorsOf,
  findDraft,
  type Names,
  namesFrom,
  rightsOf,
  summaryFor,
} from "./read.ts";
import { scenarioChangesFor } from "./scenarios/changes.ts";
import { scenariosWithin } from "./scenarios/queries.ts";
import type { DraftTables } from "./tables.ts";

/** Which drafts to list. */
export interface DraftFilter {
  readonly owner?: string | undefined;
  readonly state?: DraftState | undefined;
  /** Words in the title or the text. */
  readonly search?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** What reading drafts needs. */
export interface DraftQueryParts {
  readonly database: Database;
  readonly registry: Registry;
  readonly directory: Directory;
  readonly judge: Judge;
  readonly roomsImpact: Pick<RoomsImpactFinder, "find">;
  readonly clock: Clock;
}

/** Reads drafts, for those who act for their owners. */
export function createDraftQueries(parts: DraftQueryParts) {
  const { database, registry, directory, judge, roomsImpact, clock } = parts;

  const publicationOf = (id: string | null): DraftSummary["publication"] => {
    if (id === null) return null;
    const found = registry.publications().find((publication) => publication.id === Number(id));
    return { id: Number(id), hash: found?.hash ?? "", validFrom: found?.validFrom ?? null };
  };
  const find = (id: string, actor: Actor) => {
    needRuleMaker(actor);
    return findDraft(database.use(), id, actor);
  };

  const commentsOf = (id: string) =>
    draftTables(database.use())
      .selectFrom("draft_comment")
      .selectAll()
      .where("draft", "=", id)
      .orderBy("at")
      .orderBy("id");

  return {
    /** Newest change first. @throws NotSignedIn, NotAllowed */
    async list(filter: DraftFilter, actor: Actor): Promise<{ drafts: DraftSummary[]; total: number }> {
      needRuleMaker(actor);
      const owners = ownersOf(actor).filter((owner) => filter.owner === undefined || owner === filter.owner);
      if (owners.length === 0) return { drafts: [], total: 0 };
      let matching = draftTables(database.use())
        .selectFrom("draft")
        .innerJoin("draft_revision", (join) =>
          join
            .onRef("draft_revision.draft", "=", "draft.id")
            .onRef("draft_revision.revision", "=", "draft.revision"),
        )
        .where("draft.owner", "in", owners);
      if (filter.state !== undefined) matching = matching.where("draft.state", "=", filter.state);
      if (filter.search !== undefined && filter.search !== "") {
        const wanted = filter.search.toLowerCase();
        matching = matching.where((where) =>
          where.or([
            sql<boolean>`strpos(lower(draft.title), ${wanted}) > 0`,
            sql<boolean>`strpos(lower(draft_revision.text), ${wanted}) > 0`,
          ]),
        );
      }
      const rows = await matching
        .selectAll("draft")
        .orderBy("draft.updated_at", "desc")
        .orderBy("draft.id")
        .limit(filter.pageSize)
        .offset((filter.page - 1) * filter.pageSize)
        .execute();
      const { total } = await matching
        .select((columns) => columns.fn.countAll<string>().as("total"))
        .executeTakeFirstOrThrow();
      const editors = await editorsOf(
        database.use(),
        rows.map(({ id }) => id),
      );
      const names = namesFrom(directory);
      const drafts = await Promise.all(
        rows.map((row) =>
          summaryFor(row, editors.get(row.id) ?? [], publicationOf(row.publication), actor, names),
        ),
      );
      return { drafts, total: Number(total) };
    },

    /** One draft with its text. @throws NotSignedIn, NotAllowed, NotFound */
    async one(id: string, actor: Actor): Promise<Draft> {
      const draft = await find(id, actor);
      const rights = await rightsOf(database.use(), draft.owner);
      return draftFor(draft, rights, publicationOf(draft.publication), actor, namesFrom(directory));
    },

    /** What follows from a draft, held against the rules in force. @throws NotSignedIn, NotAllowed, NotFound */
    async check(id: string, date: string | undefined, actor: Actor): Promise<DraftCheck> {
      const draft = await find(id, actor);
      const today = dayInAmsterdam(clock.now());
      const { held } = await registry.currentOn(today);
      const from = date ?? draft.planned_for ?? today;
      const { check, ruleSet } = await judge({
        draft,
        rights: await rightsOf(database.use(), draft.owner),
        acknowledgements: await acknowledgementsOf(database.use(), id, namesFrom(directory)),
        scenarios: await scenariosWithin(database.use()),
        ...(await scenarioChangesFor(database.use(), draft, namesFrom(directory))),
        current: held,
        date: from,
      });
      if (ruleSet === null) return check;
      // A draft that asks too much of this is still checked on everything else.
      const rooms = await roomsImpact.find(held, ruleSet, from, actor).catch(nothingInTime);
      return { ...check, rooms };
    },

    /** What was said, oldest first. @throws NotSignedIn, NotAllowed, NotFound */
    async comments(id: string, actor: Actor): Promise<DraftComment[]> {
      await find(id, actor);
      const rows = await commentsOf(id).execute();
      const names = namesFrom(directory);
      return Promise.all(rows.map((row) => asComment(row, names)));
    },

    /** One comment. @throws NotSignedIn, NotAllowed, NotFound */
    async comment(id: string, comment: string, actor: Actor): Promise<DraftComment> {
      await find(id, actor);
      const row = await commentsOf(id).where("id", "=", comment).executeTakeFirst();
      if (row === undefined) throw new NotFound();
      return asComment(row, namesFrom(directory));
    },

    /** Every text it has had, newest first, without the texts. @throws NotSignedIn, NotAllowed, NotFound */
    async revisions(id: string, actor: Actor): Promise<DraftRevision[]> {
      await find(id, actor);
      const rows = await draftTables(database.use())
        .selectFrom("draft_revision")
        .select(["revision", "title", "editor", "at"])
        .where("draft", "=", id)
        .orderBy("revision", "desc")
        .execute();
      const names = namesFrom(directory);
      return Promise.all(
        rows.map(async ({ editor, at, ...row }) => ({
          ...row,
          editor: await names(editor),
          at: at.toISOString(),
        })),
      );
    },

    /** One text it has had. @throws NotSignedIn, NotAllowed, NotFound */
    async revision(id: string, revision: number, actor: Actor): Promise<DraftRevision & { text: string }> {
      await find(id, actor);
      const row = await draftTables(database.use())
        .selectFrom("draft_revision")
        .select(["revision", "title", "text", "editor", "at"])
        .where("draft", "=", id)
        .where("revision", "=", revision)
        .executeTakeFirst();
      if (row === undefined) throw new NotFound();
      const { editor, at, ...rest } = row;
      return { ...rest, editor: await namesFrom(directory)(editor), at: at.toISOString() };
    },
  };
}

function nothingInTime(error: unknown): null {
  if (error instanceof AnalysisTakesTooLong || error instanceof WorkFailed) return null;
  throw error;
}

/** Reads drafts. */
export type DraftQueries = ReturnType<typeof createDraftQueries>;

async function asComment(
  { id, author, at, line, revision, text, kind }: Selectable<DraftTables["draft_comment"]>,
  names: Names,
): Promise<DraftComment> {
  return { id, author: await names(author), at: at.toISOString(), line, revision, text, kind };
}
