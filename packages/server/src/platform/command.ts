import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Actor, Origin, Workplace } from "./actor.ts";
import type { DomainEvent } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { type AnyDatabase, type Database, isDatabaseUnavailable } from "./database/database.ts";
import { ApplicationError, InvalidInput, NotAllowed, NotSignedIn, RoomRefused } from "./errors.ts";
import type { Outbox } from "./jobs.ts";

/** What a command did or would have done something to. */
export interface AuditedObject {
  readonly type: string;
  readonly id: string | null;
}

/** How an attempt ended: done, not allowed, or allowed but impossible. */
export type AuditResult = "succeeded" | "refused" | "failed";

/** One line of the audit trail: action, object, result, origin, actor, time (BIO2 8.15.01). */
export interface AuditRecord {
  readonly action: string;
  readonly object: AuditedObject;
  readonly result: AuditResult;
  /** Code of the problem when it did not succeed. */
  readonly reason: string | null;
  readonly origin: Origin;
  readonly actor: Actor;
  readonly at: Date;
  readonly traceId: string | null;
}

/** Writes the audit trail; filled in by the audit domain. */
export interface AuditWriter {
  /** Adds a record in the caller's transaction. */
  append(transaction: AnyDatabase, record: AuditRecord): Promise<void>;
}

/** Who asks for a command, and from where. */
export interface Caller {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly traceId: string | null;
  /** Left out where nobody could have said it, such as work of Akkoord itself. */
  readonly workplace?: Workplace;
  /** The application that acts for them with an access token, by its own name; left out for our own page. */
  readonly deviceId?: string;
}

/** What a running command may use. */
export interface CommandContext<Input> {
  readonly input: Input;
  readonly actor: Actor;
  /** The actor, with where they work and what with. */
  readonly caller: Caller;
  readonly now: Date;
  /** The transaction that holds the change, its audit entry and its events. */
  readonly transaction: AnyDatabase;
}

/** What a command leaves behind. */
export interface CommandOutcome<Output> {
  readonly output: Output;
  readonly object: AuditedObject;
  readonly events?: readonly Pick<DomainEvent, "type" | "data">[];
}

/** The only way to change state: see {@link command}. */
export interface Command<Input, Output> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** Kind of object it works on, for the audit entry of a refusal. */
  readonly on: string;
  /** Which of them it is about, for the same entry; left out where only running it tells. */
  readonly about?: (input: Input) => string | null;
  readonly may: (actor: Actor, input: Input) => boolean;
  readonly run: (context: CommandContext<Input>) => Promise<CommandOutcome<Output>>;
}

/**
 * Declares a command: what it takes, who may do it, what it changes. Running it always writes an audit
 * entry in the same transaction as the change.
 *
 * @example
 * const closeRoom = command({
 *   name: "rooms.close", on: "room", input: z.object({ id: z.uuid() }),
 *   may: (actor) => hasRole(actor, "records-manager"),
 *   run: async ({ input, transaction }) => ({ output: null, object: { type: "room", id: input.id } }),
 * });
 */
export function command<Input, Output>(definition: Command<Input, Output>): Command<Input, Output> {
  return definition;
}

/** Runs commands. */
export interface Commands {
  /**
   * @param rawInput checked against the command's schema first
   * @throws InvalidInput, NotSignedIn, NotAllowed, or what the command itself throws
   */
  execute<Input, Output>(command: Command<Input, Output>, rawInput: unknown, caller: Caller): Promise<Output>;
}

/** What running commands needs. */
export interface CommandParts {
  readonly database: Database;
  readonly audit: AuditWriter;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** Hears how every change went: null when it was written, the error when it was not. */
  readonly onEnd: (error: unknown) => void;
}

/** Makes the runner of commands. */
export function createCommands({ database, audit, outbox, clock, onEnd }: CommandParts): Commands {
  return {
    async execute(command, rawInput, caller) {
      const input = parse(command.input, rawInput);
      const about = command.about?.(input) ?? null;
      const now = clock.now();
      const record = (object: AuditedObject, result: AuditResult, reason: string | null): AuditRecord => ({
        action: command.name,
        object,
        result,
        reason,
        origin: caller.origin,
        actor: caller.actor,
        at: now,
        traceId: caller.traceId,
      });
      const writeDown = (result: AuditResult, reason: string) =>
        database
          .use()
          .transaction()
          .execute((tx) => audit.append(tx, record({ type: command.on, id: about }, result, reason)));

      if (!command.may(caller.actor, input)) {
        const refusal = caller.actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
        await writeDown("refused", refusal.code);
        throw refusal;
      }
      try {
        const output = await database
          .use()
          .transaction()
          .execute(async (transaction) => {
            const outcome = await command.run({ input, actor: caller.actor, caller, now, transaction });
            await outbox.put(
              transaction,
              (outcome.events ?? []).map((event) => asDomainEvent(event, now)),
            );
            // Last, because it holds the lock on the end of the trail until the transaction ends.
            await audit.append(transaction, record(outcome.object, "succeeded", null));
            return outcome.output;
          });
        outbox.wake();
        onEnd(null);
        return output;
      } catch (error) {
        onEnd(error);
        if (!isDatabaseUnavailable(error)) {
          // Who only running the command could tell may not, and what the rules of a room refuse, is refused too.
          if (error instanceof NotAllowed) await writeDown("refused", error.code);
          else if (error instanceof RoomRefused)
            await writeDown("refused", `${error.code}:${error.refusal.code}`);
          else await writeDown("failed", error instanceof ApplicationError ? error.code : "unexpected");
        }
        throw error;
      }
    },
  };
}

function parse<Input>(schema: z.ZodType<Input>, rawInput: unknown): Input {
  const parsed = schema.safeParse(rawInput);
  const nul = placeOfNul(rawInput, "");
  if (nul !== null) throw new InvalidInput([{ path: nul, message: "must not hold the character NUL" }]);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
  );
}

function asDomainEvent(event: Pick<DomainEvent, "type" | "data">, now: Date): DomainEvent {
  return { ...event, id: randomUUID(), occurredAt: now.toISOString() };
}

/** Where a text holds NUL, which PostgreSQL cannot keep; null when none does. */
function placeOfNul(value: unknown, path: string): string | null {
  if (typeof value === "string") return value.includes("\u0000") ? path : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const place = placeOfNul(part, path === "" ? key : `${path}.${key}`);
    if (place !== null) return place;
  }
  return null;
}
