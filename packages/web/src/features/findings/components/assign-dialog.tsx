import { GOVERNMENT_WIDE_OWNER, type RuleSet } from "@akkoord/policy";
import { type FormEvent, useState } from "react";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { useDecide } from "../hooks/use-findings.ts";
import { NotSaved } from "./accept-dialog.tsx";

interface AssignDialogProps {
  readonly ruleSet: RuleSet;
  readonly family: string;
  readonly owner: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Gives a finding to an organisation or the coordinator to deal with. */
export function AssignDialog({ ruleSet, family, owner, open, onClose, onSaved }: AssignDialogProps) {
  const f = useFindingsMessages();
  const decide = useDecide(family);
  const [chosen, setChosen] = useState(owner);

  function submit(event: FormEvent): void {
    event.preventDefault();
    decide.mutate({ verb: "_assign", body: { owner: chosen } }, { onSuccess: onSaved });
  }
  return (
    <Dialog open={open} title={f.assignTitle} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <SelectField
          label={f.owner}
          value={chosen}
          options={[
            { value: GOVERNMENT_WIDE_OWNER, label: f.government },
            ...ruleSet.organisations.map(({ id, abbreviation, name }) => ({
              value: id,
              label: `${abbreviation}, ${name}`,
            })),
          ]}
          onChange={setChosen}
        />
        <NotSaved error={decide.error} />
        <div>
          <Button type="submit" purpose="primary" busy={decide.isPending}>
            {f.assign}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
