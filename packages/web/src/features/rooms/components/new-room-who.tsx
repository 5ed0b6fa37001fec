import { IconX } from "@tabler/icons-react";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { useFitAsTold } from "../hooks/use-fit-as-told.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { CATEGORIES } from "../model/categories.ts";
import { type FromAnswer, labelOf, partiesOf, type RoomForm } from "../model/new-room.ts";
import { CarriedWorkplace } from "./carried-workplace.tsx";
import { FitMark } from "./fit-mark.tsx";
import { PeopleSearch } from "./people-search.tsx";
import { RefusalNote } from "./refusal-note.tsx";

interface NewRoomWhoProps {
  readonly form: RoomForm;
  readonly given: FromAnswer;
  readonly mine: string;
  /** It was tried and failed: why is said elsewhere, and not twice. */
  readonly refused: boolean;
  readonly onChange: (form: RoomForm) => void;
}

/** With whom a new room is, with what the rules say of it, and how it is kept. */
export function NewRoomWho({ form, given, mine, refused, onChange }: NewRoomWhoProps) {
  const words = useRoomMessages();
  const t = words.new;
  const { say, language } = useMessages();
  const { partyName } = useRoomRules();
  const me = useSession()?.person?.id;
  const label = labelOf(form);
  const parties = partiesOf(form, mine);
  const fit = useFitAsTold(label, refused ? null : parties, form.told);
  if (label === null) return null;
  const names = (ids: readonly string[]) => formatList(ids.map(partyName), language);
  return (
    <>
      <div className="stack stack--tight">
        {given.organisations.length === 0 ? null : <p>{t.expected(names(given.organisations))}</p>}
        {given.outsideParties.length === 0 ? null : <p>{t.guestsLater(names(given.outsideParties))}</p>}
        <p className="small">{t.whoLead}</p>
      </div>
      {form.people.length === 0 ? null : (
        <ul className="row" aria-label={t.chosen}>
          {form.people.map((person) => (
            <li key={person.id}>
              <Button
                icon={<IconX aria-hidden="true" size={18} />}
                aria-label={t.remove(person.name)}
                onClick={() =>
                  onChange({ ...form, people: form.people.filter(({ id }) => id !== person.id) })
                }
              >
                {person.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <PeopleSearch
        label={label}
        parties={parties}
        told={form.told}
        taken={(person) =>
          person.id === me
            ? words.people.you
            : form.people.some(({ id }) => id === person.id)
              ? t.chosen
              : null
        }
        button={t.addButton}
        onChoose={(person) => onChange({ ...form, people: [...form.people, person] })}
      />
      <SelectField
        label={t.category}
        hint={t.categoryHelp}
        value={form.category ?? ""}
        options={[
          { value: "", label: t.categoryLater },
          ...CATEGORIES.map(({ id, label: name }) => ({ value: id, label: say(name) })),
        ]}
        onChange={(value) => onChange({ ...form, category: value === "" ? null : value })}
      />
      <CarriedWorkplace
        given={given.told}
        told={form.told}
        onChange={(told) => onChange({ ...form, told })}
      />
      <div className="stack stack--tight" aria-live="polite">
        {fit?.allowed ? (
          <p className="row">
            <FitMark fit={fit} /> {t.fits}
          </p>
        ) : null}
        {fit != null && !fit.allowed ? (
          <p>
            <FitMark fit={fit} />
          </p>
        ) : null}
        {fit != null && fit.refusal !== null ? <RefusalNote refusal={fit.refusal} /> : null}
      </div>
    </>
  );
}
