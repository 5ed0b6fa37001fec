import type { Selectable } from "kysely";
import { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { type Caller, type Commands, command } from "./command.ts";
import type { AnyDatabase, Database } from "./database/database.ts";
import { mailPurpose, sealedMail } from "./mail.ts";
import type { MailState, MailTables } from "./mail-tables.ts";
import type { MailAttempt, MailTransport } from "./mail-transport.ts";
import type { Seal } from "./sealed.ts";

/** What sending mail needs. */
export interface MailDeliveryParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly transport: MailTransport;
}

const AT_ONCE = 5;
const EMPTIED_AT_ONCE = 1_000;

/** How long to wait before each next attempt, in seconds; the last one again and again. */
const WAITS_S = [10, 30, 60, 300, 900, 3_600] as const;

/** Older than this no mail is of use any more. */
const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;

/** How long it stays known that a mail was there, after it ended. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** What is noted of mail that was not sent in time. */
const TOO_LATE = "too-late";

const isSystem = (actor: Actor): boolean => actor.kind === "system";

/**
 * Sends every mail whose time has come, and notes how it went. One that was cut off is sent again, under the same
 * message id. A mail server that does not answer stops this round: the rest waits for the next.
 */
export async function deliverMail(
  parts: MailDeliveryParts,
  caller: Caller,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const now = parts.clock.now();
    const due = await parts.database
      .use()
      .$extendTables<MailTables>()
      .selectFrom("outbox_mail")
      .select(["id", "sealed", "made_at", "discard_after"])
      .where("state", "=", "waiting")
      .where("next_attempt", "<=", now)
      .orderBy("next_attempt")
      .orderBy("id")
      .limit(AT_ONCE)
      .execute();
    const attempts = await Promise.all(
      due.map(async (mail) => {
        const attempt = await tryOnce(parts, mail, now);
        await parts.commands.execute(noteMailAttempt, { mail: mail.id, ...attempt }, caller);
        return attempt;
      }),
    );
    const isUnreachable = attempts.length > 0 && attempts.every(({ outcome }) => outcome === "later");
    if (due.length < AT_ONCE || isUnreachable || signal.aborted) return;
  }
}

type Noted = Omit<MailAttempt, "outcome"> & { readonly outcome: MailAttempt["outcome"] | "too-late" };

async function tryOnce(
  { seal, transport }: MailDeliveryParts,
  mail: Pick<Selectable<MailTables["outbox_mail"]>, "id" | "sealed" | "made_at" | "discard_after">,
  now: Date,
): Promise<Noted> {
  const isTooOld = now.getTime() - mail.made_at.getTime() > GIVE_UP_AFTER_MS;
  const isOfNoUse = mail.discard_after !== null && mail.discard_after <= now;
  if (isTooOld || isOfNoUse) return { outcome: "too-late", result: TOO_LATE };
  let content: z.output<typeof sealedMail>;
  try {
    content = sealedMail.parse(JSON.parse(seal.open(mail.sealed ?? "", mailPurpose(mail.id))));
  } catch {
    // Sealed with another key: nobody can read it any more.
    return { outcome: "refused", result: "unreadable" };
  }
  return transport.send({ id: mail.id, ...content });
}

const STATE_AFTER = {
  taken: "sent",
  refused: "failed",
  "too-late": "discarded",
  later: "waiting",
} as const satisfies Record<Noted["outcome"], MailState>;

