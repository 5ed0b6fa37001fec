import { useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import { PlainLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { findTools, participantName } from "../../rule-sets/model/names.ts";
import { everydayVerdict } from "../../tools/model/standard-verdict.ts";

/** As many as fit beside the other ways in. */
const SHOWN = 5;

/** Shown before anything is typed: those that the sources speak of most. */
const WELL_KNOWN = ["webex", "microsoft-teams", "whatsapp", "zoom", "email"];

/** Look up a tool by its name. */
export function ToolFinder({ rules }: { readonly rules: Rules }) {
  const { t, say } = useMessages();
  const { aboutYou } = useAboutYou();
  const [typed, setTyped] = useState("");
  const { ruleSet, decider } = rules;
  const found =
    typed.trim() === ""
      ? WELL_KNOWN.flatMap((id) => ruleSet.tools.filter((tool) => tool.id === id))
      : findTools(ruleSet, typed, say);
  const { organisation } = aboutYou;
  return (
    <Card aria-labelledby="tools-title" className="stack">
      <Heading level={2} id="tools-title">
        {t.home.toolsTitle}
      </Heading>
      <TextField
        label={t.home.toolsLabel}
        labelHidden
        type="search"
        placeholder={t.home.toolsPlaceholder}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="visually-hidden" role="status">
        {typed === "" ? "" : t.common.results(found.length)}
      </p>
      {found.length === 0 ? <p>{t.home.toolsNone}</p> : null}
      <ul className="tool-list">
        {found.slice(0, SHOWN).map((tool) => (
          <li key={tool.id}>
            <PlainLink to="/middelen/$tool" params={{ tool: tool.id }} className="tool-list__link">
              <span className="tool-list__name">{tool.name}</span>
              {organisation === null ? null : (
                <VerdictBadge verdict={everydayVerdict(decider, organisation, tool, { activity: null })} />
              )}
            </PlainLink>
          </li>
        ))}
      </ul>
      <p className="tiny">
        {organisation === null
          ? t.home.toolsBasisUnknown
          : t.home.toolsBasis(participantName(ruleSet, organisation, say))}
      </p>
      <p>
        <RouteLink to="/middelen">{t.home.toolsAll(ruleSet.tools.length)}</RouteLink>
      </p>
    </Card>
  );
}
