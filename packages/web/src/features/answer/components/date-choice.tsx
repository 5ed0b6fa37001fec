import { type IsoDate, isDate } from "@akkoord/policy";
import { useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { TextField } from "../../../primitives/fields.tsx";

interface DateChoiceProps {
  readonly date: IsoDate | null;
  readonly today: IsoDate;
  readonly onChoose: (date: IsoDate | null) => void;
}

/** The day the rules must hold on. */
export function DateChoice({ date, today, onChoose }: DateChoiceProps) {
  const { t } = useMessages();
  const [typed, setTyped] = useState(date ?? today);
  const [error, setError] = useState<string | null>(null);
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isDate(typed)) setError(t.situation.dateInvalid);
        else onChoose(typed === today ? null : typed);
      }}
    >
      <TextField
        label={t.situation.dateLabel}
        hint={t.situation.dateHelp}
        error={error}
        type="date"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setError(null);
        }}
      />
      <div className="row">
        <Button type="submit" purpose="primary">
          {t.situation.dateUse}
        </Button>
        {date === null ? null : <Button onClick={() => onChoose(null)}>{t.situation.dateToday}</Button>}
      </div>
    </form>
  );
}
