import { type Decider, type Outcome, type RuleSet, type Tool, UNKNOWN } from "@akkoord/policy";
import type { Verdict } from "../../../primitives/verdict.tsx";

/**
 * An everyday case, for lists that show one verdict per tool: on a managed workstation at the office, sending the
 * invitation oneself, among colleagues, without personal data. A list says so beside it.
 */
export const EVERYDAY: Readonly<Record<string, string>> = {
  information: "internal",
  personalData: "none",
  audience: "own-organisation",
  host: "own",
  device: "managed-workstation",
  location: "office",
  role: "employee",
};

/** The outcomes possible for one organisation and tool, with what is not given open. */
export function outcomesAt(
  decider: Decider,
  organisation: string,
  tool: string,
  values: Readonly<Record<string, string>>,
): readonly Outcome[] {
  const { ruleSet } = decider;
  const organisationIndex = ruleSet.organisations.findIndex((candidate) => candidate.id === organisation);
  const toolIndex = ruleSet.tools.findIndex((candidate) => candidate.id === tool);
  if (organisationIndex === -1 || toolIndex === -1) return [];
  return decider.possible(organisationIndex, toolIndex, pointAt(ruleSet, values));
}

function pointAt(ruleSet: RuleSet, values: Readonly<Record<string, string>>): Uint8Array {
  return Uint8Array.from(ruleSet.vocabulary.attributes, (attribute) => {
    const index = attribute.values.findIndex((value) => value.id === values[attribute.id]);
    return index === -1 ? UNKNOWN : index;
  });
}

/** One verdict for several outcomes still possible. */
export function verdictOfOutcomes(outcomes: readonly Outcome[]): Verdict {
  const verdicts = new Set<Verdict>(
    outcomes.map((outcome) => (outcome.contested ? "contested" : outcome.effect)),
  );
  const [only] = verdicts;
  return only === undefined ? "unspecified" : verdicts.size === 1 ? only : "depends";
}

/** The verdict on a tool in an everyday case; `activity` null is: every activity that some rule speaks of. */
export function everydayVerdict(
  decider: Decider,
  organisation: string,
  tool: Tool,
  choice: { readonly activity: string | null; readonly values?: Readonly<Record<string, string>> },
): Verdict {
  const activities = choice.activity === null ? tool.activities : [choice.activity];
  const verdicts = activities.map((activity) =>
    verdictOfOutcomes(
      outcomesAt(decider, organisation, tool.id, { ...EVERYDAY, ...choice.values, activity }),
    ),
  );
  const spoken = new Set(verdicts.filter((verdict) => verdict !== "unspecified"));
  const [only] = spoken;
  return only === undefined ? "unspecified" : spoken.size === 1 ? only : "depends";
}
