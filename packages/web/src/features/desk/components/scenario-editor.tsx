import { BY_STRICTNESS, type OutcomeEffect, type RuleSet } from "@akkoord/policy";
import { IconX } from "@tabler/icons-react";
import { type FormEvent, useMemo, useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatList, todayInTheNetherlands } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Checkbox, SelectField, TextField } from "../../../primitives/fields.tsx";
import { CheckList, PickField, SheetEnd } from "../../../primitives/pick-field.tsx";
import { organisationsOn, participantName, toolName } from "../../rule-sets/model/names.ts";
import type { ScenarioInput } from "../api.ts";
import { outcomesNow, questionInLink, type ScenarioDraft, scenarioInput } from "../model/scenario-form.ts";
import { Refusal } from "./refusal.tsx";

interface ScenarioEditorProps {
  readonly ruleSet: RuleSet;
  readonly initial: ScenarioDraft;
  readonly isNew: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSave: (input: ScenarioInput) => void;
}

/** A question with the answer that must stay true: from a shared answer, or filled in. */
export function ScenarioEditor({ ruleSet, initial, isNew, busy, error, onSave }: ScenarioEditorProps) {
  const t = useDeskMessages();
  const { t: words, say, language } = useMessages();
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState(false);
  const today = todayInTheNetherlands(new Date());
  const { question, expect } = draft;
  const now = useMemo(() => outcomesNow(ruleSet, question, today), [ruleSet, question, today]);
  const change = (part: Partial<ScenarioDraft>) => setDraft((before) => ({ ...before, ...part }));
  const ask = (part: Partial<typeof question>) => change({ question: { ...question, ...part } });
  const input = scenarioInput(draft, now);
  const organisations = organisationsOn(ruleSet, question.date ?? today);
  const parties = [
    ...organisations.map(({ id, name, abbreviation }) => ({
      value: id,
      label: abbreviation,
      help: name,
      search: `${abbreviation} ${name}`,
    })),
    ...ruleSet.outsideParties.map(({ id, label }) => ({ value: id, label: say(label), search: say(label) })),
  ];
  const left = ruleSet.tools.filter(({ id }) => expect[id] === undefined);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (input !== null) onSave(input);
  }

  return (
    <form className="stack" noValidate onSubmit={submit}>
      {isNew ? (
        <FromLink
          ruleSet={ruleSet}
          onRead={(asked) => {
            const found = outcomesNow(ruleSet, asked, today);
            change({ question: asked, expect: found?.effects ?? {}, withCommon: false });
          }}
        />
      ) : null}
      <TextField
        label={t.scenarios.says}
        hint={t.scenarios.saysHelp}
        maxLength={200}
        value={draft.title}
        error={tried && draft.title.trim() === "" ? t.form.fillIn(t.scenarios.says.toLowerCase()) : null}
        onChange={(event) => change({ title: event.target.value })}
      />
      <div className="filters">
        <SelectField
          label={t.scenarios.me}
          value={question.asker ?? ""}
          options={[
            { value: "", label: t.form.choose },
            ...organisations.map(({ id, abbreviation }) => ({ value: id, label: abbreviation })),
          ]}
          onChange={(value) => ask({ asker: value === "" ? null : value })}
        />
        <TextField
          label={t.scenarios.date}
          type="date"
          value={question.date ?? ""}
          onChange={(event) => ask({ date: event.target.value === "" ? null : event.target.value })}
        />
      </div>
      <PickField
        label={t.scenarios.with}
        chosen={(question.others ?? []).map((id) => participantName(ruleSet, id, say))}
        placeholder={t.scenarios.nobody}
      >
        {(close) => (
          <div className="stack">
            <CheckList
              legend={t.scenarios.with}
              legendHidden
              choices={parties.filter(({ value }) => value !== question.asker)}
              chosen={question.others ?? []}
              onChange={(others) => ask({ others })}
              find={t.form.find}
              found={t.form.found}
            />
            <SheetEnd done={t.form.done} onDone={close} />
          </div>
        )}
      </PickField>
      <div className="filters">
        {ruleSet.vocabulary.attributes
          .filter(({ scope }) => scope !== "derived")
          .map((attribute) => (
            <SelectField
              key={attribute.id}
              label={say(attribute.label)}
              value={question.attributes[attribute.id] ?? ""}
              options={[
                { value: "", label: t.scenarios.unsaid },
                ...attribute.values.map(({ id, label }) => ({ value: id, label: say(label) })),
              ]}
              onChange={(value) => {
                const { [attribute.id]: _, ...others } = question.attributes;
                ask({ attributes: value === "" ? others : { ...others, [attribute.id]: value } });
              }}
            />
          ))}
      </div>
      {question.asker !== null && now === null ? (
        <Alert kind="warning" announce>
          <p>{t.scenarios.impossible}</p>
        </Alert>
      ) : null}
      <fieldset className="fieldset">
        <legend className="group-title">{t.scenarios.expected}</legend>
        <p className="small">{t.scenarios.expectedHelp}</p>
        <ul className="expect-list">
          {Object.entries(expect).map(([tool, effect]) => (
            <li key={tool} className="expect-row">
              <SelectField
                label={toolName(ruleSet, tool)}
                value={effect}
                options={BY_STRICTNESS.map((one) => ({ value: one, label: words.verdict[one] }))}
                onChange={(value) => change({ expect: { ...expect, [tool]: effectOf(value) } })}
              />
              <Button
                purpose="subtle"
                iconOnly
                icon={<IconX aria-hidden="true" />}
                onClick={() => {
                  const { [tool]: _, ...others } = expect;
                  change({ expect: others });
                }}
              >
                {t.scenarios.removeTool(toolName(ruleSet, tool))}
              </Button>
            </li>
          ))}
        </ul>
        {left.length === 0 ? null : (
          <SelectField
            label={t.scenarios.addTool}
            value=""
            options={[
              { value: "", label: t.form.choose },
              ...left.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(tool) => {
              if (tool !== "") change({ expect: { ...expect, [tool]: now?.effects[tool] ?? "permitted" } });
            }}
          />
        )}
        <Checkbox
          label={t.scenarios.commonToo}
          help={
            now === null
              ? undefined
              : formatList(
                  now.common.map((id) => toolName(ruleSet, id)),
                  language,
                ) || t.live.nothing
          }
          checked={draft.withCommon}
          onChange={(withCommon) => change({ withCommon })}
        />
      </fieldset>
      {tried && input === null ? (
        <Alert kind="error" announce>
          <p>{t.scenarios.incomplete}</p>
        </Alert>
      ) : null}
      <Refusal error={error} />
      <Button type="submit" purpose="primary" busy={busy} unavailable={busy}>
        {t.scenarios.save}
      </Button>
    </form>
  );
}

function effectOf(value: string): OutcomeEffect {
  return BY_STRICTNESS.find((effect) => effect === value) ?? "unspecified";
}

interface FromLinkProps {
  readonly ruleSet: RuleSet;
  readonly onRead: (question: ScenarioDraft["question"]) => void;
}

function FromLink({ ruleSet, onRead }: FromLinkProps) {
  const t = useDeskMessages();
  const [link, setLink] = useState("");
  const [wrong, setWrong] = useState(false);
  return (
    <div className="from-link">
      <TextField
        label={t.scenarios.link}
        hint={t.scenarios.linkHelp}
        error={wrong ? t.scenarios.linkWrong : null}
        value={link}
        onChange={(event) => {
          setLink(event.target.value);
          setWrong(false);
        }}
      />
      <Button
        onClick={() => {
          const question = questionInLink(link, ruleSet);
          if (question === null) setWrong(true);
          else onRead(question);
        }}
      >
        {t.scenarios.readLink}
      </Button>
    </div>
  );
}
