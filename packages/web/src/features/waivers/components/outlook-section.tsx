import type { RuleSet } from "@akkoord/policy";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { attributeOf } from "../../rule-sets/model/names.ts";
import { RuleCitation, RuleCitations } from "../../rules/components/rule-citation.tsx";
import { useOwnerNames } from "../hooks/use-owner-names.ts";
import type { Outlook } from "../model/wish.ts";

interface OutlookSectionProps {
  readonly ruleSet: RuleSet;
  /** Null while no tool was chosen, or the period is wrong. */
  readonly outlook: Outlook | null;
  readonly tool: string;
}

/** What a waiver would take: whose signature, which rules are set aside; or why there can be none. */
export function OutlookSection({ ruleSet, outlook, tool }: OutlookSectionProps) {
  const t = useWaiverMessages().request;
  if (outlook === null) return null;
  return (
    <section className="stack stack--tight" aria-labelledby="waiver-needs" aria-live="polite">
      <Heading level={3} id="waiver-needs">
        {t.needs}
      </Heading>
      <Needs ruleSet={ruleSet} outlook={outlook} tool={tool} />
    </section>
  );
}

function Needs({ ruleSet, outlook, tool }: OutlookSectionProps & { readonly outlook: Outlook }) {
  const { say, language } = useMessages();
  const t = useWaiverMessages().request;
  const ownerNames = useOwnerNames(ruleSet);
  const { outcome, open, owners } = outlook;
  if (outcome === null)
    return (
      <p>
        {t.incomplete(
          formatList(
            open.map((id) => {
              const attribute = attributeOf(ruleSet, id);
              return attribute === undefined ? id : say(attribute.label);
            }),
            language,
          ),
        )}
      </p>
    );
  switch (outcome.kind) {
    case "relaxes":
      return (
        <>
          <p>{t.signatures(ownerNames(owners))}</p>
          {outcome.rules.length === 0 ? (
            <p className="small">{t.noRule}</p>
          ) : (
            <>
              <h4 className="group-title">{t.setsAside}</h4>
              <RuleCitations ruleSet={ruleSet} ruleIds={outcome.rules} toolId={tool} />
            </>
          )}
        </>
      );
    case "blocked":
      return (
        <Alert kind="warning">
          <p>
            <b>{t.blocked}</b>
          </p>
          {outcome.by.map(({ rule, because }) => (
            <div key={rule} className="stack stack--tight">
              <p>{t.bars[because]}</p>
              <RuleCitation ruleSet={ruleSet} ruleId={rule} toolId={tool} />
            </div>
          ))}
        </Alert>
      );
    case "open-already":
      return <p>{t.openAlready}</p>;
    case "unworkable":
      return <Alert kind="warning">{t.unworkable}</Alert>;
    case "too-wide":
      return <Alert kind="warning">{t.tooWide}</Alert>;
  }
}
