import type { OverviewMessages } from "./overview.nl.ts";

/** English words of the overview for the coordinator. */
export const overviewEn: OverviewMessages = {
  documentTitle: "Overview",
  title: "All organisations side by side",
  lead: "Who may use what, where organisations contradict each other, and where nothing is allowed. Everything is worked out with the rules of today.",
  manage: "Manage",
  situation: "Situation",
  more: "More choices",
  moreHelp: "These choices hold for all cells.",
  date: "Date",

  matrixTitle: "Organisations and tools",
  matrixLead: "A cell is one decision; choose a cell for the rule.",
  organisation: "Organisation",
  tool: "Tool",
  verdict: "Verdict",
  rules: "Rules",
  group: "Organisations with exactly the same picture together",
  contradiction: "Organisations contradict each other",
  contradictionShort: "contradiction",
  contradictions: (count: number) =>
    count === 0
      ? "Organisations contradict each other about no tool."
      : count === 1
        ? "Organisations contradict each other about 1 tool: one allows it, another does not."
        : `Organisations contradict each other about ${count} tools: one allows it, another does not.`,

  heatTitle: "What is possible per activity and kind of information?",
  heatLead: "A higher number is better. Choose a cell to compare organisations and tools for it.",
  measure: "Number",
  measures: {
    organisations: "Organisations with at least one tool",
    tools: "Tools allowed somewhere",
    common: "Tools allowed everywhere",
  },
  heatCaption: (measure: string, audience: string) => `${measure}, with ${audience}`,
  activity: "Activity",
  information: "Information",
  audience: "With whom",
  outOf: (count: number, total: number) => `${count} of ${total}`,
  cannotOccur: "Does not occur",
  scale: "Colour",
  scaleFrom: "none",
  scaleTo: "all",
  show: "Show",

  download: "Download",
  downloadCsv: "As CSV",
  downloadJson: "As JSON",
  downloadSvg: "As picture (SVG)",
  matrixFile: "akkoord-organisations-and-tools",
  heatFile: "akkoord-activity-and-information",

  findingsTitle: "Open findings",
  findingsAll: "To the list",
  reportsTitle: "Most reported",
  reportsLead: "Rules at which people reported that the answer does not work for them.",
  reportsNone: "There are no reports yet.",
  reports: (count: number) => (count === 1 ? "1 report" : `${count} reports`),
  noRuleFor: (tool: string) => `No rule for ${tool}`,
};
