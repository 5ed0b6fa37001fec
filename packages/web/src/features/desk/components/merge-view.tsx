import { useId, useMemo, useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Heading } from "../../../primitives/text.tsx";
import type { Clash, Content } from "../hooks/use-editing.ts";
import { conflictsIn, type MergeChoice, type MergePart, mergedText, mergeTexts } from "../model/merge.ts";

interface MergeViewProps {
  readonly clash: Clash;
  readonly onTake: (content: Content) => void;
}

/** Two texts that began as one: what both changed differently asks for a choice, the rest is put together. */
export function MergeView({ clash: { base, mine, theirs }, onTake }: MergeViewProps) {
  const t = useDeskMessages();
  const name = theirs.updatedBy?.name ?? t.merge.someone;
  const parts = useMemo(() => mergeTexts(base.text, mine.text, theirs.text), [base, mine, theirs]);
  const titles = useMemo(() => mergeTexts(base.title, mine.title, theirs.title), [base, mine, theirs]);
  const [choices, setChoices] = useState<readonly (MergeChoice | null)[]>([]);
  const [titleChoice, setTitleChoice] = useState<MergeChoice | null>(null);
  const conflicts = conflictsIn(parts);
  const titleClashes = conflictsIn(titles) > 0;
  const text = mergedText(parts, choices);
  const title = mergedText(titles, [titleChoice]);
  let place = 0;
  return (
    <Card aria-labelledby="merge-title" className="stack merge">
      <Heading level={2} id="merge-title">
        {t.merge.title}
      </Heading>
      <Alert kind="warning" announce>
        <p>{t.merge.text(name)}</p>
      </Alert>
      <p>
        {conflicts + (titleClashes ? 1 : 0) === 0
          ? t.merge.fits
          : t.merge.choose(conflicts + (titleClashes ? 1 : 0))}
      </p>
      {titleClashes ? (
        <Choice
          legend={t.merge.titles}
          name={name}
          mine={[mine.title]}
          theirs={[theirs.title]}
          base={[base.title]}
          withBoth={false}
          chosen={titleChoice}
          onChoose={setTitleChoice}
        />
      ) : null}
      {parts.map((part, i) => {
        if (part.kind === "same")
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts stand in the order of the text and never move.
          return <SameLines key={i} part={part} />;
        const at = place;
        place += 1;
        return (
          <Choice
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts stand in the order of the text and never move.
            key={i}
            legend={t.merge.place(at + 1)}
            name={name}
            mine={part.mine}
            theirs={part.theirs}
            base={part.base}
            withBoth
            chosen={choices[at] ?? null}
            onChoose={(choice) =>
              setChoices(
                Array.from({ length: conflicts }, (_, j) => (j === at ? choice : (choices[j] ?? null))),
              )
            }
          />
        );
      })}
      <div>
        <Button
          purpose="primary"
          unavailable={text === null || title === null}
          onClick={() => {
            if (text !== null && title !== null) onTake({ text, title });
          }}
        >
          {t.merge.take}
        </Button>
      </div>
    </Card>
  );
}

/** Longer stretches without a difference are folded away. */
const SHOWN = 6;

function SameLines({ part }: { readonly part: Extract<MergePart, { kind: "same" }> }) {
  const t = useDeskMessages();
  if (part.lines.length <= SHOWN) return <pre className="literal merge__same">{part.lines.join("\n")}</pre>;
  return (
    <Disclosure summary={t.merge.unchanged(part.lines.length)}>
      <pre className="literal merge__same">{part.lines.join("\n")}</pre>
    </Disclosure>
  );
}

interface ChoiceProps {
  readonly legend: string;
  readonly name: string;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  readonly base: readonly string[];
  readonly withBoth: boolean;
  readonly chosen: MergeChoice | null;
  readonly onChoose: (choice: MergeChoice) => void;
}

function Choice({ legend, name, mine, theirs, base, withBoth, chosen, onChoose }: ChoiceProps) {
  const t = useDeskMessages();
  const group = useId();
  const options: readonly (readonly [MergeChoice, string, readonly string[] | null])[] = [
    ["mine", t.merge.mine, mine],
    ["theirs", t.merge.theirs(name), theirs],
    ...(withBoth ? [["both", t.merge.both, null] as const] : []),
  ];
  return (
    <fieldset className="fieldset merge__choice">
      <legend className="group-title">{legend}</legend>
      {options.map(([choice, label, lines]) => (
        <label key={choice} className="check-row merge__option">
          <input
            type="radio"
            name={group}
            className="check-row__box"
            checked={chosen === choice}
            onChange={() => onChoose(choice)}
          />
          <span className="merge__side">
            <span>{label}</span>
            {lines === null ? null : (
              <span className="literal merge__lines">{lines.join("\n") || t.merge.empty}</span>
            )}
          </span>
        </label>
      ))}
      <Disclosure summary={t.merge.base}>
        <pre className="literal">{base.join("\n") || t.merge.empty}</pre>
      </Disclosure>
    </fieldset>
  );
}
