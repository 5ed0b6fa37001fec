import type { RuleSet } from "@akkoord/policy";
import { type FormEvent, useState } from "react";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { issuerName } from "../../rule-sets/model/names.ts";

/** What the first step gives. */
export interface ChosenFile {
  readonly owner: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The text of a mapping that was saved before. */
  readonly mapping: string | null;
}

interface ChooseFileProps {
  readonly ruleSet: RuleSet;
  /** Whose rules somebody may make; at least one. */
  readonly owners: readonly string[];
  readonly busy: boolean;
  /** Why the last file could not be read. */
  readonly refusal: string | null;
  readonly onChoose: (file: ChosenFile) => void;
}

/** The first step: which file, and whose rules they become. */
export function ChooseFile({ ruleSet, owners, busy, refusal, onChoose }: ChooseFileProps) {
  const t = useImportMessages();
  const { t: words, say } = useMessages();
  const [owner, setOwner] = useState(owners[0] ?? "");
  const [list, setList] = useState<File | null>(null);
  const [mapping, setMapping] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);

  async function go(event: FormEvent): Promise<void> {
    event.preventDefault();
    setMissing(list === null);
    if (list === null) return;
    onChoose({
      owner,
      name: list.name,
      bytes: new Uint8Array(await list.arrayBuffer()),
      mapping: mapping === null ? null : await mapping.text(),
    });
  }

  return (
    <Card>
      <form className="stack" onSubmit={(event) => void go(event)} noValidate>
        {owners.length > 1 ? (
          <SelectField
            label={t.file.owner}
            value={owner}
            options={owners.map((one) => ({
              value: one,
              label: issuerName(ruleSet, one, say, words.rules.government),
            }))}
            onChange={setOwner}
          />
        ) : null}
        <TextField
          type="file"
          label={t.file.label}
          hint={t.file.hint}
          error={missing ? t.file.first : null}
          accept=".csv,.txt,.tsv,.xlsx,.dmn,.xml"
          onChange={(event) => setList(event.target.files?.[0] ?? null)}
        />
        <TextField
          type="file"
          label={t.file.mappingLabel}
          hint={t.file.mappingHint}
          accept=".json"
          onChange={(event) => setMapping(event.target.files?.[0] ?? null)}
        />
        {refusal === null ? null : (
          <Alert kind="error" announce>
            <p>{refusal}</p>
          </Alert>
        )}
        <div>
          <Button purpose="primary" type="submit" busy={busy}>
            {busy ? t.file.reading : t.file.go}
          </Button>
        </div>
      </form>
    </Card>
  );
}
