import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { TextArea, TextField } from "../../../primitives/fields.tsx";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { isStateSecret } from "../model/label.ts";
import {
  type FromAnswer,
  LONGEST_NAME,
  LONGEST_PURPOSE,
  type Obstacle,
  type RoomForm,
} from "../model/new-room.ts";
import { LabelChoice } from "./label-choice.tsx";

interface NewRoomWhatProps {
  readonly form: RoomForm;
  readonly given: FromAnswer;
  /** What to say is missing. */
  readonly obstacles: readonly Obstacle[];
  readonly onChange: (form: RoomForm) => void;
}

/** What a new room is for: its name, its purpose and its label. */
export function NewRoomWhat({ form, given, obstacles, onChange }: NewRoomWhatProps) {
  const t = useRoomMessages().new;
  const { ruleSet } = useRoomRules();
  const { say } = useMessages();
  const isSecret = form.information !== null && isStateSecret(ruleSet, form.information);
  const facility = ruleSet.vocabulary.advice.find(({ id }) => id === "use-accredited-facility");
  return (
    <>
      <TextField
        label={t.name}
        hint={t.nameHelp}
        value={form.name}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        error={obstacles.includes("name-missing") ? t.nameMissing : null}
        onChange={(event) => onChange({ ...form, name: event.target.value })}
      />
      <TextArea
        label={t.purpose}
        hint={t.purposeHelp}
        value={form.purpose}
        maxLength={LONGEST_PURPOSE}
        rows={2}
        onChange={(event) => onChange({ ...form, purpose: event.target.value })}
      />
      <LabelChoice
        legend={t.labelTitle}
        help={Object.keys(given.label).length > 0 ? t.fromAnswer : t.labelHelp}
        value={form}
        error={obstacles.includes("label-missing") ? t.chooseLabel : null}
        onChange={(label) => onChange({ ...form, ...label })}
      />
      {isSecret ? (
        <Alert kind="error" announce>
          <div className="stack stack--tight">
            <p>
              <b>{t.secretTitle}</b>
            </p>
            <p>{facility === undefined ? t.secret : say(facility.words)}</p>
          </div>
        </Alert>
      ) : null}
    </>
  );
}
