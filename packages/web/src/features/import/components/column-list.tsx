import {
  addressOf,
  type ColumnMapping,
  cellAt,
  columnIndex,
  type Mapping,
  type Sheet,
} from "@akkoord/exchange";
import type { Attribute } from "@akkoord/policy";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Badge } from "../../../primitives/badge.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { PLAIN_ROLES, roleKey, roleOf, whenChoices, whenKey } from "../model/roles.ts";

interface ColumnListProps {
  readonly attributes: readonly Attribute[];
  readonly sheet: Sheet;
  readonly mapping: Mapping;
  /** How sure the guess is per column; empty for a mapping that was saved before. */
  readonly confidence: readonly number[];
  readonly onChange: (columns: readonly ColumnMapping[]) => void;
}

/** From here on a guess needs no second look. */
const SURE = 0.8;

/** Every column with what it says, to be changed. */
export function ColumnList({ attributes, sheet, mapping, confidence, onChange }: ColumnListProps) {
  return (
    <ul className="import-columns">
      {mapping.columns.map((column, index) => (
        <li key={column.column} className="import-column">
          <ColumnItem
            attributes={attributes}
            sheet={sheet}
            mapping={mapping}
            column={column}
            sure={(confidence[index] ?? 1) >= SURE || column.role.as === "ignore"}
            onChange={(changed) =>
              onChange(mapping.columns.map((other) => (other.column === changed.column ? changed : other)))
            }
          />
        </li>
      ))}
    </ul>
  );
}

interface ColumnItemProps extends Pick<ColumnListProps, "attributes" | "sheet" | "mapping"> {
  readonly column: ColumnMapping;
  readonly sure: boolean;
  readonly onChange: (column: ColumnMapping) => void;
}

function ColumnItem({ attributes, sheet, mapping, column, sure, onChange }: ColumnItemProps) {
  const t = useImportMessages().columns;
  const { say } = useMessages();
  const { role } = column;
  const title = column.header === "" ? t.column(column.column) : column.header;
  const change = (next: ColumnMapping["role"]): void => onChange({ ...column, role: next });
  return (
    <>
      <div className="row row--spread">
        <h3 className="import-column__title">
          {title} <span className="small">{t.column(column.column)}</span>
        </h3>
        {role.as === "ignore" ? null : (
          <Badge tone={sure ? "go" : "care"} icon={sure ? IconCheck : IconAlertTriangle}>
            {sure ? t.sure : t.check}
          </Badge>
        )}
      </div>
      <p className="small break-anywhere">{t.examples(examplesOf(sheet, mapping, column))}</p>
      <SelectField
        label={t.says}
        value={roleKey(role)}
        options={[
          ...PLAIN_ROLES.slice(0, 2).map((as) => ({ value: as, label: t.roles[as] })),
          ...attributes.map(({ id, label }) => ({ value: `attribute:${id}`, label: say(label) })),
          ...PLAIN_ROLES.slice(2).map((as) => ({ value: as, label: t.roles[as] })),
        ]}
        onChange={(key) => change(roleOf(key))}
      />
      {role.as === "tool" || role.as === "attribute" ? (
        <SelectField
          label={t.empty}
          value={role.empty}
          options={(role.as === "tool"
            ? (["error", "above"] as const)
            : (["error", "any", "above"] as const)
          ).map((empty) => ({ value: empty, label: t.empties[empty] }))}
          onChange={(empty) => {
            if (role.as === "attribute")
              change({ ...role, empty: empty === "any" || empty === "above" ? empty : "error" });
            else change({ ...role, empty: empty === "above" ? empty : "error" });
          }}
        />
      ) : null}
      {role.as === "verdict" ? <WhenChoice attributes={attributes} role={role} onChange={change} /> : null}
    </>
  );
}

function WhenChoice({
  attributes,
  role,
  onChange,
}: {
  readonly attributes: readonly Attribute[];
  readonly role: Extract<ColumnMapping["role"], { as: "verdict" }>;
  readonly onChange: (role: ColumnMapping["role"]) => void;
}) {
  const t = useImportMessages().columns;
  const { say } = useMessages();
  const choices = whenChoices(attributes).map(({ when, attribute, value }) => ({
    when,
    key: whenKey(when),
    label: `${say(attribute.label)}: ${labelOf(attribute, value, say)}`,
  }));
  const chosen = whenKey(role.when);
  // A heading may name more than one choice offers: two values, or values of two attributes.
  const own =
    chosen === "" || choices.some(({ key }) => key === chosen) ? [] : [{ value: chosen, label: inWords() }];
  function inWords(): string {
    return attributes
      .flatMap((attribute) => {
        const values = role.when[attribute.id];
        return values === undefined
          ? []
          : [`${say(attribute.label)}: ${values.map((value) => labelOf(attribute, value, say)).join(", ")}`];
      })
      .join("; ");
  }
  return (
    <SelectField
      label={t.when}
      value={chosen}
      options={[
        { value: "", label: t.always },
        ...own,
        ...choices.map(({ key, label }) => ({ value: key, label })),
      ]}
      onChange={(key) => {
        const picked = choices.find((choice) => choice.key === key);
        onChange({ as: "verdict", when: picked?.when ?? (key === "" ? {} : role.when) });
      }}
    />
  );
}

function labelOf(attribute: Attribute, id: string, say: (words: Attribute["label"]) => string): string {
  const value = attribute.values.find((candidate) => candidate.id === id);
  return value === undefined ? id : say(value.label);
}

/** The first different texts of a column. */
function examplesOf(sheet: Sheet, mapping: Mapping, column: ColumnMapping): string {
  const found = new Set<string>();
  for (let row = mapping.headerRows?.to ?? 0; row < sheet.rows.length && found.size < 3; row++) {
    const { text } = cellAt(sheet, row, columnIndex(column.column));
    if (text !== "") found.add(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  }
  return found.size === 0 ? "–" : [...found].join(" · ");
}

/** The id of a cell on the page, to go to from a list of problems. */
export function cellId(row: number, column: number): string {
  return `cell-${addressOf(row, column)}`;
}
