import type { AnalysisWords } from "./analysis.nl.ts";

/** What the commands about findings, changes and repairs say, in English. */
export const analysisEn: AnalysisWords = {
  kinds: {
    "tool-gap": "No tool",
    "coalition-gap": "No tool in common",
    "norm-conflict": "Rules contradict",
    unworkable: "Cannot be done",
    "normative-gap": "No rule",
    "addressee-gap": "Nobody bound",
    "dead-rule": "Rule without effect",
  },
  noRepair: {
    "not-for-this-kind": "There are no fixed steps for this. Somebody must decide what the rules should say.",
    "no-longer-there": "This finding is not there on this day.",
    blocked: "There is no repair. Rules of law or a treaty stand in the way, or there is no tool to allow.",
    "not-found": "There are too many possible steps to weigh all of them. No repair was found among those.",
  },
  noFindings: "Nothing found.",
  findings: (findings, families) =>
    findings === 1 ? "1 finding." : `${findings} findings, of ${families} sorts.`,
  summary: (kind, organisations, situations, people) =>
    `${kind} · ${organisations === 1 ? "1 organisation" : `${organisations} organisations`} · ${
      situations === 1 ? "1 situation" : `${situations} situations`
    }${people}`,
  groups: (count) => ` · ${count} groups of organisations`,
  alsoAt: (names) => `Also at ${names}.`,
  alsoTogether: (names) => `Also together: ${names}.`,
  andMore: (count) => ` and ${count} more`,
  because: "Because of",
  example: "Example",
  outcomesOf: (organisation, outcomes) => `${organisation}: ${outcomes}`,
  by: "Made on",
  repairs: (count) => (count === 1 ? "1 repair:" : `${count} repairs:`),
  overriding: (rules) => `The new rule deviates by name from ${rules}.`,
  notAll: "There are more.",
  blockedBy: "In the way are",
  noChanges: "No difference: everything is decided the same.",
  changes: (count, folded) =>
    count === 1 ? "1 difference." : `${count} differences, ${folded} when like organisations count as one.`,
  period: (from, to) =>
    from === null && to === null
      ? "always"
      : from === null
        ? `up to and including ${to}`
        : to === null
          ? `from ${from}`
          : `from ${from} up to and including ${to}`,
  changeSummary: (organisations, situations, period) =>
    `${organisations} · ${situations === 1 ? "1 situation" : `${situations} situations`} · ${period}`,
  working: (what, percent) => `Working (${what}): ${percent}%`,
  stopped: "Stopped. There is no complete result.",
  newFindings: (count) => (count === 1 ? "1 new finding:" : `${count} new findings:`),
  failing: (count) => (count === 1 ? "1 finding:" : `${count} findings:`),
};
