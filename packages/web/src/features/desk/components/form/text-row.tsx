import { type InputHTMLAttributes, type TextareaHTMLAttributes, useId } from "react";

interface RowFrame {
  readonly label: string;
  readonly help?: string;
  readonly onChange: (value: string) => void;
}

type TextRowProps = RowFrame & Omit<InputHTMLAttributes<HTMLInputElement>, "onChange">;

/** One line of text or a day, in a row of the form. */
export function TextRow({ label, help, onChange, ...rest }: TextRowProps) {
  const id = useId();
  return (
    <div className="form-row">
      <label className="form-row__label" htmlFor={id}>
        {label}
      </label>
      <div className="form-row__control">
        <input
          {...rest}
          id={id}
          className="utrecht-textbox utrecht-textbox--html-input"
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          onChange={(event) => onChange(event.target.value)}
        />
        {help === undefined ? null : (
          <p className="form-row__help" id={`${id}-help`}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
}

type LongTextRowProps = RowFrame & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange">;

/** A sentence or two, in a row of the form. */
export function LongTextRow({ label, help, onChange, ...rest }: LongTextRowProps) {
  const id = useId();
  return (
    <div className="form-row">
      <label className="form-row__label" htmlFor={id}>
        {label}
      </label>
      <div className="form-row__control">
        <textarea
          rows={2}
          {...rest}
          id={id}
          className="utrecht-textarea utrecht-textarea--html-textarea form-row__text"
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          onChange={(event) => onChange(event.target.value)}
        />
        {help === undefined ? null : (
          <p className="form-row__help" id={`${id}-help`}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