/** Notes how sending a mail went, and when the next attempt is. What has ended keeps no address and no text. */
export const noteMailAttempt = command({
  name: "mail.note-attempt",
  on: "mail",
  input: z.object({
    mail: z.uuid(),
    outcome: z.enum(["taken", "refused", "later", "too-late"]),
    result: z.string().max(40),
  }),
  may: isSystem,
  async run({ input, now, transaction }) {
    const object = { type: "mail", id: input.mail };
    const tables = transaction.$extendTables<MailTables>();
    const mail = await tables
      .selectFrom("outbox_mail")
      .select("attempts")
      .where("id", "=", input.mail)
      .where("state", "=", "waiting")
      .forUpdate()
      .executeTakeFirst();
    if (mail === undefined) return { output: null, object };
    const state = STATE_AFTER[input.outcome];
    const wait = WAITS_S[Math.min(mail.attempts, WAITS_S.length - 1)] ?? 0;
    await tables
      .updateTable("outbox_mail")
      .set({
        state,
        attempts: mail.attempts + 1,
        next_attempt: new Date(now.getTime() + wait * 1_000),
        last_attempt: now,
        last_result: input.result,
        ...(state === "waiting" ? {} : { sealed: null }),
      })
      .where("id", "=", input.mail)
      .execute();
    return { output: null, object };
  },
});

/**
 * Empties mail that waited in vain, also while there is no mail server that it could be tried at: what is too old, or is
 * of no use any more. That it was there stays known for a while.
 */
export async function discardLateMail(
  { database, commands, clock }: Pick<MailDeliveryParts, "database" | "commands" | "clock">,
  caller: Caller,
): Promise<void> {
  const late = await lateMail(database.use(), clock.now());
  // Nothing is noted while there is nothing to do.
  if (late.length > 0) await commands.execute(emptyLateMail, {}, caller);
}

const emptyLateMail = command({
  name: "mail.discard-late",
  on: "mail",
  input: z.object({}),
  may: isSystem,
  async run({ now, transaction }) {
    const late = await lateMail(transaction, now);
    if (late.length > 0) {
      await transaction
        .$extendTables<MailTables>()
        .updateTable("outbox_mail")
        .set({ state: STATE_AFTER["too-late"], sealed: null, last_attempt: now, last_result: TOO_LATE })
        .where("id", "in", late)
        // What is being sent at this moment may have been taken over meanwhile.
        .where("state", "=", "waiting")
        .execute();
    }
    return { output: null, object: { type: "mail", id: null } };
  },
});

/** Which mail waits in vain, no more than can be emptied in one go. */
async function lateMail(database: AnyDatabase, now: Date): Promise<string[]> {
  const rows = await database
    .$extendTables<MailTables>()
    .selectFrom("outbox_mail")
    .select("id")
    .where("state", "=", "waiting")
    .where((where) =>
      where.or([
        where("made_at", "<", new Date(now.getTime() - GIVE_UP_AFTER_MS)),
        where("discard_after", "<=", now),
      ]),
    )
    .orderBy("made_at")
    .limit(EMPTIED_AT_ONCE)
    .execute();
  return rows.map(({ id }) => id);
}

/** Longer than a mail server that is started anew keeps anybody waiting. */
const STUCK_AFTER_MS = 3_600_000;

/**
 * Whether somebody must look at the mail server: mail has been waiting for long, or was discarded unsent and nothing
 * was sent since.
 */
export async function isMailStuck(database: Database, now: Date): Promise<boolean> {
  const stuck = await database
    .use()
    .$extendTables<MailTables>()
    .selectFrom("outbox_mail as mail")
    .select("mail.id")
    .where((where) =>
      where.or([
        where.and([
          where("mail.state", "=", "waiting"),
          where("mail.made_at", "<", new Date(now.getTime() - STUCK_AFTER_MS)),
        ]),
        where.and([
          where("mail.last_result", "=", TOO_LATE),
          where.not(
            where.exists(
              where
                .selectFrom("outbox_mail as later")
                .select("later.id")
                .where("later.state", "=", "sent")
                .whereRef("later.last_attempt", ">=", "mail.last_attempt"),
            ),
          ),
        ]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return stuck !== undefined;
}

/** Clears away what is known of mail that ended a month ago. */
export const clearOldMail = command({
  name: "mail.clear",
  on: "mail",
  input: z.object({}),
  may: isSystem,
  async run({ now, transaction }) {
    await transaction
      .$extendTables<MailTables>()
      .deleteFrom("outbox_mail")
      .where("state", "!=", "waiting")
      .where("made_at", "<", new Date(now.getTime() - KEEP_MS))
      .execute();
    return { output: null, object: { type: "mail", id: null } };
  },
});
