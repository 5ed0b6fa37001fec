import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import type { NewRoom } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { useOpenRoom } from "../hooks/use-rooms.ts";
import { useWorkplace } from "../hooks/use-workplace.ts";
import { asNewRoom, type FromAnswer, formFrom, obstacles, type RoomForm } from "../model/new-room.ts";
import { DeedFailure } from "./deed-failure.tsx";
import { NewRoomWhat } from "./new-room-what.tsx";
import { NewRoomWho } from "./new-room-who.tsx";

interface NewRoomFormProps {
  /** The organisation of whoever opens the room: it stands there. */
  readonly mine: string;
  /** What the answer said, when the room is opened from one. */
  readonly given: FromAnswer;
}

/** A room in two steps: what it is for, and with whom. */
export function NewRoomForm({ mine, given }: NewRoomFormProps) {
  const t = useRoomMessages().new;
  const navigate = useNavigate();
  const { ruleSet } = useRoomRules();
  const [form, setForm] = useState<RoomForm>(() => formFrom(given));
  const [step, setStep] = useState<1 | 2>(1);
  const [tried, setTried] = useState(false);
  const opening = useOpenRoom();
  const { sayTold, saying, error: notSaid, forgetFailure } = useWorkplace();
  const title = useRef<HTMLHeadingElement>(null);
  const shownStep = useRef(step);
  const inTheWay = obstacles(ruleSet, form);
  const failure = opening.error ?? notSaid;

  useEffect(() => {
    if (shownStep.current === step) return;
    shownStep.current = step;
    title.current?.focus();
  }, [step]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (step === 1) {
      setTried(true);
      if (inTheWay.length === 0) setStep(2);
      return;
    }
    tryToOpen();
  }

  function tryToOpen(): void {
    const room = asNewRoom(form, given.activity);
    if (room === null) return;
    forgetFailures();
    open(room).catch(
      // The form itself says what went wrong.
      () => undefined,
    );
  }

  /** The rules of the room look at how its owner works, so that is said first: what the form shows, and no sooner. */
  async function open(room: NewRoom): Promise<void> {
    await sayTold(form.told);
    const id = await opening.mutateAsync(room);
    if (id !== null) await navigate({ to: "/ruimtes/$id", params: { id } });
  }

  /** What went wrong was about the form as it was. */
  function forgetFailures(): void {
    opening.reset();
    forgetFailure();
  }

  function change(changed: RoomForm): void {
    forgetFailures();
    setForm(changed);
  }

  function back(): void {
    forgetFailures();
    setStep(1);
  }

  return (
    <form className="stack stack--wide" onSubmit={submit} noValidate>
      <div>
        <p className="small">{t.step(step, 2)}</p>
        <h2 className="nl-heading nl-heading--level-2" ref={title} tabIndex={-1}>
          {step === 1 ? t.whatTitle : t.whoTitle}
        </h2>
      </div>
      {step === 1 ? (
        <NewRoomWhat form={form} given={given} obstacles={tried ? inTheWay : []} onChange={setForm} />
      ) : (
        <NewRoomWho form={form} given={given} mine={mine} refused={failure !== null} onChange={change} />
      )}
      <DeedFailure error={failure} onAgain={tryToOpen} />
      <div className="row">
        <Button
          type="submit"
          purpose="primary"
          busy={opening.isPending || saying}
          unavailable={opening.isPending || saying || inTheWay.includes("state-secret")}
        >
          {step === 1 ? t.next : t.open}
        </Button>
        {step === 2 ? <Button onClick={back}>{t.back}</Button> : null}
      </div>
    </form>
  );
}
