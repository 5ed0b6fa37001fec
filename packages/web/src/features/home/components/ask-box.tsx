import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { ANSWER_PATH } from "../../answer/hooks/use-question.ts";
import { loadReader } from "../../answer/hooks/use-words.ts";
import { writeFragment } from "../../answer/model/question.ts";
import { understoodQuestion } from "../../answer/model/understood-question.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";

/** Longer than anybody types; the reader of questions refuses more. */
const LONGEST_QUESTION = 4000;

/** Type a question: it is read on the device and becomes a situation. */
export function AskBox({ rules }: { readonly rules: Rules }) {
  const { t } = useMessages();
  const { aboutYou } = useAboutYou();
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function answer(sentence: string): Promise<void> {
    const trimmed = sentence.trim();
    if (trimmed === "") return setError(t.home.askEmpty);
    if (trimmed.length > LONGEST_QUESTION) return setError(t.home.askTooLong(LONGEST_QUESTION));
    setBusy(true);
    const { understand } = await loadReader(rules.ruleSet);
    const question = understoodQuestion(understand(trimmed, aboutYou), aboutYou);
    await navigate({ to: ANSWER_PATH, hash: writeFragment(question), state: { typed: trimmed } });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void answer(typed);
  }

  return (
    <div className="ask">
      <form className="ask__form" onSubmit={submit} noValidate>
        <label className="visually-hidden" htmlFor={id}>
          {t.home.askLabel}
        </label>
        <input
          id={id}
          className="ask__input"
          type="text"
          value={typed}
          maxLength={LONGEST_QUESTION}
          placeholder={t.home.askPlaceholder}
          autoComplete="off"
          enterKeyHint="go"
          aria-invalid={error === null ? undefined : true}
          aria-describedby={error === null ? undefined : `${id}-error`}
          onFocus={() => void loadReader(rules.ruleSet)}
          onChange={(event) => {
            setTyped(event.target.value);
            setError(null);
          }}
        />
        <Button type="submit" purpose="primary" busy={busy}>
          {t.home.askButton}
        </Button>
      </form>
      {error === null ? null : (
        <p className="ask__error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      <ul className="ask__examples" aria-label={t.home.examplesLabel}>
        {t.home.examples.map((example) => (
          <li key={example}>
            <button type="button" className="chip chip--example" onClick={() => void answer(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
