import {
  analyse,
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  hashRuleSet,
  type RuleSet,
} from "@akkoord/policy";
import { drive } from "../drive.ts";
import { printFindings } from "../findings-text.ts";
import { EXIT, type ExitCode, printJson } from "../io.ts";
import { checkDay, knownIds } from "../options.ts";
import { rulePlaces } from "../rule-places.ts";
import { loadRules } from "../rules.ts";
import { wordsOf } from "../words/index.ts";

/** The options of `akkoord analyse`, as they come from the command line. */
export interface AnalyseCommandOptions {
  readonly policies: readonly string[];
  readonly json: boolean;
  readonly lang: string;
  readonly date?: string;
  readonly finding: readonly string[];
  readonly organisation: readonly string[];
  readonly people?: number;
}

/** `akkoord analyse`: every place where the rules fail, the heaviest first. */
export async function analyseCommand(options: AnalyseCommandOptions, today: string): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const ruleSet = await loadRules(options.policies);
  const findings = await findingsOf(ruleSet, options, today);
  if (options.json) printJson({ ruleSet: hashRuleSet(ruleSet), findings });
  else printFindings({ ruleSet, language, words }, findings, await rulePlaces(options.policies));
  return findings.length === 0 ? EXIT.fine : EXIT.findings;
}

/** Finds what the options ask for. */
export async function findingsOf(
  ruleSet: RuleSet,
  options: Omit<AnalyseCommandOptions, "policies" | "json">,
  today: string,
): Promise<readonly Finding[]> {
  const { words } = wordsOf(options.lang);
  const organisations = ruleSet.organisations.map(({ id }) => id);
  const kinds = knownIds("--finding", options.finding, FINDING_KINDS);
  const named = knownIds("--organisation", options.organisation, organisations);
  return drive(
    analyse(ruleSet, {
      date: checkDay(options.date ?? today),
      ...(kinds.length > 0
        ? { kinds: FINDING_KINDS.filter((kind: FindingKind) => kinds.includes(kind)) }
        : {}),
      ...(named.length > 0 ? { organisations: named } : {}),
      ...(options.people === undefined ? {} : { people: options.people }),
    }),
    words,
  );
}
