import type { Rule, RuleSet } from "@akkoord/policy";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { issuerName } from "../../rule-sets/model/names.ts";
import { RuleItem } from "../../rules/components/rule-item.tsx";
import { useSpeaking } from "../../rules/hooks/use-speaking.ts";
import {
  bearersInWords,
  conditionInWords,
  type Speaking,
  toolsInWords,
  validInWords,
} from "../../rules/model/rule-in-words.ts";
import type { Difference, Field } from "../model/diff.ts";

interface DifferenceViewProps {
  readonly before: RuleSet;
  readonly after: RuleSet;
  readonly difference: Difference;
}

/** What was added, what went and what became different, in words. */
export function DifferenceView({ before, after, difference }: DifferenceViewProps) {
  const { t, say } = useMessages();
  const wasSpeaking = useSpeaking(before);
  const isSpeaking = useSpeaking(after);
  const { added, removed, changed } = difference;
  if (added.length + removed.length + changed.length === 0) return <p role="status">{t.changes.same}</p>;
  return (
    <div className="stack stack--wide">
      <p className="visually-hidden" role="status">
        {t.changes.added(added.length)}, {t.changes.removed(removed.length)},{" "}
        {t.changes.changed(changed.length)}
      </p>
      <RuleGroup title={t.changes.added(added.length)} ruleSet={after} rules={added} id="added" />
      <RuleGroup title={t.changes.removed(removed.length)} ruleSet={before} rules={removed} id="removed" />
      {changed.length === 0 ? null : (
        <section className="stack" aria-labelledby="changed">
          <Heading level={2} id="changed">
            {t.changes.changed(changed.length)}
          </Heading>
          {changed.map((change) => (
            <Card key={change.after.id} as="article" className="stack">
              <Heading level={3}>
                <RouteLink to="/regels/$" params={{ _splat: change.after.id }}>
                  {change.after.words === null ? change.after.id : say(change.after.words)}
                </RouteLink>
              </Heading>
              <div className="change-fields">
                {change.fields.map((field) => (
                  <div key={field} className="change-field">
                    <span className="change-field__name">{t.changes.fields[field]}</span>
                    <span>
                      <b>{t.changes.was}:</b> {fieldInWords(change.before, field, wasSpeaking)}
                    </span>
                    <span>
                      <b>{t.changes.becomes}:</b> {fieldInWords(change.after, field, isSpeaking)}
                    </span>
                  </div>
                ))}
              </div>
            </Card>
          ))}
        </section>
      )}
    </div>
  );
}

interface RuleGroupProps {
  readonly title: string;
  readonly ruleSet: RuleSet;
  readonly rules: readonly Rule[];
  readonly id: string;
}

function RuleGroup({ title, ruleSet, rules, id }: RuleGroupProps) {
  if (rules.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={id}>
      <Heading level={2} id={id}>
        {title}
      </Heading>
      <ul className="rule-list">
        {rules.map((rule) => (
          <RuleItem key={rule.id} ruleSet={ruleSet} rule={rule} />
        ))}
      </ul>
    </section>
  );
}

/** One part of a rule, in words. */
function fieldInWords(rule: Rule, field: Field, speaking: Speaking): string {
  const { ruleSet, t, say, language } = speaking;
  const wordsOf = (
    ids: readonly string[],
    list: readonly { readonly id: string; readonly words: { readonly nl: string; readonly en: string } }[],
  ) =>
    ids.length === 0
      ? t.changes.nothing
      : list
          .filter((entry) => ids.includes(entry.id))
          .map((entry) => say(entry.words))
          .join(" ");
  const ruleNames = (ids: readonly string[]) =>
    ids.length === 0 ? t.changes.nothing : formatList(ids, language);
  switch (field) {
    case "effect":
      return rule.effect === null ? t.rules.noEffect : t.verdict[rule.effect];
    case "tools":
      return toolsInWords(rule.tools, speaking);
    case "when": {
      const parts = conditionInWords(rule.when, speaking);
      return parts.length === 0
        ? t.rules.whenAlways
        : parts.map((part) => `${part.name}: ${part.value}`).join("; ");
    }
    case "bearers":
      return bearersInWords(rule.bearersNamed, speaking);
    case "valid":
      return validInWords(rule.valid, speaking);
    case "duties":
      return wordsOf(rule.duties, ruleSet.vocabulary.duties);
    case "advice":
      return wordsOf(rule.advice, ruleSet.vocabulary.advice);
    case "words":
      return rule.words === null ? t.changes.nothing : say(rule.words);
    case "reading":
      return rule.reading === null ? t.changes.nothing : say(rule.reading);
    case "source":
      return `“${rule.source.quote}”`;
    case "issuer":
      return issuerName(ruleSet, rule.issuer, say, t.rules.government);
    case "layer":
      return t.rules.layers[rule.layer] ?? rule.layer;
    case "force":
      return t.rules.forces[rule.force] ?? rule.force;
    case "yieldsTo":
      return rule.yieldsTo.length === 0
        ? t.changes.nothing
        : formatList(
            rule.yieldsTo.map((layer) => t.rules.layers[layer] ?? layer),
            language,
          );
    case "overrides":
      return ruleNames(rule.overrides);
  }
}
