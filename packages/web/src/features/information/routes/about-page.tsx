import { useMessages } from "../../../messages/language.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { type Verdict, VerdictBadge } from "../../../primitives/verdict.tsx";
import { TextPage } from "../components/text-page.tsx";

const VERDICTS: readonly Verdict[] = [
  "required",
  "recommended",
  "permitted",
  "discouraged",
  "prohibited",
  "unspecified",
  "contested",
  "depends",
];

/** What Akkoord is, where its rules come from, and what its signs mean. */
export function AboutPage() {
  const { t } = useMessages();
  return (
    <TextPage words={t.about}>
      <section className="stack" aria-labelledby="signs">
        <Heading level={2} id="signs">
          {t.about.signsTitle}
        </Heading>
        <ul className="sign-list">
          {VERDICTS.map((verdict) => (
            <li key={verdict}>
              <VerdictBadge verdict={verdict} />
              <span>{t.verdictMeaning[verdict]}</span>
            </li>
          ))}
        </ul>
      </section>
    </TextPage>
  );
}
