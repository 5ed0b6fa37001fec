import type { Rule, RuleSet } from "@akkoord/policy";
import { useDeskMessages } from "../../../messages/desk.ts";
import { useMessages } from "../../../messages/language.tsx";
import { cx } from "../../../primitives/cx.ts";
import { useSpeaking } from "../../rules/hooks/use-speaking.ts";
import type { Live } from "../hooks/use-live.ts";
import { ruleName, ruleSentence } from "../model/rule-sentence.ts";

interface SentencesProps {
  readonly live: Live;
  /** The rules of today, to tell what is replaced or goes. */
  readonly base: RuleSet;
  /** The rules to tell, by id; what the draft changes and withdraws when null. */
  readonly only: readonly string[] | null;
}

/** What the rules of the draft say in plain words. */
export function Sentences({ live, base, only }: SentencesProps) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const applied = live.applied?.value ?? null;
  const ruleSet = applied?.ruleSet ?? base;
  const speaking = { ...useSpeaking(ruleSet), words: t.sentence };
  if (applied === null) return null;
  const wanted = only ?? applied.changed?.rules ?? [];
  const rules = wanted.flatMap((id): Rule[] => ruleSet.rules.filter((rule) => rule.id === id));
  const withdrawn = only === null ? (applied.changed?.withdrawn ?? []) : [];
  if (rules.length + withdrawn.length === 0) return null;
  const old = live.problems.length > 0 || live.applied?.of !== live.current;
  return (
    <section className={cx("say", old && "is-old")} aria-labelledby="say-title">
      <h3 className="group-title" id="say-title">
        {rules.length + withdrawn.length > 1 ? t.live.saysMany : t.live.says}
      </h3>
      {rules.map((rule) => (
        <p key={rule.id}>
          {ruleSentence(
            rule,
            speaking,
            base.rules.some(({ id }) => id === rule.id),
          ).map(([text, strong], i) =>
            strong ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one sentence, in order.
              <b key={i}>{text}</b>
            ) : (
              text
            ),
          )}
        </p>
      ))}
      {withdrawn.map((id) => (
        <p key={id}>{t.live.withdraws(ruleName(base, id, { say }))}</p>
      ))}
    </section>
  );
}
