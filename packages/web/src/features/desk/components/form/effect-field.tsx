import { EFFECTS } from "@akkoord/policy";
import { useId } from "react";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { VerdictBadge } from "../../../../primitives/verdict.tsx";
import type { EditingRule } from "./editing-rule.ts";

const CHOICES = [...EFFECTS, "none"] as const;

/** What the rule says of the tool: one of the verdicts, or nothing but a condition. */
export function EffectField({ rule }: { readonly rule: EditingRule }) {
  const t = useDeskMessages();
  const name = useId();
  return (
    <fieldset className="form-row form-row--fieldset">
      <legend className="form-row__label">{t.form.effect}</legend>
      <div className="form-row__control verdict-choice">
        {CHOICES.filter((effect) => !rule.locked || rule.entry.fields.effect === effect).map((effect) => (
          <label key={effect} className="verdict-choice__option">
            <input
              type="radio"
              className="verdict-choice__radio"
              name={name}
              value={effect}
              checked={rule.entry.fields.effect === effect}
              disabled={rule.locked}
              onChange={() => rule.set(["effect"], effect)}
            />
            {effect === "none" ? (
              <span className="tag">{t.form.noEffect}</span>
            ) : (
              <VerdictBadge verdict={effect} />
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
