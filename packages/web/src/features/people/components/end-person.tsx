import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { usePeopleMessages } from "../../../messages/people.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import { RadioChoice } from "../../../primitives/radio-choice.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import type { Colleague, Person } from "../api.ts";
import { useOrganisationNames } from "../hooks/use-organisation-name.ts";
import { colleaguesQuery, usePersonAction } from "../hooks/use-people.ts";

interface PersonActionProps {
  readonly person: Pick<Person, "id" | "name">;
  /** Says what was done, where it is heard after this has gone. */
  readonly onDone: (sentence: string) => void;
}

interface EndPersonProps extends PersonActionProps {
  /** As what you end them: their manager takes over by default. */
  readonly by: Ender;
}

type Ender = "operator" | "manager";

/** Ends somebody's access everywhere, after saying what that does and asking who takes over. */
export function EndPerson({ person, by, onDone }: EndPersonProps) {
  const t = usePeopleMessages().end;
  const action = usePersonAction(person.id, () => onDone(t.done(person.name)));
  const [open, setOpen] = useState(false);
  const [heir, setHeir] = useState<Colleague | null>(null);
  const { error } = action;
  return (
    <Card className="stack no-print" aria-labelledby="end-title">
      <Heading level={2} id="end-title">
        {t.title}
      </Heading>
      <p>{t.text}</p>
      <div>
        <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {t.action}
        </Button>
      </div>
      <Dialog open={open} title={t.dialog(person.name)} onClose={() => setOpen(false)}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            action.mutate({ end: { successor: heir?.id ?? null } });
          }}
        >
          <p>{t.what}</p>
          <ul className="bullets">
            {t.consequences(person.name).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
            <li>
              <span role="status">{t.roomsGoTo(heir?.name ?? t.unlessChosen[by].heir)}</span>
            </li>
          </ul>
          <p>{t.backAgain}</p>
          <HeirChoice leaver={person.id} by={by} heir={heir} onChoose={setHeir} />
          {error === null ? null : (
            <Alert kind="error" announce>
              {error instanceof ServerRefusalError ? error.detail : error.message}
            </Alert>
          )}
          <div className="row">
            <Button purpose="primary" type="submit" busy={action.isPending}>
              {t.confirm}
            </Button>
            <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
          </div>
        </form>
      </Dialog>
    </Card>
  );
}

interface HeirChoiceProps {
  readonly leaver: string;
  readonly by: Ender;
  readonly heir: Colleague | null;
  readonly onChoose: (heir: Colleague | null) => void;
}

const NOBODY = "";

/** Who takes over what would be nobody's. */
function HeirChoice({ leaver, by, heir, onChoose }: HeirChoiceProps) {
  const t = usePeopleMessages().end;
  const { short } = useOrganisationNames();
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim());
  const { data } = useQuery(colleaguesQuery(wanted));
  // Who takes over unless somebody else is chosen is there already.
  const me = useSession()?.person?.id;
  const found = (data ?? []).filter(({ id }) => id !== leaver && !(by === "manager" && id === me));
  const others = heir === null || found.some(({ id }) => id === heir.id) ? found : [heir, ...found];
  return (
    <>
      <p>
        <b>{t.heir}</b>
        <br />
        <span className="small">{t.unlessChosen[by].hint}</span>
      </p>
      <TextField
        label={t.find}
        hint={t.findHint}
        type="search"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p role="status" className={found.length > 0 ? "visually-hidden" : undefined}>
        {data === undefined ? "" : found.length === 0 ? t.noneFound : t.foundColleagues(found.length)}
      </p>
      <RadioChoice
        question={t.heir}
        chosen={heir?.id ?? NOBODY}
        choices={[
          { value: NOBODY, label: t.unlessChosen[by].choice },
          ...others.map(({ id, name, organisation }) => ({
            value: id,
            label: [name, short(organisation)].filter((part) => part !== "").join(", "),
          })),
        ]}
        onChoose={(id) => onChoose(others.find((colleague) => colleague.id === id) ?? null)}
      />
    </>
  );
}

/** Lets somebody back in who was ended. */
export function ReinstatePerson({ person, onDone }: PersonActionProps) {
  const t = usePeopleMessages().reinstate;
  const action = usePersonAction(person.id, () => onDone(t.done(person.name)));
  const { error } = action;
  return (
    <Card className="stack no-print" aria-labelledby="reinstate-title">
      <Heading level={2} id="reinstate-title">
        {t.title}
      </Heading>
      <p>{t.text}</p>
      {error === null ? null : (
        <Alert kind="error" announce>
          {error instanceof ServerRefusalError ? error.detail : error.message}
        </Alert>
      )}
      <div>
        <Button busy={action.isPending} onClick={() => action.mutate("reinstate")}>
          {t.action}
        </Button>
      </div>
    </Card>
  );
}
