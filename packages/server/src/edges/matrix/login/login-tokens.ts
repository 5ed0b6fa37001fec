import { z } from "zod";
import type { Registry } from "../../../domains/registry/registry.ts";
import { type Holder, type Holders, holderOf, isHolder } from "../../../domains/sessions/holders.ts";
import { hashOfToken, newToken } from "../../../domains/sessions/model.ts";
import { mayNoteFailedSignIn, mayStartSession } from "../../../domains/sessions/permissions.ts";
import {
  asRow,
  checkWorkplace,
  fromRow,
  WORKPLACE_COLUMNS,
  workplaceShape,
} from "../../../domains/sessions/workplace.ts";
import type { Workplace } from "../../../platform/actor.ts";
import { type Caller, type Commands, command } from "../../../platform/command.ts";
import { NotSignedIn } from "../../../platform/errors.ts";
import type { LoginTables } from "./tables.ts";

/** Just long enough to come back to the application. */
const LIFETIME_MS = 120_000;

/** Who came back with a token, and how they said that they work. */
export interface Redeemed {
  readonly holder: Holder;
  readonly workplace: Workplace;
}

/** The tokens with which an application finishes a sign-in that went through our page: good once, for two minutes. */
export interface LoginTokens {
  /** @throws InvalidInput when the workplace is not in the vocabulary */
  issue(workplace: Workplace, caller: Caller): Promise<string>;
  /** Who the token was for; null when there is none like it, it ran out, was used, or they are gone. */
  redeem(token: string, from: Pick<Caller, "origin" | "traceId">): Promise<Redeemed | null>;
}

/** What keeping login tokens needs. */
export interface LoginTokenParts {
  readonly commands: Commands;
  readonly holders: Holders;
  readonly registry: Registry;
}

/** Keeps login tokens. */
export function createLoginTokens({ commands, holders, registry }: LoginTokenParts): LoginTokens {
  const issueToken = issueLoginToken(registry);
  return {
    async issue(workplace, caller) {
      return (await commands.execute(issueToken, workplace, caller)).token;
    },
    async redeem(token, { origin, traceId }) {
      const system = { actor: { kind: "system", id: "sign-in" }, origin, traceId } as const;
      const row = await commands.execute(redeemLoginToken, { token }, system);
      if (row === null) return null;
      const holder = await holderOf(holders, row);
      return holder === null ? null : { holder, workplace: fromRow(row) };
    },
  };
}

/** Lets an application finish a sign-in; tokens that nobody used are cleared away. */
function issueLoginToken(registry: Registry) {
  return command({
    name: "sessions.issue-login-token",
    on: "login-token",
    input: workplaceShape,
    may: mayStartSession,
    async run({ input, actor, now, transaction }) {
      if (!isHolder(actor)) throw new NotSignedIn();
      await checkWorkplace(registry, input, actor, now);
      const token = newToken();
      const tables = transaction.$extendTables<LoginTables>();
      await tables.deleteFrom("matrix_login_token").where("expires_at", "<", now).execute();
      await tables
        .insertInto("matrix_login_token")
        .values({
          token_hash: hashOfToken(token),
          holder_kind: actor.kind,
          holder_id: actor.id,
          ...asRow(input),
          expires_at: new Date(now.getTime() + LIFETIME_MS),
        })
        .execute();
      return { output: { token }, object: { type: "login-token", id: null } };
    },
  });
}

/** Takes a token in: it is gone afterwards, so that of two who bring it only one comes in. */
const redeemLoginToken = command({
  name: "sessions.redeem-login-token",
  on: "login-token",
  input: z.object({ token: z.string().max(200) }),
  may: mayNoteFailedSignIn,
  async run({ input, now, transaction }) {
    const row = await transaction
      .$extendTables<LoginTables>()
      .deleteFrom("matrix_login_token")
      .where("token_hash", "=", hashOfToken(input.token))
      .where("expires_at", ">", now)
      .returning(["holder_kind", "holder_id", ...WORKPLACE_COLUMNS])
      .executeTakeFirst();
    return { output: row ?? null, object: { type: "login-token", id: null } };
  },
});
