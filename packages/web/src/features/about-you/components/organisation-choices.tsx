import type { Organisation } from "@akkoord/policy";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { fold, organisationOn, organisationsOn } from "../../rule-sets/model/names.ts";

interface OrganisationChoicesProps {
  readonly rules: Rules;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

const KINDS = ["ministry", "high-council", "agency", "unexplained", "fictional"] as const;

/** All organisations to choose one's own from, found by name or abbreviation. */
export function OrganisationChoices({ rules, chosen, onChoose }: OrganisationChoicesProps) {
  const { t } = useMessages();
  const [typed, setTyped] = useState("");
  const wanted = fold(typed);
  const matches = (organisation: Organisation) =>
    [
      organisation.id,
      organisation.name,
      organisation.abbreviation,
      ...organisation.names.map((version) => version.name),
    ].some((text) => fold(text).includes(wanted));
  const found = organisationsOn(rules.ruleSet, rules.date).filter(matches);
  const titles: Readonly<Record<(typeof KINDS)[number], string>> = {
    ministry: t.aboutYou.ministries,
    "high-council": t.aboutYou.highCouncils,
    agency: t.aboutYou.agencies,
    unexplained: t.aboutYou.otherNames,
    fictional: t.aboutYou.fictional,
  };
  return (
    <div className="stack">
      <TextField
        label={t.aboutYou.search}
        type="search"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="visually-hidden" role="status">
        {typed === "" ? "" : t.common.results(found.length)}
      </p>
      {KINDS.map((kind) => {
        const ofKind = found.filter((organisation) => organisation.kind === kind);
        if (ofKind.length === 0) return null;
        return (
          <section key={kind} className="stack stack--tight" aria-label={titles[kind]}>
            <h3 className="group-title">{titles[kind]}</h3>
            <ul className="organisations">
              {ofKind.map((organisation) => {
                const { name, abbreviation } = organisationOn(organisation, rules.date);
                return (
                  <li key={organisation.id}>
                    <button
                      type="button"
                      className="choice"
                      aria-pressed={organisation.id === chosen}
                      onClick={() => onChoose(organisation.id)}
                    >
                      <span className="choice__text">
                        <span className="choice__label">{abbreviation}</span>
                        {name === abbreviation ? null : <span className="choice__help">{name}</span>}
                      </span>
                      {organisation.id === chosen ? (
                        <IconCheck className="choice__mark" aria-hidden="true" size={22} />
                      ) : null}
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
      {found.length === 0 ? <p className="small">{t.common.results(0)}</p> : null}
    </div>
  );
}
