/** What findings, changes and repairs say in English. */
import type { SentenceWords } from "./nl.ts";

const list = (items: readonly string[], word: string): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1) ?? ""}`;

export const en: SentenceWords = {
  all: (items) => list(items, "and"),
  either: (items) => list(items, "or"),
  eitherOf: (items) => items.join(", or "),
  orHigher: (value) => `${value} or higher`,
  orLower: (value) => `${value} or lower`,
  except: (values) => `, except ${values}`,
  labelled: (attribute, values) => `(${attribute}: ${values})`,
  labelledExcept: (attribute, values) => `(${attribute}: not ${values})`,

  activities: {
    meet: "meet",
    message: "send messages",
    share: "share information",
    "co-author": "write together",
    "use-ai": "use AI",
    sign: "sign",
  },
  activity: (label) => `do this: ${label.toLowerCase()}`,
  activitiesWith: {
    meet: (_, adjective) => `meet about ${adjective} matters`,
    message: (_, adjective) => `send messages with ${adjective} information`,
    share: (_, adjective) => `share ${adjective} information`,
    "co-author": (_, adjective) => `write together on ${adjective} information`,
    "use-ai": (_, adjective) => `use AI with ${adjective} information`,
    sign: (_, adjective) => `sign ${adjective} information`,
  },
  information: {
    public: ["public", "public"],
    internal: ["internal", "internal"],
    confidential: ["confidential", "confidential"],
    "departmental-confidential": ["departmental confidential", "departmental confidential"],
  },
  ifInformation: (values) => `, if the information is ${values}`,

  circumstances: {
    audience: {
      values: {
        "own-organisation": "within their own organisation",
        interdepartmental: "with other ministries",
        "public-sector": "with another public body",
        external: "with someone outside government",
        international: "with an international organisation",
      },
      from: {
        interdepartmental: "outside their own organisation",
        "public-sector": "with someone outside central government",
      },
      to: {
        interdepartmental: "within central government",
        "public-sector": "within government",
      },
    },
    host: { values: { own: "on their own invitation", other: "on somebody else's invitation" } },
    device: {
      values: {
        "managed-workstation": "on a work laptop or workstation",
        "managed-mobile": "on a work phone or tablet",
        "secure-workspace": "in the secure remote workspace",
        "private-device": "on a private device",
      },
    },
    location: {
      values: {
        office: "at the office",
        home: "from home",
        "public-place": "on the road or in public",
        abroad: "abroad",
        "high-risk-country": "in a high-risk country",
      },
    },
    personalData: {
      values: {
        none: "without personal data",
        ordinary: "with ordinary personal data",
        special: "with special personal data",
      },
      from: { ordinary: "with personal data" },
    },
    role: {
      values: {
        employee: "for employees",
        "senior-official": "for senior officials",
        "office-holder": "for office holders",
        contractor: "for contractors",
      },
    },
  },
  people: {
    role: {
      employee: "employees",
      "senior-official": "senior officials",
      "office-holder": "office holders",
      contractor: "contractors",
    },
  },
  otherOrganisations: (count) => `${count} other organisations`,
  peopleOf: (organisations) => `people of ${organisations}`,
  somePeopleOf: (people, organisations) => `${people} of ${organisations}`,
  peopleExcept: (organisations, people) => `people of ${organisations}, except ${people},`,
  inOrderTo: (activity) => ` to ${activity}`,
  otherCases: (count) =>
    count === 0 ? "" : count === 1 ? ", and in 1 other case" : `, and in ${count} other cases`,

  toolGap: (who, purpose) => `${who} have no tool${purpose}.`,
  noneRegulated: "There is no rule about any tool.",
  allRefused: ({ prohibited, discouraged }) => {
    const ways = [
      ...(prohibited ? ["prohibited"] : []),
      ...(discouraged ? ["discouraged"] : []),
      "without a rule",
    ];
    return `Every tool is ${list(ways, "or")}.`;
  },
  normativeGap: (who, tool, purpose) => `For ${who} there is no rule about using ${tool}${purpose}.`,
  conflictWithin: (who, tool, purpose) =>
    `For ${who} rules contradict each other about ${tool}${purpose}. One rule allows it, another does not.`,
  conflictBetween: (who, tool, purpose) => `${who} may use ${tool}${purpose}.`,
  otherSide: (organisations, { prohibited, discouraged }) =>
    prohibited && discouraged
      ? `At ${organisations} that is prohibited or discouraged.`
      : `At ${organisations} that is ${discouraged ? "discouraged" : "prohibited"}.`,
  coalitionGap: (organisations, purpose) => `${organisations} have no tool in common${purpose}.`,
  coalitionOfTwo: "Each by itself has one.",
  coalitionOfMore: "Without one of them there is a tool.",
  unworkable: (who, tool, purpose, what) => `For ${who} who use ${tool}${purpose}, ${what}`,
  dutiesClash: (duties) => `these duties cannot be met together: ${duties}.`,
  dutyAndTip: (duty, tip) => `a duty and a tip cannot be met together: ${duty} and ${tip}.`,
  dutyImpossible: (duty) => `a duty cannot be met: ${duty}. Who does so may not use the tool.`,
  nobodyBoundAt: (organisation) => `No rule holds for ${organisation}.`,
  nobodyBoundWhen: (organisation, when) => `No rule holds for ${organisation} ${when}.`,
  deadRule: (rule) => `This rule never settles anything: ${rule}.`,
  deadDuties: (rule) => `The duties and tips of this rule never hold: ${rule}.`,
  othersSettle: "Other rules always come first.",
  neverApplies: "It fits no situation that can occur.",
  quote: (text) => `“${text}”`,

  becomes: {
    required: (who, tool, purpose) => `${who} must use ${tool}${purpose}.`,
    recommended: (who, tool, purpose) => `${who} are advised to use ${tool}${purpose}.`,
    permitted: (who, tool, purpose) => `${who} may use ${tool}${purpose}.`,
    discouraged: (who, tool, purpose) => `${who} had better not use ${tool}${purpose}.`,
    prohibited: (who, tool, purpose) => `${who} may not use ${tool}${purpose}.`,
    unspecified: (who, tool, purpose) => `For ${who} there is no longer a rule about ${tool}${purpose}.`,
  },
  was: {
    required: "It was required.",
    recommended: "It was recommended.",
    permitted: "It was allowed.",
    discouraged: "It was discouraged.",
    prohibited: "It was prohibited.",
    unspecified: "There was no rule.",
  },
  changesFor: (who, tool, purpose) => `For ${who} something changes about ${tool}${purpose}.`,
  nowContested: "Rules will contradict each other there.",
  noLongerContested: "Rules no longer contradict each other there.",
  dutiesAdded: (duties, count) => `${count === 1 ? "A duty is" : "Duties are"} added: ${duties}.`,
  dutiesRemoved: (duties, count) =>
    `${count === 1 ? "A duty no longer holds" : "Duties no longer hold"}: ${duties}.`,
  tipsAdded: (tips, count) => `${count === 1 ? "A tip is" : "Tips are"} added: ${tips}.`,
  tipsRemoved: (tips, count) => `${count === 1 ? "A tip no longer holds" : "Tips no longer hold"}: ${tips}.`,

  changeRule: (rule) => `change the rule ${rule}`,
  admitTool: (tool, organisation) => `allow ${tool} at ${organisation}`,
  signedBy: (owners) => `This needs the signature of ${owners}.`,
  signedByAll: (owners) => `This needs the signatures of ${owners}.`,
  government: "central government",
};
