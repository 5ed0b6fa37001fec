/** Reads files and works out what an import changes, off the main thread. Nothing leaves the device. */
import { ExchangeError, kindOfFile, readDmn, readTableFile } from "@akkoord/exchange";
import { applyDraft, CompileBudgetError, changesBetween, foldChanges, run } from "@akkoord/policy";
import { readYaml } from "@akkoord/policy-files/browser";
import type { ImportReply, ImportRequest } from "./worker-messages.ts";

self.onmessage = (event: MessageEvent<ImportRequest>) => {
  const request = event.data;
  self.postMessage(answer(request));
};

function answer(request: ImportRequest): ImportReply {
  const { id } = request;
  try {
    if (request.kind === "read") {
      const { name, bytes } = request;
      return kindOfFile(bytes) === "dmn"
        ? { kind: "read", id, file: { kind: "dmn", name, dmn: readDmn(bytes) } }
        : { kind: "read", id, file: { kind: "table", name, table: readTableFile(name, bytes) } };
    }
    const { before, text, date } = request;
    const { ruleSet: after, problems } = applyDraft(before, readYaml("concept.yaml", text));
    if (after === null) return { kind: "problems", id, problems };
    const changes = run(changesBetween(before, after, { date }));
    return { kind: "compared", id, sentences: foldChanges(after, changes).map(({ sentence }) => sentence) };
  } catch (error) {
    if (error instanceof ExchangeError) return { kind: "refused", id, words: error.words };
    return { kind: "failed", id, tooLarge: error instanceof CompileBudgetError };
  }
}
