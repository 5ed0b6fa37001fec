import { z } from "zod";
import { command } from "../../platform/command.ts";
import { hashOfToken, newToken } from "./model.ts";
import { mayNoteFailedSignIn, mayStartSession } from "./permissions.ts";
import type { SessionTables } from "./tables.ts";

/** Starts a session for the person who signed in; sessions that ran out are cleared away. */
export const startSession = command({
  name: "sessions.start",
  on: "session",
  input: z.object({ hours: z.number().positive() }),
  may: mayStartSession,
  async run({ input, actor, now, transaction }) {
    const token = newToken();
    const expiresAt = new Date(now.getTime() + input.hours * 3_600_000);
    const tables = transaction.$extendTables<SessionTables>();
    await tables.deleteFrom("session").where("expires_at", "<", now).execute();
    await tables
      .insertInto("session")
      .values({
        token_hash: hashOfToken(token),
        person_id: actor.kind === "person" ? actor.id : "",
        started_at: now,
        expires_at: expiresAt,
      })
      .execute();
    return { output: { token, expiresAt }, object: { type: "session", id: null } };
  },
});

/** Ends a session. */
export const endSession = command({
  name: "sessions.end",
  on: "session",
  input: z.object({ token: z.string().max(200) }),
  may: mayStartSession,
  async run({ input, transaction }) {
    await transaction
      .$extendTables<SessionTables>()
      .deleteFrom("session")
      .where("token_hash", "=", hashOfToken(input.token))
      .execute();
    return { output: null, object: { type: "session", id: null } };
  },
});

/** Notes that somebody tried to sign in and failed, so that a rise in failures shows (BIO2 5.17.01). */
export const noteFailedSignIn = command({
  name: "sessions.note-failed-sign-in",
  on: "session",
  input: z.object({}),
  may: mayNoteFailedSignIn,
  run: async () => ({ output: null, object: { type: "session", id: null } }),
});
