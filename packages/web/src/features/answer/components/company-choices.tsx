import { useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Checkbox, TextField } from "../../../primitives/fields.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf, fold, organisationOn, organisationsOn } from "../../rule-sets/model/names.ts";

interface CompanyChoicesProps {
  readonly rules: Rules;
  readonly asker: string | null;
  readonly others: readonly string[] | null;
  readonly onChoose: (others: readonly string[]) => void;
}

/** Who takes part besides the asker: nobody, outside parties, other organisations, in any number. */
export function CompanyChoices({ rules, asker, others, onChoose }: CompanyChoicesProps) {
  const { t, say } = useMessages();
  const [chosen, setChosen] = useState<readonly string[]>(others ?? []);
  const [typed, setTyped] = useState("");
  const { ruleSet, date } = rules;
  const audience = attributeOf(ruleSet, "audience");
  const toggle = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  const [everyKind, setEveryKind] = useState(false);
  const candidates = organisationsOn(ruleSet, date).filter((organisation) => organisation.id !== asker);
  const found = candidates.filter(
    (organisation) =>
      chosen.includes(organisation.id) ||
      (typed === ""
        ? everyKind || organisation.kind === "ministry"
        : [organisation.name, organisation.abbreviation].some((text) => fold(text).includes(fold(typed)))),
  );
  return (
    <div className="stack">
      <button
        type="button"
        className="choice"
        aria-pressed={others?.length === 0}
        onClick={() => onChoose([])}
      >
        <span className="choice__text">
          <span className="choice__label">{t.situation.ownOnly}</span>
          <span className="choice__help">{t.situation.ownOnlyHelp}</span>
        </span>
      </button>
      <fieldset className="fieldset">
        <legend className="group-title">{t.situation.outside}</legend>
        <div className="checks">
          {ruleSet.outsideParties.map((party) => {
            const help = audience?.values.find((value) => value.id === party.audience)?.help;
            return (
              <Checkbox
                key={party.id}
                label={say(party.label)}
                help={help === undefined ? undefined : say(help)}
                checked={chosen.includes(party.id)}
                onChange={(on) => toggle(party.id, on)}
              />
            );
          })}
        </div>
      </fieldset>
      <fieldset className="fieldset">
        <legend className="group-title">{t.situation.otherOrganisations}</legend>
        <TextField
          label={t.aboutYou.search}
          type="search"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="checks checks--columns">
          {found.map((organisation) => {
            const { name, abbreviation } = organisationOn(organisation, date);
            return (
              <Checkbox
                key={organisation.id}
                label={abbreviation}
                help={name === abbreviation ? undefined : name}
                checked={chosen.includes(organisation.id)}
                onChange={(on) => toggle(organisation.id, on)}
              />
            );
          })}
        </div>
        {typed === "" && !everyKind && found.length < candidates.length ? (
          <Button purpose="subtle" onClick={() => setEveryKind(true)}>
            {t.situation.moreOrganisations}
          </Button>
        ) : null}
      </fieldset>
      <div className="sticky-end">
        <Button purpose="primary" unavailable={chosen.length === 0} onClick={() => onChoose(chosen)}>
          {t.common.done}
        </Button>
      </div>
    </div>
  );
}
