import type { Words } from "@akkoord/policy";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { useMessages } from "../../../../messages/language.tsx";
import { CheckList, PickField, SheetEnd } from "../../../../primitives/pick-field.tsx";
import { textsOf } from "../../model/read-text.ts";
import type { EditingRule } from "./editing-rule.ts";

interface WordsListFieldProps {
  readonly rule: EditingRule;
  readonly field: "duties" | "advice";
  readonly label: string;
  readonly help: string;
  readonly choices: readonly { readonly id: string; readonly words: Words }[];
}

/** Duties or tips that come with the rule. */
export function WordsListField({ rule, field, label, help, choices }: WordsListFieldProps) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const chosen = textsOf(rule.entry.fields[field]);
  const known = (id: string) => choices.find((choice) => choice.id === id);
  return (
    <PickField
      label={label}
      chosen={chosen.map((id) => {
        const found = known(id);
        return found === undefined ? id : say(found.words);
      })}
      placeholder={t.form.nothing}
      title={help}
      fixed={rule.locked}
    >
      {(close) => (
        <div className="stack">
          <CheckList
            legend={label}
            legendHidden
            choices={choices.map(({ id, words }) => ({ value: id, label: say(words), search: say(words) }))}
            chosen={chosen}
            onChange={(ids) => rule.set([field], ids.length === 0 ? undefined : ids)}
            find={t.form.find}
            found={t.form.found}
          />
          <SheetEnd done={t.form.done} onDone={close} />
        </div>
      )}
    </PickField>
  );
}
