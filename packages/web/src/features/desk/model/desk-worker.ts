import type { IsoDate, RuleSet } from "@akkoord/policy";
import type { DeskReply, DeskRequest, LiveScenario, Version } from "../worker-messages.ts";

type Compared = Extract<DeskReply, { kind: "compared" }>["result"];

/** The versions could not be compared. */
export class ComparisonError extends Error {
  readonly code = "comparison-failed";

  constructor(message: string) {
    super(message);
    this.name = "ComparisonError";
  }
}

/** The worker that works out what drafts do, as the page talks to it. */
export class DeskWorker {
  readonly #worker: Worker;
  readonly #sent = new Set<string>();
  readonly #listeners = new Set<(reply: DeskReply) => void>();
  #last = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = (event: MessageEvent<DeskReply>) => {
      for (const listener of this.#listeners) listener(event.data);
    };
  }

  /** Gives the worker a rule set to build on; sent once. */
  know(hash: string, ruleSet: RuleSet): void {
    if (this.#sent.has(hash)) return;
    this.#sent.add(hash);
    this.#send({ kind: "base", hash, ruleSet });
  }

  /** Starts working out a draft, which ends the work on an earlier one. Gives the number that its replies carry. */
  check(version: Version, date: IsoDate, scenarios: readonly LiveScenario[]): number {
    this.#last += 1;
    this.#send({ kind: "check", id: this.#last, version, date, scenarios });
    return this.#last;
  }

  /** Compares two versions; null when one of them has mistakes in its text. @throws ComparisonError */
  compare(before: Version, after: Version, date: IsoDate): Promise<Compared> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const stop = this.listen((reply) => {
        if (reply.id !== id) return;
        if (reply.kind === "compared") resolve(reply.result);
        else if (reply.kind === "failed") reject(new ComparisonError(reply.message));
        else return;
        stop();
      });
      this.#send({ kind: "compare", id, before, after, date });
    });
  }

  /** Hears every reply until the function it gives is called. */
  listen(listener: (reply: DeskReply) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(): void {
    this.#worker.terminate();
  }

  #send(request: DeskRequest): void {
    this.#worker.postMessage(request);
  }
}
