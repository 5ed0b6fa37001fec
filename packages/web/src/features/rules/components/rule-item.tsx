import type { Rule, RuleSet } from "@akkoord/policy";
import { useMessages } from "../../../messages/language.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { useSpeaking } from "../hooks/use-speaking.ts";
import { bearersInWords, validInWords } from "../model/rule-in-words.ts";

/** A rule in a list: its verdict, its words, for whom and since when. */
export function RuleItem({ ruleSet, rule }: { readonly ruleSet: RuleSet; readonly rule: Rule }) {
  const { t, say } = useMessages();
  const speaking = useSpeaking(ruleSet);
  return (
    <li className="rule-item">
      {rule.effect === null ? (
        <span className="tag">{t.rules.noEffect}</span>
      ) : (
        <VerdictBadge verdict={rule.effect} />
      )}
      <p className="rule-item__words">
        <RouteLink to="/regels/$" params={{ _splat: rule.id }}>
          {rule.words === null ? rule.id : say(rule.words)}
        </RouteLink>
      </p>
      <p className="rule-item__meta">
        <span>{bearersInWords(rule.bearersNamed, speaking)}</span>
        <span>{validInWords(rule.valid, speaking)}</span>
      </p>
    </li>
  );
}
