import { useState } from "react";
import { usePeopleMessages } from "../../../messages/people.ts";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { Heading } from "../../../primitives/text.tsx";
import type { PersonState } from "../api.ts";
import { useOrganisationNames } from "../hooks/use-organisation-name.ts";
import { EVERYBODY, type PeopleSearch } from "../model/search.ts";

const STATES: readonly PersonState[] = ["active", "waiting", "ended"];

interface PeopleSearchFormProps {
  /** Whether there are organisations to choose from; security officers see their own alone. */
  readonly everywhere: boolean;
  readonly onSearch: (search: PeopleSearch) => void;
}

/** Asks whom to look for. */
export function PeopleSearchForm({ everywhere, onSearch }: PeopleSearchFormProps) {
  const t = usePeopleMessages().search;
  const { states } = usePeopleMessages();
  const { choices } = useOrganisationNames();
  const [search, setSearch] = useState(EVERYBODY);
  return (
    <Card className="stack" aria-labelledby="people-search-title">
      <Heading level={2} id="people-search-title">
        {t.title}
      </Heading>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(search);
        }}
      >
        <div className="people-fields">
          <TextField
            label={t.name}
            type="search"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={search.name}
            onChange={(event) => setSearch({ ...search, name: event.target.value })}
          />
          {everywhere ? (
            <SelectField
              label={t.organisation}
              value={search.organisation}
              options={[{ value: "", label: t.anyOrganisation }, ...choices]}
              onChange={(organisation) => setSearch({ ...search, organisation })}
            />
          ) : null}
          <SelectField
            label={t.state}
            value={search.state}
            options={[
              { value: "", label: t.anyState },
              ...STATES.map((state) => ({ value: state, label: states[state] })),
            ]}
            onChange={(value) =>
              setSearch({ ...search, state: STATES.find((state) => state === value) ?? "" })
            }
          />
        </div>
        <div>
          <Button purpose="primary" type="submit">
            {t.submit}
          </Button>
        </div>
      </form>
    </Card>
  );
}
