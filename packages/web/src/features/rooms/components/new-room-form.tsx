import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { useOpenRoom } from "../hooks/use-rooms.ts";
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
  const title = useRef<HTMLHeadingElement>(null);
  const shownStep = useRef(step);
  const inTheWay = obstacles(ruleSet, form);

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
    const room = asNewRoom(form, given.activity);
    if (room === null) return;
    opening.mutateAsync(room).then(
      (id) => (id === null ? undefined : navigate({ to: "/ruimtes/$id", params: { id } })),
      // The form itself says what went wrong.
      () => undefined,
    );
  }

  function back(): void {
    opening.reset();
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
        <NewRoomWho form={form} given={given} mine={mine} onChange={setForm} />
      )}
      <DeedFailure error={opening.error} />
      <div className="row">
        <Button
          type="submit"
          purpose="primary"
          busy={opening.isPending}
          unavailable={opening.isPending || inTheWay.includes("state-secret")}
        >
          {step === 1 ? t.next : t.open}
        </Button>
        {step === 2 ? <Button onClick={back}>{t.back}</Button> : null}
      </div>
    </form>
  );
}
