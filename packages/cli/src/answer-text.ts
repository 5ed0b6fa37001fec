import {
  type Answer,
  type Change,
  effectsOf,
  explain,
  opens,
  type RuleInExplanation,
  type RuleSet,
  type ToolOutcome,
  type Words,
} from "@akkoord/policy";
import type { Understood } from "@akkoord/understand";
import { paint, print, wrap } from "./io.ts";
import type { Question } from "./question.ts";
import type { CliWords, Language } from "./words/index.ts";

/** What the printing functions share. */
export interface Voice {
  readonly ruleSet: RuleSet;
  readonly language: Language;
  readonly words: CliWords;
}

const STYLE = {
  required: "green",
  recommended: "green",
  permitted: "green",
  discouraged: "yellow",
  prohibited: "red",
  unspecified: "gray",
} as const;

/** The answer for people: what to do first, then conditions, then what not to do and why. */
export function printAnswer(voice: Voice, question: Question, answer: Answer): void {
  const { words } = voice;
  if (question.understood !== null) printUnderstood(voice, question.understood);
  print(paint("bold", situationLine(voice, answer)));
  print();
  if (isStateSecret(answer)) {
    print(wrap(paint("red", words.stateSecret)));
    print();
  }
  if (answer.outcomes.length === 0) {
    print(wrap(words.askFirst));
    print(wrap((answer.nextQuestion?.values ?? []).join(", "), "  "));
    return;
  }
  printLead(voice, question, answer);
  printGroups(voice, answer, question.namedTool);
  printHelp(voice, answer);
  printNext(voice, answer);
  printClauses(voice, answer);
  print(paint("dim", words.ruleSet(voice.ruleSet.name, answer.ruleSet, answer.date)));
}

function printLead(voice: Voice, question: Question, answer: Answer): void {
  const { words } = voice;
  const named = answer.outcomes.find((outcome) => outcome.tool === question.namedTool);
  if (named !== undefined) {
    print(`${paint("bold", words.verdictOn(toolName(voice, named.tool)))}: ${verdict(voice, named)}`);
    printConditions(voice, named);
    printReason(voice, answer, named);
    print();
    if (question.onlyTool !== null) return;
  }
  const [best] = answer.common;
  const outcome = answer.outcomes.find((candidate) => candidate.tool === best);
  if (best === undefined || outcome === undefined) {
    const certain = answer.outcomes.every((each) => typeof each.effect === "string");
    print(
      paint(
        "bold",
        certain
          ? answer.situation.participants.length > 1
            ? words.nothingInCommon
            : words.nothingAllowed
          : words.stillOpen,
      ),
    );
    print();
    return;
  }
  if (best === named?.tool) return;
  print(`${paint("bold", words.use(toolName(voice, best)))}  ${verdict(voice, outcome)}`);
  printConditions(voice, outcome);
  printReason(voice, answer, outcome);
  print();
}

function printConditions(voice: Voice, outcome: ToolOutcome): void {
  const { words } = voice;
  for (const duty of outcome.duties)
    print(
      wrap(
        `• ${textOf(voice, voice.ruleSet.vocabulary.duties, duty.id)} (${words.dutyStatus[duty.status]})`,
        "  ",
      ),
    );
  for (const clash of outcome.clashes) {
    const named = clash.duties.map((id) => textOf(voice, voice.ruleSet.vocabulary.duties, id)).join(" / ");
    print(
      wrap(paint("red", clash.duties.length > 1 ? words.clash(named) : words.dutyImpossible(named)), "  "),
    );
  }
  for (const advice of outcome.advice) {
    const text = textOf(voice, voice.ruleSet.vocabulary.advice, advice.id);
    print(wrap(`• ${words.tips}: ${text}${advice.atOddsWith === null ? "" : ` (${words.atOdds})`}`, "  "));
  }
}

function printReason(voice: Voice, answer: Answer, outcome: ToolOutcome): void {
  const [rule] = settlingRules(voice, answer, outcome);
  if (rule !== undefined)
    print(wrap(paint("dim", `“${rule.source.quote}” ${sourceTitle(voice, rule.source.document)}`), "  "));
}

