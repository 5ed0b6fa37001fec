import { useMessages } from "../../../messages/language.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { ButtonLink } from "../../../primitives/link.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { ANSWER_PATH } from "../../answer/hooks/use-question.ts";
import { EMPTY_QUESTION, writeFragment } from "../../answer/model/question.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { toolName } from "../../rule-sets/model/names.ts";
import { RuleCitations } from "../../rules/components/rule-citation.tsx";
import type { Cell } from "../model/matrix.ts";

interface CellDialogProps {
  readonly rules: Rules;
  readonly cell: Cell | null;
  /** Whom the decision holds for, in words: one organisation, or all with the same picture. */
  readonly names: string;
  /** The situation of the whole comparison. */
  readonly values: Readonly<Record<string, string>>;
  readonly onClose: () => void;
}

/** The rules behind one decision of the comparison. */
export function CellDialog({ rules, cell, names, values, onClose }: CellDialogProps) {
  const { t } = useMessages();
  const { ruleSet } = rules;
  if (cell === null)
    return (
      <Dialog open={false} title="" onClose={onClose}>
        {null}
      </Dialog>
    );
  const decisive = [...new Set(cell.outcomes.flatMap((outcome) => outcome.decisive))];
  const { audience, ...attributes } = values;
  const party = ruleSet.outsideParties.find((candidate) => candidate.audience === audience);
  const others = audience === "own-organisation" ? [] : party === undefined ? null : [party.id];
  return (
    <Dialog open title={t.compare.cellTitle(toolName(ruleSet, cell.tool), names)} onClose={onClose}>
      <div className="stack">
        <div>
          <VerdictBadge verdict={cell.verdict} large />
        </div>
        <p>{t.verdictMeaning[cell.verdict]}</p>
        <RuleCitations ruleSet={ruleSet} ruleIds={decisive} toolId={cell.tool} />
        <div>
          <ButtonLink
            to={ANSWER_PATH}
            hash={writeFragment({
              ...EMPTY_QUESTION,
              asker: cell.organisation,
              others,
              tool: cell.tool,
              attributes,
            })}
            onClick={onClose}
          >
            {t.compare.openAnswer}
          </ButtonLink>
        </div>
      </div>
    </Dialog>
  );
}
