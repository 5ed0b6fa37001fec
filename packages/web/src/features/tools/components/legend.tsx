import { useMessages } from "../../../messages/language.tsx";
import { type Verdict, VerdictBadge } from "../../../primitives/verdict.tsx";

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

/** What the signs in a table mean: those that occur in it. */
export function Legend({ shown }: { readonly shown: readonly Verdict[] }) {
  const { t } = useMessages();
  return (
    <ul className="legend" aria-label={t.compare.legend}>
      {VERDICTS.filter((verdict) => shown.includes(verdict)).map((verdict) => (
        <li key={verdict}>
          <VerdictBadge verdict={verdict} />
        </li>
      ))}
    </ul>
  );
}
