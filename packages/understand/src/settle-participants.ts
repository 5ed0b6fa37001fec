import type { HeardAll } from "./hear.ts";
import type { Ledger } from "./ledger.ts";
import { OWN_ORGANISATION } from "./understood.ts";

/** Who takes part. */
export interface Company {
  readonly asker: string | null;
  /** In the order named. */
  readonly others: readonly string[];
}

/** Who takes part: the asker as the question tells, else as told before; then the others. */
export function settleParticipants(heard: HeardAll, about: string | null, ledger: Ledger): Company {
  const named = heard.meanings.filter((each) => each.meaning.kind === "participant" && !each.denied);
  const asker = named.find((each) => each.asker)?.meaning.value ?? about;
  for (const each of named) {
    const { value } = each.meaning;
    ledger.recognise(each, { asker: value === asker || value === OWN_ORGANISATION });
  }
  const others = [...new Set(named.map((each) => each.meaning.value))].filter(
    (id) => id !== asker && id !== OWN_ORGANISATION,
  );
  for (const each of heard.ambiguous) {
    if (each.candidates[0]?.kind !== "participant" || each.denied) continue;
    const candidates = each.candidates.filter(({ value }) => value !== asker);
    // "Een ander ministerie, namelijk SZW" has said which.
    const said = candidates.some(({ kind, value }) => kind === "participant" && others.includes(value));
    if (!said) ledger.ask(each.segment, each.reason, candidates);
  }
  return { asker, others };
}
