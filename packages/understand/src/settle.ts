import type { CompiledLexicon } from "./compile-lexicon.ts";
import type { HeardAll } from "./hear.ts";
import { Ledger } from "./ledger.ts";
import type { Segment } from "./segments.ts";
import { settleAttribute } from "./settle-attribute.ts";
import { settleParticipants } from "./settle-participants.ts";
import { implyActivity, settleTool } from "./settle-tool.ts";
import type { Part, Unclear, UnderstoodSituation } from "./understood.ts";

/** The situation that was heard, the parts it was made of, and what must be asked. */
export interface Settled {
  readonly situation: UnderstoodSituation;
  readonly parts: readonly Part[];
  readonly unclear: readonly Unclear[];
}

/** Makes up what was meant from what was heard. Where the words leave a choice, the choice is left open. */
export function settle(
  question: string,
  segments: readonly Segment[],
  heard: HeardAll,
  lexicon: CompiledLexicon,
  about: string | null,
): Settled {
  const ledger = new Ledger(question);
  const said = Object.fromEntries(
    lexicon.ruleSet.vocabulary.attributes.flatMap((attribute) => {
      const value =
        attribute.scope === "derived" ? null : settleAttribute(attribute, heard, segments, lexicon, ledger);
      return value === null ? [] : [[attribute.id, value]];
    }),
  );
  const tool = settleTool(heard, segments, lexicon, ledger);
  const implied = tool === null ? {} : implyActivity(tool, said, heard, lexicon, ledger);
  const attributes = withoutImpossible({ ...said, ...implied }, lexicon, ledger);
  const { asker, others } = settleParticipants(heard, about, ledger);
  const participants = asker === null ? others : [asker, ...others];
  const situation = { attributes, asker, others, participants, tool };
  return { situation, parts: ledger.parts, unclear: ledger.unclear };
}

/**
 * Values that cannot occur together do not stand together: the last of them in the vocabulary is asked,
 * with the values that can.
 */
function withoutImpossible(
  attributes: Readonly<Record<string, string>>,
  { ruleSet }: CompiledLexicon,
  ledger: Ledger,
): Readonly<Record<string, string>> {
  let possible = attributes;
  for (const condition of ruleSet.vocabulary.impossible) {
    const together = Object.entries(condition).every(([id, values]) => values.includes(possible[id] ?? ""));
    const last = ruleSet.vocabulary.attributes.findLast(({ id }) => condition[id] !== undefined);
    if (!together || last === undefined) continue;
    const candidates = last.values.filter(({ id }) => !condition[last.id]?.includes(id));
    ledger.askInstead(
      last.id,
      candidates.map(({ id }) => ({ kind: "attribute", attribute: last.id, value: id })),
    );
    possible = Object.fromEntries(Object.entries(possible).filter(([id]) => id !== last.id));
  }
  return possible;
}
