import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf } from "../../rule-sets/model/names.ts";
import { OrganisationChoices } from "./organisation-choices.tsx";

interface AboutYouSheetProps {
  readonly rules: Rules;
  readonly organisation: string | null;
  readonly role: string | null;
  readonly onOrganisation: (id: string) => void;
  readonly onRole: (id: string | null) => void;
  readonly onDone: () => void;
}

/** Who the asker is: role first, because it is short; then the organisation, which closes the sheet. */
export function AboutYouSheet({
  rules,
  organisation,
  role,
  onOrganisation,
  onRole,
  onDone,
}: AboutYouSheetProps) {
  const { t, say } = useMessages();
  const attribute = attributeOf(rules.ruleSet, "role");
  return (
    <div className="stack">
      <p className="small">{t.aboutYou.organisationHelp}</p>
      {attribute === undefined ? null : (
        <SelectField
          label={t.aboutYou.roleLabel}
          value={role ?? ""}
          options={[
            { value: "", label: t.aboutYou.rolePlaceholder },
            ...attribute.values.map((value) => ({ value: value.id, label: say(value.label) })),
          ]}
          onChange={(value) => onRole(value === "" ? null : value)}
        />
      )}
      <OrganisationChoices
        rules={rules}
        chosen={organisation}
        onChoose={(id) => {
          onOrganisation(id);
          onDone();
        }}
      />
      <Button purpose="primary" onClick={onDone}>
        {t.common.done}
      </Button>
    </div>
  );
}
