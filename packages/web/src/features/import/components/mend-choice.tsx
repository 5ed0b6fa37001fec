import { slug, type WordFix } from "@akkoord/exchange";
import type { RuleSet } from "@akkoord/policy";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { useMeanings } from "../hooks/use-meanings.ts";
import type { ProblemGroup } from "../model/mend.ts";

/** Names in decision tables that only the mapping can explain. */
export interface TableNames {
  readonly onInput: (expression: string, meaning: string) => void;
  /** A null tool leaves the table out. */
  readonly onDecision: (table: string, tool: string | null) => void;
}

interface MendChoiceProps {
  readonly ruleSet: RuleSet;
  readonly group: ProblemGroup;
  readonly onWord: (fix: WordFix, meaning: string) => void;
  /** Absent for lists. */
  readonly names?: TableNames;
}

const LEAVE_OUT = "leave-out";

/** The choice that mends a problem where it is shown; nothing where only the file itself can be mended. */
export function MendChoice({ ruleSet, group, onWord, names }: MendChoiceProps) {
  const t = useImportMessages().problems;
  const { say } = useMessages();
  const meanings = useMeanings(ruleSet);
  const { problem } = group;
  const { fix } = problem;
  const choose = { value: "", label: t.choose };
  if (fix !== undefined) {
    const options = meanings(fix.table);
    // What it most likely means stands first, but is never chosen by itself.
    const likely = options.filter(({ value }) => value === fix.suggestion);
    const others = options.filter(({ value }) => value !== fix.suggestion);
    const fresh = fix.table === "tools" ? [{ value: freshId(ruleSet, problem.value), label: t.newTool }] : [];
    return (
      <SelectField
        label={t.means(fix.word)}
        value=""
        options={[choose, ...likely, ...fresh, ...others]}
        onChange={(meaning) => {
          if (meaning !== "") onWord(fix, meaning);
        }}
      />
    );
  }
  if (names !== undefined && problem.code === "unknown-input")
    return (
      <SelectField
        label={t.attribute}
        value=""
        options={[
          choose,
          { value: "tool", label: t.tool },
          { value: "organisation", label: t.organisation },
          ...ruleSet.vocabulary.attributes.map(({ id, label }) => ({ value: id, label: say(label) })),
        ]}
        onChange={(meaning) => {
          if (meaning !== "") names.onInput(problem.value, meaning);
        }}
      />
    );
  if (names !== undefined && problem.code === "no-tool")
    return (
      <SelectField
        label={t.aboutTool}
        value=""
        options={[choose, { value: LEAVE_OUT, label: t.leaveOut }, ...meanings("tools")]}
        onChange={(tool) => {
          if (tool !== "") names.onDecision(problem.cell, tool === LEAVE_OUT ? null : tool);
        }}
      />
    );
  return null;
}

/** An id for a new tool that no other tool has. */
function freshId(ruleSet: RuleSet, name: string): string {
  const plain = slug(name);
  const taken = new Set(ruleSet.tools.map(({ id }) => id));
  let id = plain;
  for (let number = 2; taken.has(id); number++) id = `${plain}-${number}`;
  return id;
}
