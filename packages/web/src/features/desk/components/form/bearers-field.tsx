import { GOVERNMENT_WIDE_OWNER } from "@akkoord/policy";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { useMessages } from "../../../../messages/language.tsx";
import { CheckList, PickField, SheetEnd } from "../../../../primitives/pick-field.tsx";
import { textsOf } from "../../model/read-text.ts";
import { type EditingRule, ownOrInherited } from "./editing-rule.ts";

/** Whom the rule binds. An organisation binds only itself, so there it is no choice. */
export function BearersField({ rule }: { readonly rule: EditingRule }) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const { ruleSet, owner } = rule;
  const bearers = textsOf(ownOrInherited(rule, "bearers"));
  const groups = ruleSet.groups.map(({ id, label }) => ({
    value: id,
    label: say(label),
    search: say(label),
  }));
  const organisations = ruleSet.organisations.map(({ id, name, abbreviation }) => ({
    value: id,
    label: abbreviation,
    help: name,
    search: `${abbreviation} ${name}`,
  }));
  const names = bearers.map(
    (id) => [...groups, ...organisations].find((candidate) => candidate.value === id)?.label ?? id,
  );
  const onlyItself = owner !== GOVERNMENT_WIDE_OWNER && bearers.length === 1 && bearers[0] === owner;
  const shared = { find: t.form.find, found: t.form.found };
  return (
    <PickField
      label={t.form.bearers}
      chosen={names}
      placeholder={t.form.choose}
      fixed={rule.locked || onlyItself}
    >
      {(close) => (
        <div className="stack">
          {owner === GOVERNMENT_WIDE_OWNER ? (
            <CheckList
              {...shared}
              legend={t.form.groups}
              choices={groups}
              chosen={bearers}
              onChange={(chosen) => rule.set(["bearers"], [...chosen, ...without(bearers, groups)])}
            />
          ) : null}
          <CheckList
            {...shared}
            legend={t.form.organisations}
            choices={
              owner === GOVERNMENT_WIDE_OWNER
                ? organisations
                : organisations.filter(({ value }) => value === owner)
            }
            chosen={bearers}
            onChange={(chosen) => rule.set(["bearers"], [...without(bearers, organisations), ...chosen])}
          />
          <SheetEnd done={t.form.done} onDone={close} />
        </div>
      )}
    </PickField>
  );
}

function without(ids: readonly string[], choices: readonly { readonly value: string }[]): readonly string[] {
  return ids.filter((id) => !choices.some(({ value }) => value === id));
}
