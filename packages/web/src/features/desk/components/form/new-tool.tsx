import { type FormEvent, useState } from "react";
import { useDeskMessages } from "../../../../messages/desk.ts";
import { useMessages } from "../../../../messages/language.tsx";
import { Button } from "../../../../primitives/button.tsx";
import { TextField } from "../../../../primitives/fields.tsx";
import { CheckList } from "../../../../primitives/pick-field.tsx";
import { newId } from "../../model/rule-form.ts";
import type { Plain } from "../../model/text-edits.ts";
import type { EditingRule } from "./editing-rule.ts";

interface NewToolProps {
  readonly rule: EditingRule;
  readonly taken: readonly string[];
  readonly onAdd: (tool: Readonly<Record<string, Plain>>) => void;
}

/** A tool that the catalogue does not have yet. */
export function NewTool({ rule, taken, onAdd }: NewToolProps) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const [name, setName] = useState("");
  const [supplier, setSupplier] = useState("");
  const [country, setCountry] = useState("");
  const [activities, setActivities] = useState<readonly string[]>([]);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const { attributes } = rule.ruleSet.vocabulary;
  const served = attributes.find(({ id }) => id === "activity")?.values ?? [];
  const known = [...new Set(rule.ruleSet.tools.flatMap((tool) => tool.tags))].toSorted();
  const shared = { find: t.form.find, found: t.form.found };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || activities.length === 0) return;
    onAdd({
      id: newId(rule.owner, name, taken).replace(/^[^/]*\//, ""),
      name: name.trim(),
      ...(supplier.trim() === "" ? {} : { supplier: supplier.trim() }),
      ...(country.trim() === "" ? {} : { supplierCountry: country.trim().toUpperCase() }),
      activities,
      ...(tags.length === 0 ? {} : { tags }),
    });
  }

  return (
    <form className="stack" noValidate onSubmit={submit}>
      <TextField
        label={t.form.toolName}
        error={tried && name.trim() === "" ? t.form.fillIn(t.form.toolName.toLowerCase()) : null}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <CheckList
        {...shared}
        legend={t.form.servesActivities}
        columns
        choices={served.map(({ id, label }) => ({ value: id, label: say(label), search: say(label) }))}
        chosen={activities}
        onChange={setActivities}
      />
      {tried && activities.length === 0 ? (
        <p className="utrecht-form-field-error-message" role="alert">
          {t.form.fillIn(t.form.servesActivities.toLowerCase())}
        </p>
      ) : null}
      <CheckList
        {...shared}
        legend={t.form.toolTags}
        columns
        choices={known.map((tag) => ({ value: tag, label: tag, search: tag }))}
        chosen={tags}
        onChange={setTags}
      />
      <TextField
        label={t.form.supplier}
        value={supplier}
        onChange={(event) => setSupplier(event.target.value)}
      />
      <TextField
        label={t.form.supplierCountry}
        hint={t.form.supplierCountryHelp}
        maxLength={2}
        value={country}
        onChange={(event) => setCountry(event.target.value)}
      />
      <Button type="submit" purpose="primary">
        {t.form.add}
      </Button>
    </form>
  );
}
