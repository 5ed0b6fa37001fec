import { nearest } from "@akkoord/policy";
import { textOf, type Voice, valueLabel } from "../answer-text.ts";
import { EXIT, type ExitCode, paint, print, printJson, UsageError, wrap } from "../io.ts";
import { loadRules } from "../rules.ts";
import { wordsOf } from "../words/index.ts";

/** `akkoord tools`: the catalogue, or all that is known of one tool. */
export async function toolsCommand(
  id: string | undefined,
  options: { policies: readonly string[]; activity?: string; json: boolean; lang: string },
): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const ruleSet = await loadRules(options.policies);
  const ids = ruleSet.tools.map((tool) => tool.id);
  if (id !== undefined && !ids.includes(id)) {
    const near = nearest(id, ids);
    throw new UsageError(
      `Unknown tool "${id}".${near === null ? "" : ` Did you mean "${near}"?`} Valid: ${ids.join(", ")}.`,
    );
  }
  const activities =
    ruleSet.vocabulary.attributes
      .find((attribute) => attribute.id === "activity")
      ?.values.map((value) => value.id) ?? [];
  const { activity } = options;
  if (activity !== undefined && !activities.includes(activity)) {
    const near = nearest(activity, activities);
    throw new UsageError(
      `Unknown activity "${activity}".${near === null ? "" : ` Did you mean "${near}"?`} Valid: ${activities.join(", ")}.`,
    );
  }
  const tools = ruleSet.tools.filter(
    (tool) =>
      (id === undefined || tool.id === id) && (activity === undefined || tool.activities.includes(activity)),
  );
  if (options.json) {
    printJson(tools.map((tool) => ({ ...tool, rules: rulesNaming(tool.id) })));
    return EXIT.fine;
  }
  const voice: Voice = { ruleSet, language, words };
  for (const tool of tools) {
    print(`${tool.id.padEnd(26)}${paint("bold", tool.name)}`);
    if (tool.description !== null) print(wrap(tool.description[language], "  "));
    print(
      `  ${words.activities}: ${tool.activities.map((each) => valueLabel(voice, "activity", each)).join(", ")}`,
    );
    if (id === undefined) continue;
    if (tool.supplier !== null)
      print(
        `  ${words.supplier}: ${tool.supplier}${tool.supplierCountry === null ? "" : ` (${tool.supplierCountry})`}`,
      );
    for (const [fact, value] of Object.entries(tool.facts))
      print(`  ${words.facts}: ${fact} = ${String(value)}`);
    print(`  ${words.rulesAbout}:`);
    for (const rule of ruleSet.rules.filter((each) => rulesNaming(tool.id).includes(each.id))) {
      print(`    ${rule.id}${rule.effect === null ? "" : ` · ${words.effects[rule.effect]}`}`);
      print(wrap(`“${rule.source.quote}”`, "      "));
      for (const duty of rule.duties)
        print(wrap(`• ${textOf(voice, ruleSet.vocabulary.duties, duty)}`, "      "));
    }
  }
  return EXIT.fine;

  function rulesNaming(tool: string): readonly string[] {
    return ruleSet.rules.filter((rule) => rule.tools.ids.includes(tool)).map((rule) => rule.id);
  }
}
