import { type Imported, slug, writeMapping } from "@akkoord/exchange";
import type { IsoDate, RuleSet } from "@akkoord/policy";
import { IconDownload } from "@tabler/icons-react";
import { formatList } from "../../../messages/format.ts";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { saveFile } from "../../../platform/save-file.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { type Reading, sheetOf, withMapping, withSheet } from "../model/reading.ts";
import { ColumnList } from "./column-list.tsx";
import { ListSettings } from "./list-settings.tsx";
import { ProblemList } from "./problem-list.tsx";
import { SheetTable } from "./sheet-table.tsx";

type TableReading = Extract<Reading, { kind: "table" }>;

interface TableStepProps {
  readonly ruleSet: RuleSet;
  readonly reading: TableReading;
  readonly imported: Imported;
  readonly date: IsoDate;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly onReading: (reading: Reading) => void;
  readonly onDate: (date: IsoDate) => void;
}

/** The second step for a list: what each column says, and the cells that cannot be read. */
export function TableStep({ ruleSet, reading, imported, date, aliases, onReading, onDate }: TableStepProps) {
  const t = useImportMessages();
  const { language } = useMessages();
  const { mapping, file } = reading;
  const { csv } = file.table;
  const sheet = sheetOf(reading);
  return (
    <div className="stack stack--wide">
      {csv === null ? null : (
        <p className="small">{t.file.readAs(csv.encoding, t.file.separators[csv.separator])}</p>
      )}
      {csv?.openQuote === true ? (
        <Alert kind="warning">
          <p>{t.file.openQuote}</p>
        </Alert>
      ) : null}
      {reading.missing.length === 0 ? null : (
        <Alert kind="warning">
          <p>{t.columns.missing(formatList(reading.missing, language))}</p>
        </Alert>
      )}
      <Disclosure
        summary={t.columns.settings}
        open={mapping.columns.every(({ role }) => role.as !== "verdict")}
      >
        <ListSettings
          file={file.table}
          sheet={reading.sheet}
          mapping={mapping}
          date={date}
          onSheet={(place) => onReading(withSheet(reading, place, ruleSet, aliases))}
          onMapping={(changed) => onReading(withMapping(reading, changed))}
          onDate={onDate}
        />
      </Disclosure>
      <ColumnList
        attributes={ruleSet.vocabulary.attributes}
        sheet={sheet}
        mapping={mapping}
        confidence={reading.confidence}
        onChange={(columns) => onReading(withMapping(reading, { ...mapping, columns }))}
      />
      <ProblemList
        ruleSet={ruleSet}
        problems={imported.errors}
        words={mapping.words}
        onWords={(words) => onReading(withMapping(reading, { ...mapping, words }))}
      />
      <section className="stack" aria-labelledby="sheet-title">
        <div className="row row--spread">
          <Heading level={2} id="sheet-title">
            {t.sheet.title}
          </Heading>
          <Button
            purpose="subtle"
            icon={<IconDownload aria-hidden="true" size={20} />}
            onClick={() =>
              saveFile(t.columns.saveName(slug(mapping.name)), "application/json", writeMapping(mapping))
            }
          >
            {t.columns.save}
          </Button>
        </div>
        <SheetTable sheet={sheet} headerRows={mapping.headerRows} problems={imported.errors} />
      </section>
    </div>
  );
}
