import { GOVERNMENT_WIDE_OWNER, LAYERS } from "@akkoord/policy";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { useMessages } from "../../../../messages/language.tsx";
import { SelectField } from "../../../../primitives/fields.tsx";
import { CheckList, PickField, SheetEnd } from "../../../../primitives/pick-field.tsx";
import { textsOf } from "../../model/read-text.ts";
import { ruleName } from "../../model/rule-sentence.ts";
import { type EditingRule, ownOrInherited } from "./editing-rule.ts";
import { TextRow } from "./text-row.tsx";

/** How the rule stands to others: who may deviate from it, and from which it deviates itself. */
export function Relations({ rule }: { readonly rule: EditingRule }) {
  const t = useDeskMessages();
  const { t: words, say } = useMessages();
  const { ruleSet, entry, owner } = rule;
  const force = String(ownOrInherited(rule, "force") ?? "defeasible");
  const layer = String(ownOrInherited(rule, "layer") ?? "");
  const yieldsTo = textsOf(ownOrInherited(rule, "yieldsTo"));
  const overrides = textsOf(entry.fields.overrides);
  const layers = LAYERS.filter((one) =>
    owner === GOVERNMENT_WIDE_OWNER ? one !== "organisation" && one !== "waiver" : false,
  );
  const below = LAYERS.filter((_, at) => LAYERS.slice(0, at).some((one) => one === layer));
  const others = ruleSet.rules.filter(
    (other) => other.id !== entry.id && (other.bearers.includes(owner) || owner === GOVERNMENT_WIDE_OWNER),
  );
  const shared = { find: t.form.find, found: t.form.found };
  return (
    <>
      {layers.length === 0 ? null : (
        <div className="form-row">
          <span className="form-row__label" aria-hidden="true">
            {t.form.layer}
          </span>
          <div className="form-row__control">
            <SelectField
              label={t.form.layer}
              labelHidden
              value={layer}
              disabled={rule.locked}
              options={layers.map((one) => ({ value: one, label: words.rules.layers[one] ?? one }))}
              onChange={(value) => rule.set(["layer"], value)}
            />
          </div>
        </div>
      )}
      <div className="form-row">
        <span className="form-row__label" aria-hidden="true">
          {t.form.force}
        </span>
        <div className="form-row__control">
          <SelectField
            label={t.form.force}
            labelHidden
            value={force}
            disabled={rule.locked}
            options={[
              { value: "defeasible", label: t.form.forces.defeasible },
              { value: "strict", label: t.form.forces.strict },
            ]}
            onChange={(value) => rule.set(["force"], value)}
          />
        </div>
      </div>
      {force === "strict" || below.length === 0 ? null : (
        <PickField
          label={t.form.yieldsTo}
          chosen={yieldsTo.map((one) => words.rules.layers[one] ?? one)}
          placeholder={t.form.nothing}
          fixed={rule.locked}
        >
          {(close) => (
            <div className="stack">
              <CheckList
                {...shared}
                legend={t.form.yieldsTo}
                legendHidden
                choices={below.map((one) => ({
                  value: one,
                  label: t.form.yieldsToLayers[one],
                  search: t.form.yieldsToLayers[one],
                }))}
                chosen={yieldsTo}
                onChange={(chosen) => rule.set(["yieldsTo"], chosen)}
              />
              <SheetEnd done={t.form.done} onDone={close} />
            </div>
          )}
        </PickField>
      )}
      <PickField
        label={t.form.overrides}
        chosen={overrides.map((id) => ruleName(ruleSet, id, { say }))}
        placeholder={t.form.nothing}
        help={t.form.overridesHelp}
        fixed={rule.locked}
      >
        {(close) => (
          <div className="stack">
            <CheckList
              {...shared}
              legend={t.form.overrides}
              legendHidden
              choices={others.map((other) => ({
                value: other.id,
                label: ruleName(ruleSet, other.id, { say }),
                help: other.id,
                search: `${ruleName(ruleSet, other.id, { say })} ${other.id}`,
              }))}
              chosen={overrides}
              onChange={(chosen) => rule.set(["overrides"], chosen.length === 0 ? undefined : chosen)}
            />
            <SheetEnd done={t.form.done} onDone={close} />
          </div>
        )}
      </PickField>
      <TextRow
        label={t.form.id}
        help={t.form.idHelp}
        value={entry.id}
        spellCheck={false}
        autoCapitalize="none"
        disabled={rule.locked}
        onChange={(value) => rule.set(["id"], value)}
      />
    </>
  );
}
