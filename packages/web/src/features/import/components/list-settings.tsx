import type { Mapping, TableFile } from "@akkoord/exchange";
import { EFFECTS, type IsoDate, isDate } from "@akkoord/policy";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";

interface ListSettingsProps {
  readonly file: TableFile;
  /** The place of the chosen sheet in the file. */
  readonly sheet: number;
  readonly mapping: Mapping;
  readonly date: IsoDate;
  readonly onSheet: (sheet: number) => void;
  readonly onMapping: (mapping: Mapping) => void;
  readonly onDate: (date: IsoDate) => void;
}

/** What holds for the list as a whole. */
export function ListSettings({ file, sheet, mapping, date, onSheet, onMapping, onDate }: ListSettingsProps) {
  const t = useImportMessages().columns;
  const { t: words } = useMessages();
  const { headerRows } = mapping;
  const setHeaders = (from: number, to: number): void =>
    onMapping({ ...mapping, headerRows: from < 1 ? null : { from, to: Math.max(from, to) } });
  const hasVerdicts = mapping.columns.some(({ role }) => role.as === "verdict");
  return (
    <div className="filters">
      <TextField
        label={t.name}
        hint={t.nameHint}
        value={mapping.name}
        maxLength={100}
        onChange={(event) => {
          if (event.target.value.trim() !== "") onMapping({ ...mapping, name: event.target.value });
        }}
      />
      {file.sheets.length > 1 ? (
        <SelectField
          label={t.sheet}
          value={String(sheet)}
          options={file.sheets.map(({ name, hidden }, index) => ({
            value: String(index),
            label: hidden ? t.hiddenSheet(name) : name,
          }))}
          onChange={(value) => onSheet(Number(value))}
        />
      ) : null}
      <TextField
        label={t.date}
        hint={t.dateHint}
        type="date"
        value={date}
        onChange={(event) => {
          if (isDate(event.target.value)) onDate(event.target.value);
        }}
      />
      {hasVerdicts ? null : (
        <SelectField
          label={t.verdict}
          value={mapping.verdict ?? ""}
          options={[
            { value: "", label: t.verdictNone },
            ...EFFECTS.map((effect) => ({ value: effect, label: words.verdict[effect] })),
          ]}
          onChange={(value) =>
            onMapping({ ...mapping, verdict: EFFECTS.find((effect) => effect === value) ?? null })
          }
        />
      )}
      <TextField
        label={t.headerFrom}
        hint={t.headerHint}
        type="number"
        min={0}
        max={30}
        value={headerRows?.from ?? 0}
        onChange={(event) => setHeaders(Number(event.target.value), headerRows?.to ?? 0)}
      />
      {headerRows === null ? null : (
        <TextField
          label={t.headerTo}
          type="number"
          min={headerRows.from}
          max={30}
          value={headerRows.to}
          onChange={(event) => setHeaders(headerRows.from, Number(event.target.value))}
        />
      )}
    </div>
  );
}
