import { type FormEvent, useEffect, useRef, useState } from "react";
import { useGuestMessages } from "../../../messages/guests.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import { useAskForLink } from "../hooks/use-guests.ts";
import { looksLikeAddress } from "./invite-guest.tsx";
import { PostvakNote } from "./postvak-note.tsx";

/** Asks for a link by mail. Says the same whether the address is known or not. */
export function AskLink() {
  const t = useGuestMessages().ask;
  const ask = useAskForLink();
  const [email, setEmail] = useState("");
  const [tried, setTried] = useState(false);
  const isWrong = !looksLikeAddress(email);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!isWrong) ask.mutate(email.trim());
  }

  if (ask.data !== undefined) return <Asked minutes={ask.data} onAgain={() => ask.reset()} />;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={t.email}
        hint={t.emailHelp}
        type="email"
        inputMode="email"
        autoComplete="email"
        required
        maxLength={254}
        value={email}
        error={tried && isWrong ? t.emailMissing : null}
        onChange={(event) => setEmail(event.target.value)}
      />
      {ask.isError ? (
        <Alert kind="error" announce>
          <p>
            {t.failed} {ask.error instanceof ServerRefusalError ? ask.error.detail : null}
          </p>
        </Alert>
      ) : null}
      <div>
        <Button type="submit" purpose="primary" busy={ask.isPending} unavailable={ask.isPending}>
          {t.send}
        </Button>
      </div>
    </form>
  );
}

function Asked({ minutes, onAgain }: { readonly minutes: number; readonly onAgain: () => void }) {
  const t = useGuestMessages().ask;
  const title = useRef<HTMLHeadingElement>(null);
  // The form is gone, and the focus with it: it goes to what came in its place.
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="stack">
      <h2 className="nl-heading nl-heading--level-2" ref={title} tabIndex={-1}>
        {t.doneTitle}
      </h2>
      <p>{t.done(minutes)}</p>
      <p className="small">{t.nothing}</p>
      <PostvakNote />
      <div>
        <Button onClick={onAgain}>{t.again}</Button>
      </div>
    </div>
  );
}