function settlingRules(voice: Voice, answer: Answer, outcome: ToolOutcome): readonly RuleInExplanation[] {
  return explain(voice.ruleSet, answer, outcome.tool)
    .participants.filter((p) => p.settlesTheGroup)
    .flatMap((p) => p.decisive);
}

function printGroups(voice: Voice, answer: Answer, named: string | null): void {
  const { words } = voice;
  const [best] = answer.common;
  const others = answer.outcomes.filter((outcome) => outcome.tool !== best && outcome.tool !== named);
  const certain = (outcome: ToolOutcome, effect: string): boolean => outcome.effect === effect;
  section(
    voice,
    answer,
    words.also,
    others.filter((outcome) => answer.common.includes(outcome.tool)),
  );
  section(
    voice,
    answer,
    words.dependsOn,
    others.filter((outcome) => typeof outcome.effect !== "string"),
  );
  section(
    voice,
    answer,
    words.unworkable,
    others.filter((outcome) => outcome.unworkable && effectsOf(outcome).every(opens)),
  );
  section(
    voice,
    answer,
    words.lastResort,
    others.filter((outcome) => answer.lastResort.includes(outcome.tool)),
  );
  section(
    voice,
    answer,
    words.notAllowed,
    others.filter((outcome) => certain(outcome, "prohibited")),
  );
  const silent = others.filter((outcome) => certain(outcome, "unspecified"));
  if (silent.length > 0) {
    print(paint("bold", words.noRule));
    print(wrap(silent.map((outcome) => toolName(voice, outcome.tool)).join(", "), "  "));
    print();
  }
}

function section(voice: Voice, answer: Answer, title: string, outcomes: readonly ToolOutcome[]): void {
  if (outcomes.length === 0) return;
  print(paint("bold", title));
  for (const outcome of outcomes) {
    const [rule] = settlingRules(voice, answer, outcome);
    print(`  ${toolName(voice, outcome.tool)}: ${verdict(voice, outcome)}`);
    if (rule?.words) print(wrap(paint("dim", rule.words[voice.language]), "    "));
    for (const clash of outcome.clashes) {
      const named = clash.duties.map((id) => textOf(voice, voice.ruleSet.vocabulary.duties, id)).join(" / ");
      print(
        wrap(clash.duties.length > 1 ? voice.words.clash(named) : voice.words.dutyImpossible(named), "    "),
      );
    }
  }
  print();
}

function printHelp(voice: Voice, answer: Answer): void {
  if (answer.whatWouldHelp.length === 0) return;
  print(paint("bold", voice.words.help));
  for (const help of answer.whatWouldHelp.slice(0, 8)) {
    const changes = help.changes.map((change) => changeText(voice, change)).join(" + ");
    print(
      wrap(
        `• ${voice.words.ifChanged(changes, toolName(voice, help.tool), voice.words.effects[help.effect])}`,
        "  ",
      ),
    );
  }
  print();
}

function printNext(voice: Voice, answer: Answer): void {
  if (answer.nextQuestion === null) return;
  const attribute = voice.ruleSet.vocabulary.attributes.find(
    (candidate) => candidate.id === answer.nextQuestion?.attribute,
  );
  if (attribute === undefined) return;
  print(`${paint("bold", voice.words.next)}: ${attribute.question[voice.language]}`);
  for (const value of attribute.values.filter((candidate) =>
    answer.nextQuestion?.values.includes(candidate.id),
  ))
    print(`  --${kebab(attribute.id)} ${value.id.padEnd(24)} ${value.label[voice.language]}`);
  print();
}

function printClauses(voice: Voice, answer: Answer): void {
  const clauses = voice.ruleSet.untranslatables.filter((clause) =>
    answer.untranslatables.includes(clause.id),
  );
  if (clauses.length === 0) return;
  print(paint("bold", voice.words.sourceAlsoSays));
  for (const clause of clauses) {
    print(wrap(`“${clause.source.quote}” ${sourceTitle(voice, clause.source.document)}`, "  "));
    print(wrap(paint("dim", `${voice.words.notARule}: ${clause.why[voice.language]}`), "    "));
  }
  print();
}

