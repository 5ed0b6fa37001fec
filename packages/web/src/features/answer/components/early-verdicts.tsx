import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import type { EarlyVerdict } from "../model/decide.ts";

/** What is certain already, and what still depends, while a question is open. */
export function EarlyVerdicts({ early }: { readonly early: readonly EarlyVerdict[] }) {
  const { t } = useMessages();
  if (early.length === 0) return null;
  const certain = early.filter((entry) => entry.verdict !== "depends");
  const open = early.filter((entry) => entry.verdict === "depends");
  return (
    <Card className="early stack" aria-labelledby="early-title">
      <Heading level={2} id="early-title">
        {t.steps.already}
      </Heading>
      {certain.length === 0 ? <p className="small">{t.steps.nothingCertain}</p> : null}
      <ul className="tool-list">
        {certain.map(({ tool, verdict }) => (
          <li key={tool.id} className="tool-list__link">
            <span className="tool-list__name">{tool.name}</span>
            <VerdictBadge verdict={verdict} />
          </li>
        ))}
      </ul>
      {open.length === 0 ? null : (
        <p className="small">
          <b>{t.steps.notYet}:</b> {open.map(({ tool }) => tool.name).join(", ")}
        </p>
      )}
    </Card>
  );
}
