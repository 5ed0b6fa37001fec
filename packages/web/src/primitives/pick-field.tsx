import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { Dialog } from "./dialog.tsx";
import { Checkbox, TextField } from "./fields.tsx";

interface PickFieldProps {
  readonly label: string;
  /** What is chosen, as short texts or other small things. Empty shows `placeholder`. */
  readonly chosen: readonly ReactNode[];
  readonly placeholder: string;
  readonly help?: string;
  /** The heading of the sheet; the label when left out. */
  readonly title?: string;
  /** Shows what is chosen without a way to change it. */
  readonly fixed?: boolean;
  /** What the sheet holds; call `close` when a choice is made. */
  readonly children: (close: () => void) => ReactNode;
}

/** A labelled box with what was chosen; a press opens a sheet to choose in. */
export function PickField({
  label,
  chosen,
  placeholder,
  help,
  title,
  fixed = false,
  children,
}: PickFieldProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const content = (
    <span className="pick__chosen" id={`${id}-value`}>
      {chosen.length === 0 ? <span className="pick__empty">{placeholder}</span> : null}
      {chosen.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items are shown in order and keep nothing.
        <span key={i} className={cx(typeof item === "string" && "pick__tag")}>
          {item}
        </span>
      ))}
    </span>
  );
  return (
    <div className="form-row">
      <span className="form-row__label" id={`${id}-label`}>
        {label}
      </span>
      <div className="form-row__control">
        {fixed ? (
          <div className="pick pick--fixed">{content}</div>
        ) : (
          <button
            type="button"
            className="pick"
            aria-haspopup="dialog"
            aria-labelledby={`${id}-label ${id}-value`}
            aria-describedby={help === undefined ? undefined : `${id}-help`}
            onClick={() => setOpen(true)}
          >
            {content}
            <IconChevronDown aria-hidden="true" size={20} className="pick__caret" />
          </button>
        )}
        {help === undefined ? null : (
          <p className="form-row__help" id={`${id}-help`}>
            {help}
          </p>
        )}
      </div>
      <Dialog open={open} title={title ?? label} onClose={close}>
        {children(close)}
      </Dialog>
    </div>
  );
}

/** Something to choose in a {@link CheckList}. */
export interface CheckChoice {
  readonly value: string;
  readonly label: ReactNode;
  readonly help?: string;
  /** What a search looks at. */
  readonly search: string;
}

interface CheckListProps {
  readonly legend: string;
  readonly legendHidden?: boolean;
  readonly choices: readonly CheckChoice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly columns?: boolean;
  /** Label of the search, which appears when there are many choices. */
  readonly find: string;
  readonly found: (count: number) => string;
}

const MANY = 12;

/** Several to choose from, kept in their own order; with a search when there are many. */
export function CheckList({
  legend,
  legendHidden = false,
  choices,
  chosen,
  onChange,
  columns = false,
  find,
  found,
}: CheckListProps) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase();
  const shown = choices.filter((choice) => choice.search.toLowerCase().includes(wanted));
  return (
    <fieldset className="fieldset">
      <legend className={legendHidden ? "visually-hidden" : "group-title"}>{legend}</legend>
      {choices.length > MANY ? (
        <>
          <TextField
            label={find}
            type="search"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <p className="visually-hidden" role="status">
            {wanted === "" ? "" : found(shown.length)}
          </p>
        </>
      ) : null}
      <div className={cx("checks", columns && "checks--columns")}>
        {shown.map((choice) => (
          <Checkbox
            key={choice.value}
            label={choice.label}
            help={choice.help}
            checked={chosen.includes(choice.value)}
            onChange={(checked) =>
              onChange(
                choices
                  .map(({ value }) => value)
                  .filter((value) => (value === choice.value ? checked : chosen.includes(value))),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The end of a sheet in which every choice counts at once. */
export function SheetEnd({ done, onDone }: { readonly done: string; readonly onDone: () => void }) {
  return (
    <div className="sticky-end">
      <Button purpose="primary" onClick={onDone}>
        {done}
      </Button>
    </div>
  );
}
