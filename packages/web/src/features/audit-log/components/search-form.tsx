import { useState } from "react";
import { useAuditLogMessages } from "../../../messages/audit-log.ts";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { organisationOn, organisationsOn } from "../../rule-sets/model/names.ts";
import type { AuditResult, KnownPerson } from "../api.ts";
import { type AuditSearch, EVERYTHING } from "../model/search.ts";

const RESULTS: readonly AuditResult[] = ["succeeded", "refused", "failed"];

interface SearchFormProps {
  readonly people: readonly KnownPerson[];
  readonly onSearch: (search: AuditSearch) => void;
}

/** Asks what to look for. */
export function SearchForm({ people, onSearch }: SearchFormProps) {
  const t = useAuditLogMessages();
  const { ruleSet, date } = useRules(TODAYS_RULES);
  const [search, setSearch] = useState(EVERYTHING);
  const set = (change: Partial<AuditSearch>) => setSearch({ ...search, ...change });
  const text = (key: "action" | "objectType" | "objectId") => ({
    value: search[key],
    autoComplete: "off",
    spellCheck: false,
    maxLength: 200,
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  return (
    <Card className="stack" aria-labelledby="audit-search-title">
      <Heading level={2} id="audit-search-title">
        {t.search.title}
      </Heading>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(search);
        }}
      >
        <div className="audit-fields">
          <TextField
            type="date"
            label={t.search.since}
            value={search.since}
            onChange={(event) => set({ since: event.target.value })}
          />
          <TextField
            type="date"
            label={t.search.until}
            value={search.until}
            onChange={(event) => set({ until: event.target.value })}
          />
          <SelectField
            label={t.search.result}
            value={search.result}
            options={[
              { value: "", label: t.search.anyResult },
              ...RESULTS.map((result) => ({ value: result, label: t.results[result] })),
            ]}
            onChange={(value) => set({ result: RESULTS.find((result) => result === value) ?? "" })}
          />
          <SelectField
            label={t.search.organisation}
            value={search.organisation}
            options={[
              { value: "", label: t.search.anyOrganisation },
              ...organisationsOn(ruleSet, date).map((organisation) => ({
                value: organisation.id,
                label: organisationOn(organisation, date).name,
              })),
            ]}
            onChange={(organisation) => set({ organisation })}
          />
        </div>
        <Disclosure summary={t.search.more}>
          <div className="audit-fields">
            <SelectField
              label={t.search.actor}
              value={search.actor}
              options={[
                { value: "", label: t.search.anyActor },
                ...people.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(actor) => set({ actor })}
            />
            <TextField label={t.search.action} hint={t.search.actionHint} {...text("action")} />
            <TextField label={t.search.objectType} {...text("objectType")} />
            <TextField label={t.search.objectId} {...text("objectId")} />
          </div>
        </Disclosure>
        <div className="row">
          <Button purpose="primary" type="submit">
            {t.search.submit}
          </Button>
          <Button
            onClick={() => {
              setSearch(EVERYTHING);
              onSearch(EVERYTHING);
            }}
          >
            {t.search.clear}
          </Button>
        </div>
      </form>
    </Card>
  );
}
