import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AnyDatabase } from "./database/database.ts";
import type { MailState, MailTables } from "./mail-tables.ts";
import { type MailWords, mailText } from "./mail-text.ts";
import type { Seal } from "./sealed.ts";

/** Where mail goes: to a mail server, to the page where it can be read here, or nowhere until there is a mail server. */
export type MailWay = "smtp" | "postvak" | "none";

/** A mail to somebody. It holds nothing of what stands in rooms. */
export interface NewMail {
  /** What it is about, such as `guests.invitation`. */
  readonly kind: string;
  /** As {@link readAddress} gives it. */
  readonly to: string;
  readonly nl: MailWords;
  readonly en: MailWords;
  /** When it is of no use any more, such as when the link in it has run out; null for never. */
  readonly discardAfter: Date | null;
}

/** What is sealed of a mail. */
export const sealedMail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});

/** The purpose that mails are sealed for. */
export const mailPurpose = (id: string): string => `mail ${id}`;

/** Mail that leaves with the transaction in which it was written; nobody waits for the mail server. */
export interface Mail {
  readonly way: MailWay;
  /**
   * Writes a mail, in the caller's transaction.
   *
   * @returns its id, by which its state can be asked
   */
  put(transaction: AnyDatabase, mail: NewMail, now: Date): Promise<string>;
  /** How far mails are; those that were cleared away are left out. */
  states(transaction: AnyDatabase, ids: readonly string[]): Promise<ReadonlyMap<string, MailState>>;
  /** Takes back a mail that is still waiting, in the caller's transaction: what it says is not so any more. */
  takeBack(transaction: AnyDatabase, id: string): Promise<void>;
}

/** Makes the place where mail is put. */
export function createMail({ seal, way }: { readonly seal: Seal; readonly way: MailWay }): Mail {
  return {
    way,
    async put(transaction, mail, now) {
      const id = randomUUID();
      const content = JSON.stringify({ to: mail.to, ...mailText(mail) });
      await transaction
        .$extendTables<MailTables>()
        .insertInto("outbox_mail")
        .values({
          id,
          kind: mail.kind,
          sealed: seal.close(content, mailPurpose(id)),
          // What was kept to be read here must not go out when a mail server is set later.
          state: way === "postvak" ? "kept" : "waiting",
          made_at: now,
          discard_after: mail.discardAfter,
          attempts: 0,
          next_attempt: now,
          last_attempt: null,
          last_result: null,
        })
        .execute();
      return id;
    },
    async states(transaction, ids) {
      if (ids.length === 0) return new Map();
      const rows = await transaction
        .$extendTables<MailTables>()
        .selectFrom("outbox_mail")
        .select(["id", "state"])
        .where("id", "in", ids)
        .execute();
      return new Map(rows.map(({ id, state }) => [id, state]));
    },
    async takeBack(transaction, id) {
      await transaction
        .$extendTables<MailTables>()
        .updateTable("outbox_mail")
        .set({ state: "discarded", sealed: null })
        .where("id", "=", id)
        .where("state", "=", "waiting")
        .execute();
    },
  };
}
