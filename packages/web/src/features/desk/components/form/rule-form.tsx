import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { Button } from "../../../../primitives/button.tsx";
import { Dialog } from "../../../../primitives/dialog.tsx";
import { Disclosure } from "../../../../primitives/disclosure.tsx";
import type { Entry } from "../../model/read-text.ts";
import { plainFields } from "../../model/read-text.ts";
import type { EntryList, Plain } from "../../model/text-edits.ts";
import { BearersField } from "./bearers-field.tsx";
import { ConditionField } from "./condition-field.tsx";
import { type EditingRule, ownOrInherited } from "./editing-rule.ts";
import { EffectField } from "./effect-field.tsx";
import { NewTool } from "./new-tool.tsx";
import { Relations } from "./relations.tsx";
import { SourceField } from "./source-field.tsx";
import { LongTextRow, TextRow } from "./text-row.tsx";
import { ToolsField } from "./tools-field.tsx";
import { WordsListField } from "./words-list-field.tsx";

/** What most rules are about; the rest waits until somebody needs it. */
const FIRST = ["activity", "information", "audience"];

interface RuleFormProps {
  readonly rule: EditingRule;
  readonly addedSources: readonly Entry[];
  readonly onAdd: (list: EntryList, entry: Readonly<Record<string, Plain>>) => void;
}

/** One rule of the draft, as a form: every change goes into its part of the text at once. */
export function RuleForm({ rule, addedSources, onAdd }: RuleFormProps) {
  const t = useDeskMessages();
  const [addingTool, setAddingTool] = useState(false);
  const { ruleSet, entry, locked } = rule;
  const { attributes, duties, advice } = ruleSet.vocabulary;
  const when = { ...plainFields(rule.defaults.when), ...plainFields(entry.fields.when) };
  // What the rule spoke of when it was opened stays in sight, and nothing moves while somebody fills it in.
  const [inSight] = useState(() => [...FIRST, ...Object.keys(when)]);
  const first = attributes.filter(({ id }) => inSight.includes(id));
  const later = attributes.filter((attribute) => !first.includes(attribute));
  const setLater = later.filter(({ id }) => when[id] !== undefined).length;
  const valid = plainFields(ownOrInherited(rule, "valid"));
  const words = plainFields(entry.fields.words);
  const reading = plainFields(entry.fields.reading);

  function setText(key: "words" | "reading", language: "nl" | "en", value: string): void {
    const other = plainFields(entry.fields[key])[language === "nl" ? "en" : "nl"];
    if (value === "" && (other === undefined || other === "")) rule.set([key], undefined);
    else rule.set([key, language], value);
  }

  function setDay(which: "from" | "to", value: string): void {
    const days = { from: valid.from ?? null, to: valid.to ?? null, [which]: value === "" ? null : value };
    rule.set(["valid"], days.from === null && days.to === null ? undefined : days);
  }

  return (
    <div className="form-rows">
      {first.map((attribute) => (
        <ConditionField key={attribute.id} rule={rule} attribute={attribute} />
      ))}
      <ToolsField rule={rule} />
      {locked ? null : (
        <div className="form-row form-row--action">
          <Button purpose="subtle" icon={<IconPlus aria-hidden="true" />} onClick={() => setAddingTool(true)}>
            {t.form.addTool}
          </Button>
        </div>
      )}
      <BearersField rule={rule} />
      <EffectField rule={rule} />
      <WordsListField
        rule={rule}
        field="duties"
        label={t.form.duties}
        help={t.form.dutiesHelp}
        choices={duties}
      />
      <WordsListField
        rule={rule}
        field="advice"
        label={t.form.advice}
        help={t.form.adviceHelp}
        choices={advice}
      />
      <div className="form-pair">
        <TextRow
          label={t.form.valid}
          type="date"
          value={String(valid.from ?? "")}
          disabled={locked}
          onChange={(value) => setDay("from", value)}
        />
        <TextRow
          label={t.form.validTo}
          type="date"
          value={String(valid.to ?? "")}
          disabled={locked}
          onChange={(value) => setDay("to", value)}
        />
      </div>
      {later.length === 0 ? null : (
        <Disclosure
          summary={
            <>
              {t.form.moreConditions}{" "}
              {setLater > 0 ? <span className="disclosure__count">({setLater})</span> : null}
            </>
          }
        >
          {later.map((attribute) => (
            <ConditionField key={attribute.id} rule={rule} attribute={attribute} />
          ))}
        </Disclosure>
      )}
      <h3 className="form-part">{t.form.words}</h3>
      <LongTextRow
        label={t.form.dutch}
        help={t.form.wordsHelp}
        lang="nl"
        value={String(words.nl ?? "")}
        disabled={locked}
        onChange={(value) => setText("words", "nl", value)}
      />
      <LongTextRow
        label={t.form.english}
        lang="en"
        value={String(words.en ?? "")}
        disabled={locked}
        onChange={(value) => setText("words", "en", value)}
      />
      <h3 className="form-part">{t.form.source}</h3>
      <SourceField
        rule={rule}
        added={addedSources}
        onAddDocument={(document) => onAdd("sources", document)}
      />
      <Disclosure summary={t.form.reading} open={Object.keys(reading).length > 0}>
        <p className="small">{t.form.readingHelp}</p>
        <LongTextRow
          label={t.form.dutch}
          lang="nl"
          value={String(reading.nl ?? "")}
          disabled={locked}
          onChange={(value) => setText("reading", "nl", value)}
        />
        <LongTextRow
          label={t.form.english}
          lang="en"
          value={String(reading.en ?? "")}
          disabled={locked}
          onChange={(value) => setText("reading", "en", value)}
        />
      </Disclosure>
      <Disclosure summary={t.form.more}>
        <Relations rule={rule} />
      </Disclosure>
      <Dialog open={addingTool} title={t.form.addTool} onClose={() => setAddingTool(false)}>
        <NewTool
          rule={rule}
          taken={ruleSet.tools.map(({ id }) => id)}
          onAdd={(tool) => {
            onAdd("tools", tool);
            setAddingTool(false);
          }}
        />
      </Dialog>
    </div>
  );
}
