import { IconCheck, IconChevronDown, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { cx } from "./cx.ts";
import { Dialog } from "./dialog.tsx";

interface ChipProps {
  /** What it is about, small and grey: "informatie". */
  readonly name: string;
  /** What was chosen; null while it is open, which shows as an invitation. */
  readonly value: string | null;
  /** The invitation while nothing was chosen: a question. */
  readonly invitation?: string;
  /** The heading of the sheet. */
  readonly title: string;
  /** What the sheet holds; call `close` when a choice is made. */
  readonly children: (close: () => void) => ReactNode;
}

/** One part of the situation, changeable in place. */
export function Chip({ name, value, invitation, title, children }: ChipProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className={cx("chip", value === null && "chip--open")}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {value === null ? (
          <>
            <IconPlus aria-hidden="true" size={18} />
            <span>{invitation ?? name}</span>
          </>
        ) : (
          <>
            {value.toLowerCase().includes(name.toLowerCase()) ? null : (
              <span className="chip__name">{name}</span>
            )}
            <span className="chip__value">{value}</span>
            <IconChevronDown className="chip__caret" aria-hidden="true" size={18} />
          </>
        )}
      </button>
      <Dialog open={open} title={title} onClose={close}>
        {children(close)}
      </Dialog>
    </>
  );
}

/** A choice of a {@link ChoiceList}. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
  readonly icon?: ReactNode;
}

interface ChoiceListProps {
  readonly choices: readonly Choice[];
  readonly chosen: string | null;
  readonly onChoose: (value: string) => void;
}

/** Large targets to choose one from: a tap chooses and is done. */
export function ChoiceList({ choices, chosen, onChoose }: ChoiceListProps) {
  return (
    <ul className="choices">
      {choices.map((choice) => (
        <li key={choice.value}>
          <button
            type="button"
            className="choice"
            aria-pressed={choice.value === chosen}
            onClick={() => onChoose(choice.value)}
          >
            {choice.icon ? <span className="choice__icon">{choice.icon}</span> : null}
            <span className="choice__text">
              <span className="choice__label">{choice.label}</span>
              {choice.help ? <span className="choice__help">{choice.help}</span> : null}
            </span>
            {choice.value === chosen ? (
              <IconCheck className="choice__mark" aria-hidden="true" size={22} />
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
