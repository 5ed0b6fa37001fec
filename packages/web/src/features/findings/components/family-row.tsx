import type { RuleSet } from "@akkoord/policy";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { formatDate } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { participantName } from "../../rule-sets/model/names.ts";
import type { FindingFamily, WorklistItem } from "../api.ts";
import { useFigures } from "../hooks/use-figures.ts";
import { ownerName } from "../model/owner.ts";
import { KindBadge } from "./kind-badge.tsx";

const SHOWN_IN_FULL = 8;
const SHOWN_OF_MANY = 5;

interface FamilyRowProps {
  readonly ruleSet: RuleSet;
  readonly family: FindingFamily | WorklistItem;
  /** The page of one finding. */
  readonly to: "/knelpunten/$id" | "/beheer/knelpunten/$id";
  /** Part of the address that keeps the chosen day. */
  readonly hash: string | undefined;
}

/** A family of findings in a list: kind, sentence, size, and what is done about it. */
export function FamilyRow({ ruleSet, family, to, hash }: FamilyRowProps) {
  const { say, language } = useMessages();
  const f = useFindingsMessages();
  const figures = useFigures();
  const shown = family.organisations.length > SHOWN_IN_FULL ? SHOWN_OF_MANY : SHOWN_IN_FULL;
  const names = family.organisations.slice(0, shown).map((id) => participantName(ruleSet, id, say));
  const named = family.organisations.length > shown ? `${names.join(", ")}, …` : names.join(", ");
  return (
    <li className="finding">
      <span className="row">
        <KindBadge kind={family.kind} />
        {"state" in family ? (
          <span className="finding-state">
            {f.states[family.state]}
            {family.returned && family.state === "open" ? `, ${f.returned.toLowerCase()}` : ""}
          </span>
        ) : null}
      </span>
      <p className="finding__sentence">
        <RouteLink to={to} params={{ id: family.finding }} hash={hash}>
          {say(family.sentence)}
        </RouteLink>
      </p>
      <p className="finding__meta">
        {family.findings > 1 ? <span>{f.concerns(family.organisations.length, named)}</span> : null}
        <span>{figures.situations(family.situations)}</span>
        <span>{figures.people(family.people)}</span>
        {family.reports > 0 ? <span>{f.reports(family.reports)}</span> : null}
        {"owner" in family ? <span>{f.ownedBy(ownerName(ruleSet, family.owner, f.government))}</span> : null}
        {"reviewDate" in family && family.reviewDate !== null ? (
          <span>{f.reviewOn(formatDate(family.reviewDate, language))}</span>
        ) : null}
        {"solvedIn" in family && family.solvedIn !== null ? <span>{f.solvedIn(family.solvedIn)}</span> : null}
      </p>
    </li>
  );
}
