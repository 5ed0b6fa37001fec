import type { Imported } from "@akkoord/exchange";
import { type IsoDate, isDate, type RuleSet } from "@akkoord/policy";
import { useImportMessages } from "../../../messages/import.ts";
import { TextField } from "../../../primitives/fields.tsx";
import type { Reading } from "../model/reading.ts";
import { ProblemList } from "./problem-list.tsx";

type DmnReading = Extract<Reading, { kind: "dmn" }>;

interface DmnStepProps {
  readonly ruleSet: RuleSet;
  readonly reading: DmnReading;
  readonly imported: Imported;
  readonly date: IsoDate;
  readonly onReading: (reading: Reading) => void;
  readonly onDate: (date: IsoDate) => void;
}

/** The second step for decision tables: what could not be read, with a choice beside it. */
export function DmnStep({ ruleSet, reading, imported, date, onReading, onDate }: DmnStepProps) {
  const t = useImportMessages().columns;
  const { mapping } = reading;
  const change = (part: Partial<DmnReading["mapping"]>): void =>
    onReading({ ...reading, mapping: { ...mapping, ...part } });
  return (
    <div className="stack stack--wide">
      <div className="filters">
        <TextField
          label={t.name}
          hint={t.nameHint}
          value={mapping.name}
          maxLength={100}
          onChange={(event) => {
            if (event.target.value.trim() !== "") change({ name: event.target.value });
          }}
        />
        <TextField
          label={t.date}
          type="date"
          value={date}
          onChange={(event) => {
            if (isDate(event.target.value)) onDate(event.target.value);
          }}
        />
      </div>
      <ProblemList
        ruleSet={ruleSet}
        problems={imported.errors}
        words={mapping.words}
        onWords={(words) => change({ words })}
        names={{
          onInput: (expression, meaning) => change({ inputs: { ...mapping.inputs, [expression]: meaning } }),
          onDecision: (table, tool) => change({ decisions: { ...mapping.decisions, [table]: tool } }),
        }}
      />
    </div>
  );
}
