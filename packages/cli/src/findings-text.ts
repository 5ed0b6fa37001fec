import type { Finding, RuleSet } from "@akkoord/policy";
import { participantName, toolName, type Voice, valueLabel } from "./answer-text.ts";
import { paint, print, wrap } from "./io.ts";
import type { RulePlaces } from "./rule-places.ts";

/** Findings read on paper and in logs as well as on a screen. */
const WIDTH = 80;
/** More names, causes or tools than this stand in `--json`. */
const MOST_NAMES = 8;
const MOST_CAUSES = 5;
const MOST_OUTCOMES = 4;

/** Findings that differ only in their organisations. */
export interface Family {
  readonly family: string;
  /** Heaviest first. */
  readonly findings: readonly [Finding, ...Finding[]];
  readonly weight: number;
}

/** Takes findings together by family, the heaviest family first. */
export function families(findings: readonly Finding[]): readonly Family[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const known = groups.get(finding.family);
    if (known === undefined) groups.set(finding.family, [finding]);
    else known.push(finding);
  }
  return [...groups]
    .map(([family, members]) => ({
      family,
      findings: members,
      weight: members.reduce((sum, { weight }) => sum + weight, 0),
    }))
    .sort((a, b) => b.weight - a.weight);
}

/** Prints findings for people: by family, in words, with causes and an example. */
export function printFindings(voice: Voice, found: readonly Finding[], places: RulePlaces): void {
  const { words } = voice;
  if (found.length === 0) {
    print(words.analysis.noFindings);
    return;
  }
  const groups = families(found);
  for (const group of groups) {
    printFamily(voice, group, places);
    print();
  }
  print(words.analysis.findings(found.length, groups.length));
}

/** Prints one family. */
export function printFamily(voice: Voice, { family, findings }: Family, places: RulePlaces): void {
  const [first, ...others] = findings;
  const { analysis } = voice.words;
  const organisations = new Set(findings.flatMap((finding) => finding.organisations));
  const groups = others.length > 0 && first.organisations.length > 1 ? analysis.groups(findings.length) : "";
  const situations = Math.max(...findings.map((finding) => finding.situations));
  const title = analysis.summary(analysis.kinds[first.kind], organisations.size, situations, groups);
  print(wrap(paint("bold", title), "", WIDTH));
  print(paint("dim", `  ${others.length > 0 ? family : first.id}`));
  print(wrap(first.sentence[voice.language], "  ", WIDTH));
  printOthers(voice, first, others);
  printCauses(voice, first, places);
  printExample(voice, first);
}

function printOthers(voice: Voice, first: Finding, others: readonly Finding[]): void {
  if (others.length === 0) return;
  const { analysis } = voice.words;
  const names = others.slice(0, MOST_NAMES).map((finding) => groupName(voice, finding));
  const more = others.length > MOST_NAMES ? analysis.andMore(others.length - MOST_NAMES) : "";
  const text = `${names.join(", ")}${more}`;
  print(
    wrap(first.organisations.length > 1 ? analysis.alsoTogether(text) : analysis.alsoAt(text), "  ", WIDTH),
  );
}

function groupName(voice: Voice, { organisations, sides }: Finding): string {
  if (sides === undefined) return organisationNames(voice, organisations).join(" + ");
  return [sides.for, sides.against].map((side) => organisationNames(voice, side).join(" + ")).join(" / ");
}

/** The rules that cause a finding: their id, where they stand, and the clause they rest on. */
export function printCauses({ ruleSet, words }: Voice, { causes }: Finding, places: RulePlaces): void {
  if (causes.length === 0) return;
  print(`  ${words.analysis.because}:`);
  for (const id of causes.slice(0, MOST_CAUSES)) printRule(ruleSet, id, places);
  if (causes.length > MOST_CAUSES) print(`    …${words.analysis.andMore(causes.length - MOST_CAUSES)}`);
}

/** A rule with its place and its quote. */
export function printRule(ruleSet: RuleSet, id: string, places: RulePlaces): void {
  const rule = ruleSet.rules.find((candidate) => candidate.id === id);
  const place = places.get(id);
  print(`    • ${id}`);
  if (place !== undefined) print(paint("dim", `      ${place}`));
  if (rule !== undefined) print(wrap(paint("dim", `“${rule.source.quote}”`), "      ", WIDTH));
}

function printExample(voice: Voice, { example }: Finding): void {
  const { analysis, effects } = voice.words;
  const { attributes, participants, date } = example.situation;
  const parts = Object.entries(attributes).map(([id, value]) => valueLabel(voice, id, value));
  const who = participants.map((id) => organisationNames(voice, [id]).join());
  print(wrap(`${analysis.example}: ${[date, who.join(" + "), ...parts].join(" · ")}`, "  ", WIDTH));
  const byOrganisation = Map.groupBy(example.outcomes, ({ organisation }) => organisation);
  for (const [organisation, outcomes] of byOrganisation) {
    const shown = outcomes
      .slice(0, MOST_OUTCOMES)
      .map(({ tool, outcome }) => `${toolName(voice, tool)} (${effects[outcome.effect].toLowerCase()})`);
    const more = outcomes.length > MOST_OUTCOMES ? analysis.andMore(outcomes.length - MOST_OUTCOMES) : "";
    const [name = organisation] = organisationNames(voice, [organisation]);
    print(wrap(paint("dim", analysis.outcomesOf(name, `${shown.join(", ")}${more}`)), "    ", WIDTH));
  }
}

function organisationNames(voice: Voice, ids: readonly string[]): readonly string[] {
  return ids.map((id) => participantName(voice, id));
}
