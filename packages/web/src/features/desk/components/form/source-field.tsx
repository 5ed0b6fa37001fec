import { useState } from "react";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { Button } from "../../../../primitives/button.tsx";
import { Dialog } from "../../../../primitives/dialog.tsx";
import { SelectField, TextField } from "../../../../primitives/fields.tsx";
import type { Entry } from "../../model/read-text.ts";
import { plainFields } from "../../model/read-text.ts";
import { newId } from "../../model/rule-form.ts";
import type { Plain } from "../../model/text-edits.ts";
import { type EditingRule, ownOrInherited } from "./editing-rule.ts";
import { LongTextRow, TextRow } from "./text-row.tsx";

interface SourceFieldProps {
  readonly rule: EditingRule;
  /** Documents that the draft itself adds. */
  readonly added: readonly Entry[];
  readonly onAddDocument: (document: Readonly<Record<string, Plain>>) => void;
}

/** The clause that the rule rests on, word for word, and where it stands. */
export function SourceField({ rule, added, onAddDocument }: SourceFieldProps) {
  const t = useDeskMessages();
  const [adding, setAdding] = useState(false);
  const source = plainFields(rule.entry.fields.source);
  const text = (key: string) => String(source[key] ?? "");
  const inherited = ownOrInherited(rule, "document");
  const document = text("document") || String(inherited ?? "");
  const known = [
    ...rule.ruleSet.sources.map(({ id, title }) => ({ value: id, label: title })),
    ...added
      .filter(({ id }) => !rule.ruleSet.sources.some((one) => one.id === id))
      .map(({ id, fields }) => ({ value: id, label: String(fields.title ?? id) })),
  ];
  return (
    <>
      <div className="form-row">
        <span className="form-row__label" aria-hidden="true">
          {t.form.document}
        </span>
        <div className="form-row__control stack stack--tight">
          <SelectField
            label={t.form.document}
            labelHidden
            value={document}
            disabled={rule.locked}
            options={[
              ...(known.some(({ value }) => value === document)
                ? []
                : [{ value: document, label: document === "" ? t.form.chooseDocument : document }]),
              ...known,
            ]}
            onChange={(value) => rule.set(["source", "document"], value)}
          />
          {rule.locked ? null : (
            <div>
              <Button purpose="subtle" onClick={() => setAdding(true)}>
                {t.form.newDocument}
              </Button>
            </div>
          )}
        </div>
      </div>
      <LongTextRow
        label={t.form.quote}
        help={t.form.sourceHelp}
        lang="nl"
        value={text("quote")}
        disabled={rule.locked}
        onChange={(value) => rule.set(["source", "quote"], value)}
      />
      <TextRow
        label={t.form.place}
        value={text("place")}
        disabled={rule.locked}
        onChange={(value) => rule.set(["source", "place"], value === "" ? undefined : value)}
      />
      <Dialog open={adding} title={t.form.addDocument} onClose={() => setAdding(false)}>
        <NewDocument
          owner={rule.owner}
          taken={known.map(({ value }) => value)}
          onAdd={(fields) => {
            onAddDocument(fields);
            setAdding(false);
          }}
        />
      </Dialog>
    </>
  );
}

interface NewDocumentProps {
  readonly owner: string;
  readonly taken: readonly string[];
  readonly onAdd: (document: Readonly<Record<string, Plain>>) => void;
}

function NewDocument({ owner, taken, onAdd }: NewDocumentProps) {
  const t = useDeskMessages();
  const [title, setTitle] = useState("");
  const [author, setAuthor] = useState("");
  const [date, setDate] = useState("");
  const [url, setUrl] = useState("");
  const [tried, setTried] = useState(false);
  const missing = (value: string, name: string) =>
    tried && value.trim() === "" ? t.form.fillIn(name.toLowerCase()) : null;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (title.trim() === "" || author.trim() === "") return;
        onAdd({
          id: newId(owner, title, taken).replace("/", "-"),
          title: title.trim(),
          author: author.trim(),
          date: date === "" ? null : date,
          ...(url.trim() === "" ? {} : { url: url.trim() }),
        });
      }}
    >
      <TextField
        label={t.form.documentTitle}
        error={missing(title, t.form.documentTitle)}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextField
        label={t.form.documentAuthor}
        error={missing(author, t.form.documentAuthor)}
        value={author}
        onChange={(event) => setAuthor(event.target.value)}
      />
      <TextField
        label={t.form.documentDate}
        type="date"
        value={date}
        onChange={(event) => setDate(event.target.value)}
      />
      <TextField
        label={t.form.documentUrl}
        type="url"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <Button type="submit" purpose="primary">
        {t.form.add}
      </Button>
    </form>
  );
}
