import { useFindingsMessages } from "../../../messages/findings.ts";
import { useMessages } from "../../../messages/language.tsx";
import { formatNumber, roughly } from "../model/counts.ts";

/** How large a finding is, in words. */
export function useFigures() {
  const { language } = useMessages();
  const f = useFindingsMessages();
  return {
    situations: (count: number) =>
      count === 1 ? f.oneSituation : f.situations(formatNumber(count, language)),
    people: (count: number) => f.people(formatNumber(roughly(count), language)),
  };
}