/** How a sentence was understood, with what stayed unclear. */
function printUnderstood(voice: Voice, understood: Understood): void {
  const { words } = voice;
  const heard = understood.parts.map(
    (part) =>
      `“${part.text}” → ${meaning(voice, part.kind, part.kind === "attribute" ? part.attribute : "", part.value)}`,
  );
  if (heard.length > 0) {
    print(paint("dim", words.understood));
    for (const line of heard) print(paint("dim", wrap(line, "  ")));
  }
  for (const part of understood.unclear) {
    if (part.reason === "somebody-else") {
      const attribute = voice.ruleSet.vocabulary.attributes.find(
        (candidate) => candidate.id === part.attribute,
      );
      print(wrap(words.somebodyElse(part.text, attribute?.label[voice.language] ?? ""), "  "));
      continue;
    }
    const candidates = part.candidates.map((each) =>
      meaning(voice, each.kind, each.kind === "attribute" ? each.attribute : "", each.value),
    );
    const meant = candidates.join(` ${words.or} `) || words.notInCatalogue;
    print(wrap(`${words.unclear}: ${words.unclearPart(part.text, meant)}`, "  "));
  }
  print();
}

function meaning(voice: Voice, kind: string, attribute: string, value: string): string {
  if (kind === "tool") return toolName(voice, value);
  if (kind === "participant") return participantName(voice, value);
  return valueLabel(voice, attribute, value);
}

function situationLine(voice: Voice, answer: Answer): string {
  const { attributes } = voice.ruleSet.vocabulary;
  const shared: Readonly<Record<string, string>> = {
    ...answer.situation.attributes,
    ...answer.situation.participants[0]?.attributes,
  };
  const values = attributes.flatMap((attribute) => {
    const value = shared[attribute.id];
    return value === undefined ? [] : [valueLabel(voice, attribute.id, value)];
  });
  const who = answer.situation.participants.map((participant) => participantName(voice, participant.id));
  return [...values, ...(who.length > 0 ? [who.join(" + ")] : [])].join(" · ");
}

export function verdict(
  voice: Voice,
  outcome: Pick<ToolOutcome, "effect" | "contested" | "unworkable">,
): string {
  const effects = effectsOf(outcome).map((effect) => paint(STYLE[effect], voice.words.effects[effect]));
  const extra = [
    ...(outcome.contested ? [voice.words.contested] : []),
    ...(outcome.unworkable ? [voice.words.unworkable] : []),
  ];
  return `${effects.join(` ${voice.words.or} `)}${extra.length > 0 ? ` (${extra.join(", ")})` : ""}`;
}

function changeText(voice: Voice, change: Change): string {
  if (change.kind === "without-participant")
    return voice.words.without(participantName(voice, change.participant));
  const attribute = voice.ruleSet.vocabulary.attributes.find(
    (candidate) => candidate.id === change.attribute,
  );
  return voice.words.becomes(
    attribute?.label[voice.language] ?? change.attribute,
    valueLabel(voice, change.attribute, change.to),
  );
}

function isStateSecret(answer: Answer): boolean {
  return answer.situation.attributes.information?.startsWith("state-") ?? false;
}

export function toolName(voice: Voice, id: string): string {
  return voice.ruleSet.tools.find((tool) => tool.id === id)?.name ?? id;
}

export function participantName(voice: Voice, id: string): string {
  const organisation = voice.ruleSet.organisations.find((candidate) => candidate.id === id);
  return (
    organisation?.abbreviation ??
    voice.ruleSet.outsideParties.find((party) => party.id === id)?.label[voice.language] ??
    id
  );
}

export function valueLabel(voice: Voice, attribute: string, value: string): string {
  const known = voice.ruleSet.vocabulary.attributes.find((candidate) => candidate.id === attribute);
  return known?.values.find((candidate) => candidate.id === value)?.label[voice.language] ?? value;
}

export function sourceTitle(voice: Voice, id: string): string {
  return voice.ruleSet.sources.find((source) => source.id === id)?.title ?? id;
}

export function textOf(voice: Voice, list: readonly { id: string; words: Words }[], id: string): string {
  return list.find((item) => item.id === id)?.words[voice.language] ?? id;
}

function kebab(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
