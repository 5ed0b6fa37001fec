import { IconChevronDown } from "@tabler/icons-react";
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { cx } from "./cx.ts";

interface FieldFrame {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  /** Keep the label for screen readers only, where the place makes it plain to see. */
  readonly labelHidden?: boolean;
}

function frame({ label, hint, error, labelHidden }: FieldFrame, id: string, control: ReactNode) {
  return (
    <div
      className={cx("utrecht-form-field", "utrecht-form-field--text", error && "utrecht-form-field--invalid")}
    >
      <label
        className={cx("utrecht-form-label", "utrecht-form-field__label", labelHidden && "visually-hidden")}
        htmlFor={id}
      >
        {label}
      </label>
      {hint ? (
        <div className="utrecht-form-field-description utrecht-form-field__description" id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
      {error ? (
        <div
          className="utrecht-form-field-error-message utrecht-form-field__error-message"
          id={`${id}-error`}
          role="alert"
        >
          {error}
        </div>
      ) : null}
      <div className="utrecht-form-field__input">{control}</div>
    </div>
  );
}

function describedBy(id: string, { hint, error }: FieldFrame): string | undefined {
  return cx(hint !== undefined && `${id}-hint`, error && `${id}-error`) || undefined;
}

type TextFieldProps = FieldFrame & InputHTMLAttributes<HTMLInputElement>;

/** One line of text, a date or a search. */
export function TextField({ label, hint, error, labelHidden, className, ...rest }: TextFieldProps) {
  const id = useId();
  const own = { label, hint, error, labelHidden };
  return frame(
    own,
    id,
    <input
      {...rest}
      id={id}
      className={cx(
        "utrecht-textbox utrecht-textbox--html-input",
        error && "utrecht-textbox--invalid",
        className,
      )}
      aria-describedby={describedBy(id, own)}
      aria-invalid={error ? true : undefined}
    />,
  );
}

type TextAreaProps = FieldFrame & TextareaHTMLAttributes<HTMLTextAreaElement>;

/** Several lines of text. */
export function TextArea({ label, hint, error, labelHidden, className, ...rest }: TextAreaProps) {
  const id = useId();
  const own = { label, hint, error, labelHidden };
  return frame(
    own,
    id,
    <textarea
      {...rest}
      id={id}
      className={cx(
        "utrecht-textarea utrecht-textarea--html-textarea",
        error && "utrecht-textarea--invalid",
        className,
      )}
      aria-describedby={describedBy(id, own)}
      aria-invalid={error ? true : undefined}
    />,
  );
}

/** A choice of a {@link SelectField}. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

type SelectFieldProps = FieldFrame &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange"> & {
    readonly options: readonly Option[];
    readonly onChange: (value: string) => void;
  };

/** One choice out of a list, by the browser's own control. */
export function SelectField({
  label,
  hint,
  error,
  labelHidden,
  options,
  onChange,
  ...rest
}: SelectFieldProps) {
  const id = useId();
  const own = { label, hint, error, labelHidden };
  return frame(
    own,
    id,
    <span className="select-frame">
      <select
        {...rest}
        id={id}
        className="utrecht-select utrecht-select--html-select"
        aria-describedby={describedBy(id, own)}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <IconChevronDown className="select-frame__caret" aria-hidden="true" size={20} />
    </span>,
  );
}

interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "type"> {
  readonly label: ReactNode;
  readonly help?: string;
  readonly onChange: (checked: boolean) => void;
}

/** One thing that is on or off; the whole row is the target. */
export function Checkbox({ label, help, onChange, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <label className="check-row" htmlFor={id}>
      <input
        {...rest}
        id={id}
        type="checkbox"
        className="utrecht-checkbox utrecht-checkbox--html-input check-row__box"
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {help ? (
          <span className="check-row__help" id={`${id}-help`}>
            {help}
          </span>
        ) : null}
      </span>
    </label>
  );
}
