import { z } from "zod";
import { NOTHING_SAID, type Workplace } from "../../platform/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotSignedIn } from "../../platform/errors.ts";
import type { Registry } from "../registry/registry.ts";
import { type Holder, type Holders, holderOf, isHolder, type SignedIn } from "./holders.ts";
import { hashOfToken, newToken } from "./model.ts";
import { mayStartSession } from "./permissions.ts";
import type { SessionTables } from "./tables.ts";
import { asRow, checkWorkplace, fromRow, WORKPLACE_COLUMNS, workplaceShape } from "./workplace.ts";

/** Who is signed in with an access token, in which application. */
export interface TokenHolder extends SignedIn {
  readonly deviceId: string;
}

/** An access token, at the one moment that it can be told. */
export interface IssuedToken {
  readonly token: string;
  readonly deviceId: string;
  readonly expiresAt: Date;
}

/** What a token is issued with. */
export interface TokenOptions {
  /** The application's own name for itself; a token it had under the same name ends. */
  readonly deviceId: string;
  readonly hours: number;
  /** Left out: nothing is known of where they work. */
  readonly workplace?: Workplace;
}

/** Access tokens, with which applications of others act for somebody who signed in. */
export interface AccessTokens {
  /**
   * Gives an application a token for somebody who has just signed in.
   *
   * @param from the request that it happens in
   * @throws InvalidInput when the workplace is not in the vocabulary
   * @example await accessTokens.issue(person, { deviceId: "PHONE", hours: 8 }, await request.caller());
   */
  issue(
    holder: Holder,
    options: TokenOptions,
    from: Pick<Caller, "origin" | "traceId">,
  ): Promise<IssuedToken>;
  /** Who a token belongs to; null when there is none like it, it ran out, or they are gone. */
  resolve(token: string): Promise<TokenHolder | null>;
  /** Ends one token. One that is gone already is no problem. */
  end(token: string, caller: Caller): Promise<void>;
  /** Ends every token of the caller; the session of their browser stays. */
  endAll(caller: Caller): Promise<void>;
}

/** What keeping access tokens needs. */
export interface AccessTokenParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly holders: Holders;
  readonly registry: Pick<Registry, "currentOn">;
  readonly clock: Clock;
}

/** Keeps access tokens. */
export function createAccessTokens(parts: AccessTokenParts): AccessTokens {
  const { database, commands, holders, clock } = parts;
  const issueToken = issueAccessToken(parts.registry);
  return {
    issue(holder, { deviceId, hours, workplace }, { origin, traceId }) {
      const input = { deviceId, hours, workplace: workplace ?? NOTHING_SAID };
      return commands.execute(issueToken, input, { actor: holder, origin, traceId });
    },

    async resolve(token) {
      const row = await database
        .use()
        .$extendTables<SessionTables>()
        .selectFrom("access_token")
        .select(["holder_kind", "holder_id", "device_id", ...WORKPLACE_COLUMNS])
        .where("token_hash", "=", hashOfToken(token))
        .where("expires_at", ">", clock.now())
        .executeTakeFirst();
      if (row === undefined) return null;
      const actor = await holderOf(holders, row);
      if (actor === null) return null;
      return { actor, workplace: fromRow(row), deviceId: row.device_id };
    },

    async end(token, caller) {
      await commands.execute(endAccessToken, { token }, caller);
    },

    async endAll(caller) {
      await commands.execute(endAccessTokens, {}, caller);
    },
  };
}

/** Gives an application a token for the holder; tokens that ran out are cleared away. */
function issueAccessToken(registry: Pick<Registry, "currentOn">) {
  return command({
    name: "sessions.issue-access-token",
    on: "access-token",
    input: z.object({
      deviceId: z.string().min(1).max(255),
      hours: z.number().positive(),
      workplace: workplaceShape,
    }),
    may: mayStartSession,
    async run({ input, actor, now, transaction }) {
      if (!isHolder(actor)) throw new NotSignedIn();
      await checkWorkplace(registry, input.workplace, actor, now);
      const token = newToken();
      const expiresAt = new Date(now.getTime() + input.hours * 3_600_000);
      const tables = transaction.$extendTables<SessionTables>();
      await tables
        .deleteFrom("access_token")
        .where((where) =>
          where.or([
            where("expires_at", "<", now),
            where.and([
              where("holder_kind", "=", actor.kind),
              where("holder_id", "=", actor.id),
              where("device_id", "=", input.deviceId),
            ]),
          ]),
        )
        .execute();
      const { id } = await tables
        .insertInto("access_token")
        .values({
          token_hash: hashOfToken(token),
          holder_kind: actor.kind,
          holder_id: actor.id,
          device_id: input.deviceId,
          ...asRow(input.workplace),
          issued_at: now,
          expires_at: expiresAt,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      return {
        output: { token, deviceId: input.deviceId, expiresAt },
        object: { type: "access-token", id },
      };
    },
  });
}

/** Ends one token of the caller. */
const endAccessToken = command({
  name: "sessions.end-access-token",
  on: "access-token",
  input: z.object({ token: z.string().max(200) }),
  may: mayStartSession,
  async run({ input, actor, transaction }) {
    const ended = isHolder(actor)
      ? await transaction
          .$extendTables<SessionTables>()
          .deleteFrom("access_token")
          .where("token_hash", "=", hashOfToken(input.token))
          .where("holder_kind", "=", actor.kind)
          .where("holder_id", "=", actor.id)
          .returning("id")
          .executeTakeFirst()
      : undefined;
    return { output: null, object: { type: "access-token", id: ended?.id ?? null } };
  },
});

/** Ends every token of the caller. */
const endAccessTokens = command({
  name: "sessions.end-access-tokens",
  on: "access-token",
  input: z.object({}),
  may: mayStartSession,
  async run({ actor, transaction }) {
    if (isHolder(actor)) {
      await transaction
        .$extendTables<SessionTables>()
        .deleteFrom("access_token")
        .where("holder_kind", "=", actor.kind)
        .where("holder_id", "=", actor.id)
        .execute();
    }
    return { output: null, object: { type: "access-token", id: null } };
  },
});
