import type { Log } from "./log.ts";

/** Something that happened: leaves a command through the outbox and arrives at least once. */
export interface DomainEvent {
  readonly id: string;
  /** Domain and what happened, such as `registry.rule-set-published`. */
  readonly type: string;
  readonly occurredAt: string;
  /** Ids only: content stays in its own table. */
  readonly data: Readonly<Record<string, string | number | null>>;
}

/** Brings events to whoever listens. Listeners must bear hearing of the same event twice. */
export interface Bus {
  publish(event: DomainEvent): Promise<void>;
  /** @returns a function that ends the subscription */
  subscribe(type: string, listener: (event: DomainEvent) => Promise<void> | void): () => void;
}

/** A bus within this process. */
export function createBus(log: Log): Bus {
  const listeners = new Map<string, Set<(event: DomainEvent) => Promise<void> | void>>();
  return {
    async publish(event) {
      const outcomes = await Promise.allSettled(
        [...(listeners.get(event.type) ?? [])].map(async (listener) => listener(event)),
      );
      const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      for (const error of failures)
        log.error({ error, event: event.type }, "a listener failed; the event comes again");
      // Failing here makes the relay deliver the event again.
      if (failures.length > 0) throw new AggregateError(failures, `listeners of ${event.type} failed`);
    },
    subscribe(type, listener) {
      const ofType = listeners.get(type) ?? new Set();
      listeners.set(type, ofType.add(listener));
      return () => ofType.delete(listener);
    },
  };
}
