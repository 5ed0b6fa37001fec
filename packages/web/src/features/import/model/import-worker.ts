import type { IsoDate, RuleProblem, RuleSet, Words } from "@akkoord/policy";
import type { ImportReply, ImportRequest, ReadFile } from "../worker-messages.ts";

/** A file cannot be read; `words` says why and what to do. Null when something else went wrong. */
export class FileRefusedError extends Error {
  readonly code = "file-refused";
  readonly words: Words | null;

  constructor(words: Words | null) {
    super(words?.en ?? "The file cannot be read. Try again.");
    this.name = "FileRefusedError";
    this.words = words;
  }
}

/** What people notice of a draft: sentences, heaviest first; null when it is too much to work out, or does not fit. */
export interface Impact {
  readonly sentences: readonly Words[] | null;
  /** Why the draft does not fit the rules of today. */
  readonly problems: readonly RuleProblem[];
}

type Request = ImportRequest extends infer One ? (One extends unknown ? Omit<One, "id"> : never) : never;

/** The worker that reads files, as the page talks to it. */
export class ImportWorker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (reply: ImportReply) => void>();
  #last = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = (event: MessageEvent<ImportReply>) => {
      this.#waiting.get(event.data.id)?.(event.data);
      this.#waiting.delete(event.data.id);
    };
  }

  /** Reads a file. @throws FileRefusedError */
  async read(name: string, bytes: Uint8Array): Promise<ReadFile> {
    const reply = await this.#ask({ kind: "read", name, bytes });
    if (reply.kind === "read") return reply.file;
    throw new FileRefusedError(reply.kind === "refused" ? reply.words : null);
  }

  /** What people notice of a draft. */
  async compare(before: RuleSet, text: string, date: IsoDate): Promise<Impact> {
    const reply = await this.#ask({ kind: "compare", before, text, date });
    if (reply.kind === "compared") return { sentences: reply.sentences, problems: [] };
    return { sentences: null, problems: reply.kind === "problems" ? reply.problems : [] };
  }

  end(): void {
    this.#worker.terminate();
  }

  #ask(request: Request): Promise<ImportReply> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ ...request, id });
    });
  }
}
