import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Avatar } from "../../../primitives/avatar.tsx";
import { Button } from "../../../primitives/button.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import { type FoundPerson, findPeople, type Label } from "../api.ts";
import { useFitAsTold } from "../hooks/use-fit-as-told.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { ROOMS_KEY } from "../hooks/use-rooms.ts";
import { verdictOfFit } from "../model/fit.ts";
import type { Told } from "../model/workplace.ts";
import { FitMark } from "./fit-mark.tsx";
import { RefusalNote } from "./refusal-note.tsx";

const FEWEST_LETTERS = 2;
const NOTHING_TOLD: Told = {};

interface PeopleSearchProps {
  /** Null where the rules are not asked: who is chosen comes in whatever they say. */
  readonly label: Label | null;
  /** Where to look; left out for colleagues of every organisation. */
  readonly among?: {
    readonly organisation: string;
    readonly help: string;
    /** When nobody was found. */
    readonly nobody: string;
  };
  /** The organisations and outside parties that take part already, the hub first. */
  readonly parties: readonly string[];
  /** What whoever looks told of how they work, and did not say to the server yet. */
  readonly told?: Told;
  /** Why somebody cannot be chosen again, in a few words; null when they can. */
  readonly taken: (person: FoundPerson) => string | null;
  /** What the button says. */
  readonly button: string;
  /** Whom something is being done for. */
  readonly busy?: string | null;
  readonly onChoose: (person: FoundPerson) => void;
}

/** Colleagues by name, each with what the rules say of them being here, before anything is done. */
export function PeopleSearch(props: PeopleSearchProps) {
  const t = useRoomMessages().invite;
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const enough = wanted.length >= FEWEST_LETTERS;
  const { among } = props;
  const organisation = among?.organisation ?? null;
  const { data: found } = useQuery({
    queryKey: [...ROOMS_KEY, "people", organisation, wanted],
    queryFn: ({ signal }) => findPeople(wanted, organisation, signal),
    enabled: enough,
    staleTime: 30_000,
  });
  const people = enough ? (found ?? []) : [];
  return (
    <div className="stack stack--tight">
      <TextField
        label={t.search}
        hint={among?.help ?? t.searchHelp}
        type="search"
        autoComplete="off"
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="small" role="status">
        {!enough || found === undefined
          ? ""
          : found.length === 0
            ? (among?.nobody ?? t.nobody)
            : t.results(found.length)}
      </p>
      <ul className="found">
        {people.map((person) => (
          <li key={person.id} className="found__person">
            <Found {...props} person={person} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Found({
  label,
  parties,
  told = NOTHING_TOLD,
  person,
  taken,
  button,
  busy,
  onChoose,
}: PeopleSearchProps & { readonly person: FoundPerson }) {
  const t = useRoomMessages();
  const { partyName } = useRoomRules();
  const why = taken(person);
  const { organisation } = person;
  const withThem =
    organisation === null || parties.includes(organisation) ? parties : [...parties, organisation];
  const fit = useFitAsTold(label, why === null ? withThem : null, told);
  const refused = fit != null && verdictOfFit(fit) === "prohibited";
  return (
    <>
      <Avatar name={person.name} tone="none" />
      <div className="found__text">
        <p className="person__name">
          <bdi>{person.name}</bdi>
        </p>
        <p className="person__facts">
          {person.organisation === null ? t.people.noOrganisation : partyName(person.organisation)}
          {why === null ? null : ` · ${why}`}
        </p>
      </div>
      {why === null ? (
        <div className="found__choose">
          {label === null ? null : <FitMark fit={fit} />}
          {refused ? null : (
            <Button
              icon={<IconPlus aria-hidden="true" size={20} />}
              aria-label={`${button}: ${person.name}`}
              busy={busy === person.id}
              unavailable={busy === person.id}
              onClick={() => onChoose(person)}
            >
              {button}
            </Button>
          )}
        </div>
      ) : null}
      {why === null && refused && fit.refusal !== null ? (
        <div className="found__refusal">
          <RefusalNote refusal={fit.refusal} />
        </div>
      ) : null}
    </>
  );
}
