import { z } from "zod";
import { command } from "../../platform/command.ts";
import { NotSignedIn } from "../../platform/errors.ts";
import type { Registry } from "../registry/registry.ts";
import { isHolder } from "./holders.ts";
import { hashOfToken, newToken } from "./model.ts";
import { mayNoteFailedSignIn, maySetWorkplace, mayStartSession } from "./permissions.ts";
import type { SessionTables } from "./tables.ts";
import { checkWorkplace, fromRow, WORKPLACE_COLUMNS, workplaceInput } from "./workplace.ts";

/** Starts a session for the person or guest who signed in; sessions that ran out are cleared away. */
export const startSession = command({
  name: "sessions.start",
  on: "session",
  input: z.object({ hours: z.number().positive() }),
  may: mayStartSession,
  async run({ input, actor, now, transaction }) {
    if (!isHolder(actor)) throw new NotSignedIn();
    const token = newToken();
    const expiresAt = new Date(now.getTime() + input.hours * 3_600_000);
    const tables = transaction.$extendTables<SessionTables>();
    await tables.deleteFrom("session").where("expires_at", "<", now).execute();
    const { id } = await tables
      .insertInto("session")
      .values({
        token_hash: hashOfToken(token),
        holder_kind: actor.kind,
        holder_id: actor.id,
        started_at: now,
        expires_at: expiresAt,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { output: { token, expiresAt }, object: { type: "session", id } };
  },
});

/** Ends a session. */
export const endSession = command({
  name: "sessions.end",
  on: "session",
  input: z.object({ token: z.string().max(200) }),
  may: mayStartSession,
  async run({ input, transaction }) {
    const ended = await transaction
      .$extendTables<SessionTables>()
      .deleteFrom("session")
      .where("token_hash", "=", hashOfToken(input.token))
      .returning("id")
      .executeTakeFirst();
    return { output: null, object: { type: "session", id: ended?.id ?? null } };
  },
});

/** Keeps with the session what somebody says about how they work now. */
export function setWorkplace(registry: Pick<Registry, "currentOn">) {
  return command({
    name: "sessions.set-workplace",
    on: "session",
    input: workplaceInput.extend({ token: z.string().max(200) }),
    may: maySetWorkplace,
    async run({ input, actor, now, transaction }) {
      if (!isHolder(actor)) throw new NotSignedIn();
      const { token, ...workplace } = input;
      await checkWorkplace(registry, workplace, actor, now);
      const session = await transaction
        .$extendTables<SessionTables>()
        .updateTable("session")
        .set({
          workplace_device: workplace.device,
          workplace_location: workplace.location,
          ...(workplace.role === undefined ? {} : { workplace_role: workplace.role }),
        })
        .where("token_hash", "=", hashOfToken(token))
        .returning(["id", ...WORKPLACE_COLUMNS])
        .executeTakeFirst();
      // It ended between the question who it is and this.
      if (session === undefined) throw new NotSignedIn();
      return { output: fromRow(session), object: { type: "session", id: session.id } };
    },
  });
}

/** Notes that somebody tried to sign in and failed, so that a rise in failures shows (BIO2 5.17.01). */
export const noteFailedSignIn = command({
  name: "sessions.note-failed-sign-in",
  on: "session",
  input: z.object({}),
  may: mayNoteFailedSignIn,
  run: async () => ({ output: null, object: { type: "session", id: null } }),
});
