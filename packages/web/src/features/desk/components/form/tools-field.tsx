import { useDeskMessages } from "../../../../messages/desk.ts";
import { formatList } from "../../../../messages/format.ts";
import { useMessages } from "../../../../messages/language.tsx";
import { Checkbox } from "../../../../primitives/fields.tsx";
import { CheckList, PickField, SheetEnd } from "../../../../primitives/pick-field.tsx";
import { toolName } from "../../../rule-sets/model/names.ts";
import { type ToolChoice, toolChoice, writtenTools } from "../../model/rule-form.ts";
import type { EditingRule } from "./editing-rule.ts";

/** Which tools the rule is about: by name, by kind, by fact, or all but a few. */
export function ToolsField({ rule }: { readonly rule: EditingRule }) {
  const t = useDeskMessages();
  const { say, language } = useMessages();
  const { ruleSet } = rule;
  const choice = toolChoice(rule.entry.fields.tools);
  const change = (part: Partial<ToolChoice>) => rule.set(["tools"], writtenTools({ ...choice, ...part }));
  const tools = ruleSet.tools.map((tool) => ({
    value: tool.id,
    label: tool.name,
    help: tool.description === null ? undefined : say(tool.description),
    search: `${tool.name} ${tool.supplier ?? ""} ${tool.tags.join(" ")}`,
  }));
  const tags = [...new Set(ruleSet.tools.flatMap((tool) => tool.tags))].toSorted();
  const facts = knownFacts(rule);
  const names = (ids: readonly string[]) => ids.map((id) => toolName(ruleSet, id));
  const chosen = [
    ...(choice.all ? [t.form.allTools] : []),
    ...names(choice.ids),
    ...choice.tags,
    ...Object.entries(choice.facts).map(([name, values]) => `${name}: ${values.join(", ")}`),
    ...(choice.except.length === 0 ? [] : [t.form.exceptTag(formatList(names(choice.except), language))]),
  ];
  const shared = { find: t.form.find, found: t.form.found };
  return (
    <PickField
      label={t.form.tools}
      chosen={chosen}
      placeholder={t.form.choose}
      title={t.form.toolsHelp}
      fixed={rule.locked}
    >
      {(close) => (
        <div className="stack">
          <Checkbox label={t.form.allTools} checked={choice.all} onChange={(all) => change({ all })} />
          {choice.all ? null : (
            <>
              <CheckList
                {...shared}
                legend={t.form.byName}
                choices={tools}
                chosen={choice.ids}
                onChange={(ids) => change({ ids })}
              />
              <CheckList
                {...shared}
                legend={t.form.byTag}
                columns
                choices={tags.map((tag) => ({ value: tag, label: tag, search: tag }))}
                chosen={choice.tags}
                onChange={(chosenTags) => change({ tags: chosenTags })}
              />
              {facts.length === 0 ? null : (
                <CheckList
                  {...shared}
                  legend={t.form.byFact}
                  columns
                  choices={facts.map(({ name, value }) => ({
                    value: `${name}=${value}`,
                    label: `${name}: ${value}`,
                    search: `${name} ${value}`,
                  }))}
                  chosen={Object.entries(choice.facts).flatMap(([name, values]) =>
                    values.map((value) => `${name}=${value}`),
                  )}
                  onChange={(chosenFacts) => change({ facts: factsOf(chosenFacts) })}
                />
              )}
            </>
          )}
          {choice.all || choice.tags.length > 0 || Object.keys(choice.facts).length > 0 ? (
            <CheckList
              {...shared}
              legend={t.form.except}
              choices={tools}
              chosen={choice.except}
              onChange={(except) => change({ except })}
            />
          ) : null}
          <SheetEnd done={t.form.done} onDone={close} />
        </div>
      )}
    </PickField>
  );
}

function factsOf(chosen: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const facts: Record<string, string[]> = {};
  for (const one of chosen) {
    const cut = one.indexOf("=");
    facts[one.slice(0, cut)] = [...(facts[one.slice(0, cut)] ?? []), one.slice(cut + 1)];
  }
  return facts;
}

/** Facts that tools of the catalogue have, and those the rule names already. */
function knownFacts({ ruleSet, entry }: EditingRule): readonly { name: string; value: string }[] {
  const found = new Map<string, Set<string>>();
  const note = (name: string, values: readonly string[]) => {
    const known = found.get(name) ?? new Set<string>();
    for (const value of values) known.add(value);
    found.set(name, known);
  };
  for (const tool of ruleSet.tools) {
    if (tool.supplierCountry !== null) note("supplierCountry", [tool.supplierCountry]);
    for (const [name, fact] of Object.entries(tool.facts))
      note(name, typeof fact === "object" ? fact : [String(fact)]);
  }
  for (const [name, values] of Object.entries(toolChoice(entry.fields.tools).facts)) note(name, values);
  return [...found].flatMap(([name, values]) => [...values].toSorted().map((value) => ({ name, value })));
}
