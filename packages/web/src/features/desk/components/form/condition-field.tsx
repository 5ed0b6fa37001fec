import type { Attribute } from "@akkoord/policy";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { inSentence } from "../../../../messages/format.ts";
import { useMessages } from "../../../../messages/language.tsx";
import { Button } from "../../../../primitives/button.tsx";
import { SelectField } from "../../../../primitives/fields.tsx";
import { CheckList, PickField, SheetEnd } from "../../../../primitives/pick-field.tsx";
import { useSpeaking } from "../../../rules/hooks/use-speaking.ts";
import { conditionInWords } from "../../../rules/model/rule-in-words.ts";
import { plainFields } from "../../model/read-text.ts";
import { conditionValues, writtenCondition } from "../../model/rule-form.ts";
import type { EditingRule } from "./editing-rule.ts";

interface ConditionFieldProps {
  readonly rule: EditingRule;
  readonly attribute: Attribute;
}

/** When the rule holds, for one attribute of the situation. */
export function ConditionField({ rule, attribute }: ConditionFieldProps) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const speaking = useSpeaking(rule.ruleSet);
  const own = plainFields(rule.entry.fields.when)[attribute.id];
  const inherited = plainFields(rule.defaults.when)[attribute.id];
  const values = conditionValues(attribute, own ?? inherited);
  const all = attribute.values.map(({ id }) => id);

  function choose(chosen: readonly string[]): void {
    const written = writtenCondition(attribute, chosen);
    // What the draft sets for all its rules is only lifted by saying so.
    const lifted = written === undefined && inherited !== undefined ? all : written;
    rule.set(["when", attribute.id], lifted);
  }

  const parts = values === null ? [] : conditionInWords({ [attribute.id]: values }, speaking);
  const names =
    values === null || parts.length === 0
      ? []
      : attribute.ordered
        ? parts.map((part) => part.value)
        : attribute.values.filter(({ id }) => values.includes(id)).map(({ label }) => inSentence(say(label)));
  return (
    <PickField
      label={say(attribute.label)}
      chosen={names}
      placeholder={t.form.any}
      title={say(attribute.question)}
      fixed={rule.locked}
    >
      {(close) => (
        <div className="stack">
          {attribute.ordered ? (
            <RangeChoice attribute={attribute} values={values} onChange={choose} />
          ) : (
            <CheckList
              legend={say(attribute.label)}
              legendHidden
              choices={attribute.values.map(({ id, label, help }) => ({
                value: id,
                label: say(label),
                help: help === undefined ? undefined : say(help),
                search: say(label),
              }))}
              chosen={values ?? []}
              onChange={choose}
              find={t.form.find}
              found={t.form.found}
            />
          )}
          <div>
            <Button purpose="subtle" onClick={() => choose([])}>
              {t.form.anyValue}
            </Button>
          </div>
          <SheetEnd done={t.form.done} onDone={close} />
        </div>
      )}
    </PickField>
  );
}

interface RangeChoiceProps {
  readonly attribute: Attribute;
  readonly values: readonly string[] | null;
  readonly onChange: (values: readonly string[]) => void;
}

function RangeChoice({ attribute, values, onChange }: RangeChoiceProps) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const order = attribute.values.map(({ id }) => id);
  const from = values?.[0] ?? order[0] ?? "";
  const to = values?.at(-1) ?? order.at(-1) ?? "";
  const options = attribute.values.map(({ id, label }) => ({ value: id, label: say(label) }));
  const between = (first: string, last: string) => {
    const [low, high] = [order.indexOf(first), order.indexOf(last)].toSorted((a, b) => a - b);
    onChange(order.slice(low, (high ?? 0) + 1));
  };
  return (
    <div className="filters">
      <SelectField
        label={t.form.from}
        value={from}
        options={options}
        onChange={(value) => between(value, to)}
      />
      <SelectField
        label={t.form.upTo}
        value={to}
        options={options}
        onChange={(value) => between(from, value)}
      />
    </div>
  );
}
