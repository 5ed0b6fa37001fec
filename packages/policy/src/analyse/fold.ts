import type { RuleSet, Words } from "../rule-set.ts";
import type { Finding, RuleSetChange } from "./finding.ts";
import { changeSentence, findingSentence } from "./sentences/index.ts";

/** A change that is the same for several organisations. */
export interface FoldedChange extends Omit<RuleSetChange, "organisation" | "sentence" | "weight"> {
  /** Ids, in the order of the rule set. */
  readonly organisations: readonly string[];
  readonly sentence: Words;
  /** That of all of them together. */
  readonly weight: number;
}

/**
 * Takes changes together that differ only in their organisation, heaviest first.
 *
 * @param ruleSet knows the names; best the later of the two that were compared.
 * @example foldChanges(draft, changes)[0]?.organisations // ["bzk", "fin"]
 */
export function foldChanges(ruleSet: RuleSet, changes: readonly RuleSetChange[]): readonly FoldedChange[] {
  const alike = new Map<string, RuleSetChange[]>();
  for (const change of changes) {
    const { organisation: _, sentence: __, weight: ___, ...rest } = change;
    const key = JSON.stringify(rest);
    alike.set(key, [...(alike.get(key) ?? []), change]);
  }
  const order = ruleSet.organisations.map(({ id }) => id);
  const placeOf = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...alike.values()]
    .flatMap((group): FoldedChange[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { organisation: _, ...shared } = first;
      const organisations = group
        .map(({ organisation }) => organisation)
        .sort((a, b) => placeOf(a) - placeOf(b));
      return [
        {
          ...shared,
          organisations,
          sentence: changeSentence(ruleSet, { ...first, organisations }),
          weight: group.reduce((sum, { weight }) => sum + weight, 0),
        },
      ];
    })
    .sort((a, b) => b.weight - a.weight);
}

/**
 * What findings of one family say together: one sentence for every organisation with the region of the first.
 *
 * @param findings of one family, heaviest first; not empty.
 * @example familySentence(ruleSet, findings).nl // "Geen enkele regel geldt voor bewindspersonen van AZ, BZ, BZK en 19 andere organisaties."
 */
export function familySentence(ruleSet: RuleSet, findings: readonly [Finding, ...Finding[]]): Words {
  const [first] = findings;
  // A pair or a coalition is a group of its own: there is no saying several of them in one breath.
  if (first.organisations.length !== 1) return first.sentence;
  const region = JSON.stringify(first.boxes);
  const alike = new Set(
    findings
      .filter(({ boxes }) => JSON.stringify(boxes) === region)
      .flatMap(({ organisations }) => organisations),
  );
  const organisations = ruleSet.organisations.map(({ id }) => id).filter((id) => alike.has(id));
  return findingSentence(ruleSet, { ...first, ...first.detail, organisations });
}
