import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { Button } from "../../../primitives/button.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { type Cover, findColleagues, type Named } from "../api.ts";
import type { NewCover } from "../hooks/use-waivers.ts";

const FEWEST_LETTERS = 2;

interface CoverFieldsProps {
  readonly label: string;
  readonly organisation: string;
  readonly cover: Cover;
  /** Whom can be chosen: all colleagues, or only those it covered already. */
  readonly among: Cover | null;
  readonly error: string | null;
  readonly onChange: (cover: Cover) => void;
}

/** Who a waiver covers: everyone, people by name, or a team. */
export function CoverFields({ label, organisation, cover, among, error, onChange }: CoverFieldsProps) {
  const t = useWaiverMessages().request;
  const people = cover.kind === "organisation" ? [] : cover.people;
  const kinds = among === null || among.kind === "organisation" ? KINDS : KINDS.slice(1);
  function choose(kind: string): void {
    if (kind === "people") onChange({ kind, people });
    else if (kind === "team") onChange({ kind, name: "", people });
    else onChange({ kind: "organisation" });
  }
  return (
    <div className="stack stack--tight">
      <SelectField
        label={label}
        value={cover.kind}
        options={kinds.map((kind) => ({
          value: kind,
          label: kind === "organisation" ? t.covers.organisation(organisation) : t.covers[kind],
        }))}
        onChange={choose}
      />
      {cover.kind === "team" ? (
        <TextField
          label={t.teamName}
          value={cover.name}
          maxLength={100}
          onChange={(event) => onChange({ ...cover, name: event.target.value })}
        />
      ) : null}
      {cover.kind === "organisation" ? null : (
        <PeopleField
          people={people}
          among={among === null || among.kind === "organisation" ? null : among.people}
          onChange={(chosen) => onChange({ ...cover, people: chosen })}
        />
      )}
      {error === null ? null : (
        <p className="utrecht-form-field-error-message" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

const KINDS = ["organisation", "people", "team"] as const;

function PeopleField({
  people,
  among,
  onChange,
}: {
  readonly people: readonly Named[];
  readonly among: readonly Named[] | null;
  readonly onChange: (people: readonly Named[]) => void;
}) {
  const t = useWaiverMessages().request;
  const me = useSession()?.person ?? null;
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const { data: found } = useQuery({
    queryKey: ["colleagues", wanted],
    queryFn: ({ signal }) => findColleagues(wanted, signal),
    enabled: among === null && wanted.length >= FEWEST_LETTERS,
  });
  const isChosen = (person: Named) => people.some(({ id }) => id === person.id);
  const candidates = (among ?? found ?? []).filter((person) => !isChosen(person));
  const add = (person: Named) => {
    onChange([...people, { id: person.id, name: person.name }]);
    setTyped("");
  };
  return (
    <div className="stack stack--tight">
      {people.length === 0 ? null : (
        <ul className="row" aria-label={t.chosen}>
          {people.map((person) => (
            <li key={person.id}>
              <Button
                icon={<IconX aria-hidden="true" size={18} />}
                aria-label={t.remove(person.name)}
                onClick={() => onChange(people.filter(({ id }) => id !== person.id))}
              >
                {person.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {among === null ? (
        <>
          <TextField
            label={t.search}
            hint={t.searchHelp}
            type="search"
            autoComplete="off"
            value={typed}
            maxLength={100}
            onChange={(event) => setTyped(event.target.value)}
          />
          <p className="small" role="status">
            {wanted.length >= FEWEST_LETTERS && found !== undefined && candidates.length === 0
              ? t.nobodyFound
              : ""}
          </p>
        </>
      ) : null}
      <ul className="row">
        {me === null || among !== null || isChosen(me) ? null : (
          <li>
            <Button purpose="subtle" icon={<IconPlus aria-hidden="true" size={18} />} onClick={() => add(me)}>
              {t.me}
            </Button>
          </li>
        )}
        {candidates.map((person) => (
          <li key={person.id}>
            <Button
              purpose="subtle"
              icon={<IconPlus aria-hidden="true" size={18} />}
              onClick={() => add(person)}
            >
              {t.add(person.name)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is wrong with a cover, in words; null when it can be sent. */
export function coverProblem(
  cover: Cover,
  t: { readonly nobodyChosen: string; readonly teamNameMissing: string },
): string | null {
  if (cover.kind === "organisation") return null;
  if (cover.kind === "team" && cover.name.trim() === "") return t.teamNameMissing;
  return cover.people.length === 0 ? t.nobodyChosen : null;
}

/** A cover as it is sent: people by id. */
export function asSent(cover: Cover): NewCover {
  switch (cover.kind) {
    case "organisation":
      return { kind: "organisation" };
    case "people":
      return { kind: "people", people: cover.people.map(({ id }) => id) };
    case "team":
      return { kind: "team", name: cover.name.trim(), people: cover.people.map(({ id }) => id) };
  }
}
