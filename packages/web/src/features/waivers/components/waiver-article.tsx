import type { RuleSet } from "@akkoord/policy";
import type { Icon } from "@tabler/icons-react";
import {
  IconCheck,
  IconCircleDashed,
  IconClockOff,
  IconProgressCheck,
  IconRotate,
  IconX,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { formatMoment, formatPeriod } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { Badge, type Tone } from "../../../primitives/badge.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useRuleSet } from "../../rule-sets/hooks/use-rules.ts";
import { participantName, toolName } from "../../rule-sets/model/names.ts";
import { RuleCitations } from "../../rules/components/rule-citation.tsx";
import type { WaiverRequest, WaiverState } from "../api.ts";
import { useCoverWords } from "../hooks/use-cover-words.ts";
import { useOwnerNames } from "../hooks/use-owner-names.ts";
import { daysBetween } from "../model/waiver-in-answer.ts";
import { Consequences } from "./consequences.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { Where } from "./where.tsx";

const STATE_SIGNS: Readonly<Record<WaiverState, { readonly tone: Tone; readonly icon: Icon }>> = {
  requested: { tone: "care", icon: IconCircleDashed },
  "partly-agreed": { tone: "care", icon: IconProgressCheck },
  granted: { tone: "go", icon: IconCheck },
  refused: { tone: "stop", icon: IconX },
  withdrawn: { tone: "none", icon: IconRotate },
  expired: { tone: "none", icon: IconClockOff },
};

interface WaiverArticleProps {
  readonly waiver: WaiverRequest;
  readonly today: string;
  /** Show everything from the start, for who must decide. */
  readonly unfolded: boolean;
  readonly onDone: (deed: "agree" | "refuse" | "withdraw") => void;
}

/** One request or waiver: for whom, where, until when, which rules it sets aside, and what somebody may do with it. */
export function WaiverArticle({ waiver, today, unfolded, onDone }: WaiverArticleProps) {
  const { t: common, say, language } = useMessages();
  const t = useWaiverMessages();
  const ruleSet = useRuleSet(waiver.ruleSet);
  const coverWords = useCoverWords(ruleSet);
  const [deed, setDeed] = useState<"agree" | "refuse" | "withdraw" | null>(null);
  const tool = toolName(ruleSet, waiver.tool);
  const sign = STATE_SIGNS[waiver.state];
  const details = <Details ruleSet={ruleSet} waiver={waiver} />;
  const decides = waiver.abilities.includes("agree");
  // Who can refuse need not withdraw as well.
  const offered = waiver.abilities.filter((ability) => !(decides && ability === "withdraw"));
  return (
    <Card as="article" className="stack" aria-labelledby={`waiver-${waiver.id}`}>
      <div className="stack stack--tight">
        <Heading level={3} id={`waiver-${waiver.id}`}>
          {t.waiver.title(tool, participantName(ruleSet, waiver.organisation, say))}
        </Heading>
        <div className="row">
          <Badge tone={sign.tone} icon={sign.icon}>
            {t.waiver.states[waiver.state]}
          </Badge>
          {waiver.expiresSoon ? <b>{t.page.expiresIn(daysBetween(today, waiver.valid.to))}</b> : null}
        </div>
      </div>
      <DataList
        items={[
          {
            key: t.waiver.asker,
            value: t.waiver.askedOn(waiver.asker.name, formatMoment(waiver.requestedAt, language)),
          },
          { key: t.waiver.reason, value: waiver.reason },
          { key: t.waiver.period, value: formatPeriod(waiver.valid, language, common) },
          { key: t.waiver.who, value: coverWords(waiver) },
          ...(waiver.ending === null
            ? []
            : [
                {
                  key: waiver.state === "refused" ? t.waiver.refusedBy : t.waiver.withdrawnBy,
                  value: `${t.waiver.ended(waiver.ending.by?.name ?? t.waiver.byItself, formatMoment(waiver.ending.at, language))}. ${waiver.ending.reason}`,
                },
              ]),
        ]}
      />
      {unfolded ? details : <Disclosure summary={t.waiver.details}>{details}</Disclosure>}
      {decides ? <Consequences ruleSet={ruleSet} waiver={waiver} /> : null}
      {offered.length === 0 ? null : (
        <div className="row">
          {offered.map((ability) => (
            <Button
              key={ability}
              purpose={ability === "agree" ? "primary" : "secondary"}
              onClick={() => setDeed(ability)}
            >
              {t.decide[ability]}
            </Button>
          ))}
        </div>
      )}
      <ReasonDialog waiver={waiver} deed={deed} onClose={() => setDeed(null)} onDone={onDone} />
    </Card>
  );
}

/** Where it holds, the rules it sets aside with their quotes, its conditions, and who signed. */
function Details({ ruleSet, waiver }: { readonly ruleSet: RuleSet; readonly waiver: WaiverRequest }) {
  const { say, language } = useMessages();
  const t = useWaiverMessages().waiver;
  const ownerNames = useOwnerNames(ruleSet);
  const others = waiver.situation.participants.flatMap(({ id }) => (id === waiver.organisation ? [] : [id]));
  const duties = ruleSet.vocabulary.duties.filter(({ id }) => waiver.duties.includes(id));
  const signed = waiver.signatures.map(({ owner, verdict, by, at, reason }): [string, ReactNode] => {
    const name = ownerNames([owner]);
    if (verdict === null || by === null || at === null) return [owner, t.pending(name)];
    const day = formatMoment(at, language);
    const said = verdict === "agreed" ? t.agreed(by.name, name, day) : t.refused(by.name, name, day);
    return [owner, `${said}. ${reason ?? ""}`];
  });
  return (
    <div className="stack">
      <section className="stack stack--tight">
        <h4 className="group-title">{t.where}</h4>
        <Where ruleSet={ruleSet} when={waiver.when} others={others} />
      </section>
      <section className="stack stack--tight">
        <h4 className="group-title">{t.relaxes}</h4>
        {waiver.relaxes.length === 0 ? (
          <p>{t.relaxesNothing}</p>
        ) : (
          <RuleCitations ruleSet={ruleSet} ruleIds={waiver.relaxes} toolId={waiver.tool} />
        )}
      </section>
      {duties.length === 0 ? null : (
        <section className="stack stack--tight">
          <h4 className="group-title">{t.duties}</h4>
          <ul className="bullets">
            {duties.map((duty) => (
              <li key={duty.id}>{say(duty.words)}</li>
            ))}
          </ul>
        </section>
      )}
      <section className="stack stack--tight">
        <h4 className="group-title">{t.signatures}</h4>
        <ul className="bullets">
          {signed.map(([owner, line]) => (
            <li key={owner}>{line}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}
