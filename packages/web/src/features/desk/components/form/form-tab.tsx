import type { RuleSet } from "@akkoord/policy";
import { IconPlus } from "@tabler/icons-react";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { useMessages } from "../../../../messages/language.tsx";
import { Alert } from "../../../../primitives/alert.tsx";
import { Button } from "../../../../primitives/button.tsx";
import { Heading } from "../../../../primitives/text.tsx";
import { newRuleEntry } from "../../model/new-draft.ts";
import { type DraftText, type Entry, plainFields } from "../../model/read-text.ts";
import { toolChoice, writtenTools } from "../../model/rule-form.ts";
import { ruleName } from "../../model/rule-sentence.ts";
import { addEntry, type EntryList, type Plain, removeEntry, setInEntry } from "../../model/text-edits.ts";
import type { EditingRule } from "./editing-rule.ts";
import { RuleForm } from "./rule-form.tsx";

interface FormTabProps {
  readonly text: string;
  readonly read: DraftText;
  /** The rules that the draft is laid on, with what the draft adds as far as that is clear. */
  readonly ruleSet: RuleSet;
  readonly base: RuleSet;
  readonly owner: string;
  readonly locked: boolean;
  /** Which rule of the draft is shown. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly onText: (text: string) => void;
  readonly onYaml: () => void;
}

/** The draft as a form, one rule at a time. */
export function FormTab(props: FormTabProps) {
  const { text, read, ruleSet, base, owner, locked, chosen, onChoose, onText, onYaml } = props;
  const t = useDeskMessages();
  const { say } = useMessages();
  if (!read.readable)
    return (
      <Alert kind="warning" announce>
        <p>{t.form.unreadable(read.line)}</p>
        <Button onClick={onYaml}>{t.form.toYaml}</Button>
      </Alert>
    );
  const entry = read.rules[Math.min(chosen, read.rules.length - 1)];

  function add(list: EntryList, fields: Readonly<Record<string, Plain>>): string {
    return addEntry(text, list, fields);
  }

  /** Whoever adds a document or a tool does so for the rule in hand. */
  function addForRule(list: EntryList, fields: Readonly<Record<string, Plain>>): void {
    const added = add(list, fields);
    const id = String(fields.id ?? "");
    if (entry === undefined) onText(added);
    else if (list === "sources") onText(setInEntry(added, "rules", entry.index, ["source", "document"], id));
    else {
      const choice = toolChoice(entry.fields.tools);
      const tools = writtenTools({ ...choice, ids: [...choice.ids, id] });
      onText(setInEntry(added, "rules", entry.index, ["tools"], tools));
    }
  }

  function addRule(): void {
    if (!read.readable) return;
    const taken = [...base.rules.map(({ id }) => id), ...read.rules.map(({ id }) => id)];
    onText(add("rules", newRuleEntry(base, owner, t.form.newRule, taken)));
    onChoose(read.rules.length);
  }

  const rule: EditingRule | null =
    entry === undefined
      ? null
      : {
          ruleSet,
          entry,
          defaults: read.defaults,
          owner,
          locked,
          set: (path, value) => onText(setInEntry(text, "rules", entry.index, path, value)),
        };
  return (
    <div className="stack">
      <Heading level={2}>{t.form.titles(read.rules.length)}</Heading>
      {read.rules.length > 1 ? (
        <nav aria-label={t.form.rulesIn}>
          <ul className="rule-tabs">
            {read.rules.map((one) => (
              <li key={one.index}>
                <button
                  type="button"
                  className="rule-tab"
                  aria-current={one === entry ? "true" : undefined}
                  onClick={() => onChoose(one.index)}
                >
                  {entryName(one, t.form.newRule)}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {read.withdraw.length === 0 ? null : (
        <section aria-labelledby="withdrawn-title" className="stack stack--tight">
          <h3 className="group-title" id="withdrawn-title">
            {t.form.withdrawn}
          </h3>
          <ul className="outcomes">
            {read.withdraw.map((id, i) => (
              <li key={id} className="outcome outcome__head">
                <span>{ruleName(base, id, { say })}</span>
                {locked ? null : (
                  <Button
                    purpose="subtle"
                    aria-label={t.form.keepThis(ruleName(base, id, { say }))}
                    onClick={() => onText(removeEntry(text, "withdraw", i))}
                  >
                    {t.form.keep}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {rule === null ? (
        read.withdraw.length === 0 ? (
          <p>{t.form.noRules}</p>
        ) : null
      ) : (
        <RuleForm key={rule.entry.index} rule={rule} addedSources={read.sources} onAdd={addForRule} />
      )}
      {locked ? null : (
        <div className="row">
          <Button icon={<IconPlus aria-hidden="true" />} purpose="subtle" onClick={addRule}>
            {read.rules.length === 0 ? t.form.newRule : t.form.addRule}
          </Button>
          {entry !== undefined && read.rules.length + read.withdraw.length > 1 ? (
            <Button
              purpose="subtle"
              title={t.form.removeThis(entryName(entry, t.form.newRule))}
              onClick={() => {
                onText(removeEntry(text, "rules", entry.index));
                onChoose(0);
              }}
            >
              {t.form.removeRule}
            </Button>
          ) : null}
        </div>
      )}
    </div>
  );
}

function entryName(entry: Entry, fallback: string): string {
  const { nl } = plainFields(entry.fields.words);
  return typeof nl === "string" && nl !== "" ? nl : entry.id || fallback;
}
