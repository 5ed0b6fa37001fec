import type { Actor } from "../../platform/actor.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";

/** One thing that somebody lost when they left: the certificate lists them. Ids alone, never what stands in it. */
export interface Ended {
  /** Such as `session`, `access-token`, `room-membership`, `guest`; new kinds need words in the page's catalogue. */
  readonly kind: string;
  readonly id: string;
  /** Who has it now, when it was handed over: the id of a person. */
  readonly to?: string;
}

/** Who leaves. */
export interface Leaver {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
}

/** How somebody leaves. */
export interface LeavingContext {
  readonly now: Date;
  /** Who ends them. */
  readonly by: Actor;
  /** Who takes over what would be nobody's: the named successor, else the manager; null when there is neither. */
  readonly successor: string | null;
}

/**
 * Ends one kind of access of somebody who leaves, in the transaction that ends them. What it throws stops the whole
 * end: nobody leaves halfway.
 */
export type Ending = (
  transaction: AnyDatabase,
  person: Leaver,
  context: LeavingContext,
) => Promise<readonly Ended[]>;

/** Ends people: everything they had goes in one transaction. */
export interface Leaving {
  /** Runs every ending, in the order in which they were registered, within the caller's transaction. */
  end(transaction: AnyDatabase, person: Leaver, context: LeavingContext): Promise<readonly Ended[]>;
}

/**
 * Puts together what ends when somebody leaves.
 *
 * @example
 * const leaving = createLeaving({
 *   endings: [(transaction, person) => endSignIns(transaction, { kind: "person", id: person.id })],
 * });
 */
export function createLeaving({ endings }: { readonly endings: readonly Ending[] }): Leaving {
  return {
    async end(transaction, person, context) {
      const ended: Ended[] = [];
      for (const ending of endings) ended.push(...(await ending(transaction, person, context)));
      return ended;
    },
  };
}
