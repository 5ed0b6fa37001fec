import type { Attribute } from "@akkoord/policy";
import type { CompiledLexicon } from "./compile-lexicon.ts";
import type { Heard, HeardAll } from "./hear.ts";
import type { Ledger } from "./ledger.ts";
import type { Segment } from "./segments.ts";
import type { Meaning } from "./understood.ts";
import { isChoice, isResolved, strongest } from "./weigh.ts";

/**
 * The one value that the question gives an attribute, or null: not spoken of, or left to be asked.
 *
 * In this order: a doubt asks; several values that do not go together ask; ambiguous words ask, unless
 * something else settles them; a single value is taken; a denial leaves the rest to ask, or the one that is left;
 * a value said of somebody else asks for the asker's own.
 */
export function settleAttribute(
  attribute: Attribute,
  heard: HeardAll,
  segments: readonly Segment[],
  lexicon: CompiledLexicon,
  ledger: Ledger,
): string | null {
  const values = attribute.values.map(({ id }) => id);
  const isOurs = (meaning: Meaning): boolean =>
    meaning.kind === "attribute" && meaning.attribute === attribute.id;
  const spokenOf = heard.meanings.filter((each) => isOurs(each.meaning));
  const ours = spokenOf.filter((each) => !each.others);
  const unsettled = heard.ambiguous.filter((each) => each.candidates.some(isOurs));
  const ambiguous = unsettled.filter((each) => !each.others);
  const ruledOut = ruledOutBy(
    attribute,
    [
      ...ours.filter((each) => each.denied).map((each) => each.meaning.value),
      ...ambiguous.filter((each) => each.denied).flatMap((each) => each.candidates.find(isOurs)?.value ?? []),
    ],
    lexicon,
  );
  const said = strongest(
    ours.filter((each) => !each.denied && !each.doubted && !ruledOut.has(each.meaning.value)),
  );
  const named = values.filter((value) => said.some((each) => each.meaning.value === value));
  const meaningOf = (value: string): Meaning => ({ kind: "attribute", attribute: attribute.id, value });

  const doubted = ours.find((each) => each.doubted);
  if (doubted !== undefined && named.length === 0) {
    ledger.ask(doubted.segment, "doubt", values.map(meaningOf));
    return null;
  }
  const chosen = choose(attribute, named, said, segments);
  if (chosen === null && said[0] !== undefined) {
    ledger.ask(said[0].segment, "several", named.map(meaningOf));
    return null;
  }
  const open = ambiguous.filter((each) => !each.denied && !isResolved(each, heard));
  const toAsk = chosen === null ? open[0] : open.find((each) => !each.weak);
  if (toAsk !== undefined) {
    const candidates = toAsk.candidates.filter((meaning) => !isOurs(meaning) || !ruledOut.has(meaning.value));
    ledger.ask(toAsk.segment, toAsk.reason, [...(chosen === null ? [] : [meaningOf(chosen)]), ...candidates]);
    return null;
  }
  if (chosen !== null) {
    for (const each of said) if (each.meaning.value === chosen) ledger.recognise(each);
    return chosen;
  }
  const denial = [...ours, ...ambiguous].find((each) => each.denied)?.segment;
  if (denial === undefined) {
    const other = [...spokenOf, ...unsettled].find((each) => each.others);
    if (other !== undefined) ledger.ask(other.segment, "somebody-else", values.map(meaningOf));
    return null;
  }
  const [only, another] = values.filter((value) => !ruledOut.has(value));
  if (only === undefined) return null;
  if (another === undefined) {
    ledger.imply(denial, meaningOf(only));
    return only;
  }
  ledger.ask(denial, "negation", values.filter((value) => !ruledOut.has(value)).map(meaningOf));
  return null;
}

/** Of several values the highest counts when they are ordered and said together, not when they are a choice. */
function choose(
  { ordered }: Attribute,
  named: readonly string[],
  said: readonly Heard[],
  segments: readonly Segment[],
): string | null {
  const highest = named.at(-1) ?? null;
  return named.length <= 1 || (ordered && !isChoice(said, segments)) ? highest : null;
}

/** What denials rule out: the value itself, and for some values every higher one too. */
function ruledOutBy(
  attribute: Attribute,
  denied: readonly string[],
  { denialRulesOutHigher }: CompiledLexicon,
): ReadonlySet<string> {
  const values = attribute.values.map(({ id }) => id);
  return new Set(
    denied.flatMap((value) =>
      denialRulesOutHigher[attribute.id]?.includes(value) ? values.slice(values.indexOf(value)) : [value],
    ),
  );
}
