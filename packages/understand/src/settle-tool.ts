import type { CompiledLexicon } from "./compile-lexicon.ts";
import type { HeardAll } from "./hear.ts";
import type { Ledger } from "./ledger.ts";
import type { Segment } from "./segments.ts";
import { isChoice, isResolved, strongest } from "./weigh.ts";

/** The tool that the question is about, or null: none, several, or one that the catalogue lacks. */
export function settleTool(
  heard: HeardAll,
  segments: readonly Segment[],
  lexicon: CompiledLexicon,
  ledger: Ledger,
): string | null {
  for (const segment of heard.otherTools) ledger.askOtherTool(segment);
  const tools = heard.meanings.filter((each) => each.meaning.kind === "tool" && !each.denied);
  const said = isChoice(tools, segments) ? tools : strongest(tools);
  const named = lexicon.ruleSet.tools
    .map((tool) => tool.id)
    .filter((id) => said.some((each) => each.meaning.value === id));
  const [only, another] = named;
  if (another !== undefined && said[0] !== undefined) {
    ledger.ask(
      said[0].segment,
      "several",
      named.map((value) => ({ kind: "tool", value })),
    );
    return null;
  }
  for (const each of heard.ambiguous)
    if (each.candidates[0]?.kind === "tool" && !each.denied && !isResolved(each, heard))
      ledger.ask(each.segment, each.reason, each.candidates);
  for (const each of said) ledger.recognise(each);
  return only ?? null;
}

const ACTIVITY = "activity";

/** A tool that serves one activity tells the activity, unless the question already speaks of one. */
export function implyActivity(
  tool: string,
  attributes: Readonly<Record<string, string>>,
  heard: HeardAll,
  lexicon: CompiledLexicon,
  ledger: Ledger,
): Readonly<Record<string, string>> {
  const [only, another] = lexicon.activitiesOf.get(tool) ?? [];
  const spokenOf =
    attributes[ACTIVITY] !== undefined || ledger.unclear.some((each) => each.attribute === ACTIVITY);
  const source = heard.meanings.find(({ meaning }) => meaning.kind === "tool" && meaning.value === tool);
  if (only === undefined || another !== undefined || spokenOf || source === undefined) return {};
  ledger.imply(source.segment, { kind: "attribute", attribute: ACTIVITY, value: only });
  return { [ACTIVITY]: only };
}
