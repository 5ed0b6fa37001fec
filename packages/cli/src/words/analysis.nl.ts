import type { FindingKind, RepairAdvice } from "@akkoord/policy";

const kinds: Readonly<Record<FindingKind, string>> = {
  "tool-gap": "Geen middel",
  "coalition-gap": "Samen geen middel",
  "norm-conflict": "Regels spreken elkaar tegen",
  unworkable: "Niet uitvoerbaar",
  "normative-gap": "Geen regel",
  "addressee-gap": "Niemand gebonden",
  "dead-rule": "Regel zonder werking",
};

const noRepair: Readonly<Record<NonNullable<RepairAdvice["none"]>, string>> = {
  "not-for-this-kind":
    "Hier zijn geen vaste stappen voor. Iemand moet beslissen wat de regels zouden moeten zeggen.",
  "no-longer-there": "Dit knelpunt is er op deze dag niet.",
  blocked:
    "Er is geen reparatie. Regels uit een wet of verdrag staan in de weg, of er is geen middel om toe te laten.",
  "not-found": "Er zijn te veel mogelijke stappen om allemaal te wegen. Daarbij is geen reparatie gevonden.",
};

/** What the commands about findings, changes and repairs say, in Dutch. */
export const analysisNl = {
  kinds,
  noRepair,
  noFindings: "Geen knelpunten gevonden.",
  findings: (findings: number, families: number) =>
    findings === 1 ? "1 knelpunt." : `${findings} knelpunten, in ${families} soorten.`,
  summary: (kind: string, organisations: number, situations: number, people: string) =>
    `${kind} · ${organisations === 1 ? "1 organisatie" : `${organisations} organisaties`} · ${
      situations === 1 ? "1 situatie" : `${situations} situaties`
    }${people}`,
  groups: (count: number) => ` · ${count} groepen van organisaties`,
  alsoAt: (names: string) => `Ook bij ${names}.`,
  alsoTogether: (names: string) => `Ook samen: ${names}.`,
  andMore: (count: number) => ` en nog ${count}`,
  because: "Komt door",
  example: "Voorbeeld",
  outcomesOf: (organisation: string, outcomes: string) => `${organisation}: ${outcomes}`,
  by: "Uitgevoerd op",
  repairs: (count: number) => (count === 1 ? "1 reparatie:" : `${count} reparaties:`),
  overriding: (rules: string) => `De nieuwe regel wijkt bij naam af van ${rules}.`,
  notAll: "Er zijn er meer.",
  blockedBy: "In de weg staan",
  noChanges: "Geen verschil: alles wordt hetzelfde beslist.",
  changes: (count: number, folded: number) =>
    count === 1 ? "1 verschil." : `${count} verschillen, ${folded} als gelijke organisaties samen tellen.`,
  period: (from: string | null, to: string | null) =>
    from === null && to === null
      ? "altijd"
      : from === null
        ? `tot en met ${to}`
        : to === null
          ? `vanaf ${from}`
          : `van ${from} tot en met ${to}`,
  changeSummary: (organisations: string, situations: number, period: string) =>
    `${organisations} · ${situations === 1 ? "1 situatie" : `${situations} situaties`} · ${period}`,
  working: (what: string, percent: number) => `Bezig (${what}): ${percent}%`,
  stopped: "Gestopt. Er is geen volledige uitkomst.",
  newFindings: (count: number) => (count === 1 ? "1 nieuw knelpunt:" : `${count} nieuwe knelpunten:`),
  failing: (count: number) => (count === 1 ? "1 knelpunt:" : `${count} knelpunten:`),
};

export type AnalysisWords = typeof analysisNl;
