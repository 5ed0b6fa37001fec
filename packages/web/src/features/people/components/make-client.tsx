import { useState } from "react";
import { usePeopleMessages } from "../../../messages/people.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { CheckList, PickField, SheetEnd } from "../../../primitives/pick-field.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { useOrganisationNames } from "../hooks/use-organisation-name.ts";
import { useScimClientAction } from "../hooks/use-people.ts";

/** Makes a connection with an organisation's administration, and shows its token once. */
export function MakeClient() {
  const t = usePeopleMessages().clients;
  const { choices, short } = useOrganisationNames();
  const own = useSession()?.person?.organisation ?? "";
  const action = useScimClientAction();
  const [organisation, setOrganisation] = useState(own);
  const [name, setName] = useState("");
  const [movesTo, setMovesTo] = useState<readonly string[]>([]);
  const [copied, setCopied] = useState(false);
  // A form that was sent begins anew, without a word about what is not filled in yet.
  const [round, setRound] = useState(1);
  const { error } = action;
  const token = action.data?.token;
  return (
    <Card className="stack" aria-labelledby="make-client">
      <Heading level={2} id="make-client">
        {t.add}
      </Heading>
      <form
        key={round}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setCopied(false);
          action.mutate(
            { kind: "make", organisation, name, movesTo: movesTo.filter((id) => id !== organisation) },
            {
              onSuccess: () => {
                setName("");
                setMovesTo([]);
                setRound(round + 1);
              },
            },
          );
        }}
      >
        <SelectField
          label={t.organisation}
          value={organisation}
          options={choices}
          onChange={setOrganisation}
        />
        <TextField
          label={t.name}
          hint={t.nameHint}
          autoComplete="off"
          required
          maxLength={100}
          value={name}
          error={error instanceof ServerRefusalError ? error.detail : (error?.message ?? null)}
          onChange={(event) => setName(event.target.value)}
        />
        <PickField
          label={t.movesTo}
          chosen={movesTo.map(short)}
          placeholder={t.movesToNone}
          help={t.movesToHelp}
        >
          {(close) => (
            <>
              <CheckList
                legend={t.movesTo}
                legendHidden
                choices={choices.filter(({ value }) => value !== organisation)}
                chosen={movesTo}
                onChange={setMovesTo}
                find={t.find}
                found={t.found}
              />
              <SheetEnd done={t.pickDone} onDone={close} />
            </>
          )}
        </PickField>
        <div>
          <Button purpose="primary" type="submit" busy={action.isPending}>
            {t.addAction}
          </Button>
        </div>
      </form>
      {token === undefined ? null : (
        <Alert kind="ok" announce>
          <div className="stack stack--tight">
            <p>
              <b>{t.tokenTitle}</b> {t.tokenText}
            </p>
            <TextField label={t.token} readOnly value={token} />
            <div>
              <Button onClick={() => void navigator.clipboard.writeText(token).then(() => setCopied(true))}>
                {copied ? t.copied : t.copy}
              </Button>
            </div>
          </div>
        </Alert>
      )}
    </Card>
  );
}
