import { useId } from "react";

interface RadioChoiceProps<Value extends string> {
  /** The question, for screen readers; what stands around it says it to others. */
  readonly question: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  /** Null while nothing was chosen. */
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
}

/** One out of a few, side by side; arrow keys go from one to the next. */
export function RadioChoice<Value extends string>({
  question,
  choices,
  chosen,
  onChoose,
}: RadioChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="fieldset">
      <legend className="visually-hidden">{question}</legend>
      <div className="row">
        {choices.map(({ value, label }) => (
          <label key={value} className="check-row">
            <input
              type="radio"
              name={name}
              className="check-row__box"
              value={value}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
