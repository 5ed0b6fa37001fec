import {
  checkSituation,
  compile,
  nearest,
  type RuleSet,
  type Situation,
  SituationError,
  type SituationInput,
} from "@akkoord/policy";
import { type CompiledLexicon, QuestionTooLongError, type Understood, understand } from "@akkoord/understand";
import { UsageError } from "./io.ts";

/** The options that describe a situation, as the command line gives them. */
export interface SituationOptions {
  readonly date?: string;
  readonly activity?: string;
  readonly information?: string;
  readonly personalData?: string;
  readonly host?: string;
  readonly device?: string;
  readonly location?: string;
  readonly role?: string;
  readonly participant: readonly string[];
  readonly tool?: string;
}

/** A question made ready to decide. */
export interface Question {
  readonly situation: Situation;
  /** The tool to ask about alone: named with `--tool`. */
  readonly onlyTool: string | null;
  /** The tool that the sentence is about. */
  readonly namedTool: string | null;
  readonly understood: Understood | null;
  readonly decider: ReturnType<typeof compile>;
}

const ATTRIBUTE_OPTIONS = [
  "activity",
  "information",
  "personalData",
  "host",
  "device",
  "location",
  "role",
] as const;

/**
 * Puts a sentence and options together. An option goes before what the sentence says.
 *
 * @param today the day when no date is given, as `yyyy-mm-dd`.
 * @throws {UsageError} naming the nearest valid id and the list.
 */
export function readQuestion(
  ruleSet: RuleSet,
  lexicon: CompiledLexicon | null,
  sentence: string | undefined,
  options: SituationOptions,
  today: string,
): Question {
  const understood = sentence === undefined ? null : hear(sentence, lexicon, options);
  const heard = understood?.situation;
  const given = Object.fromEntries(
    ATTRIBUTE_OPTIONS.flatMap((id) => (options[id] === undefined ? [] : [[id, options[id]]])),
  );
  const input: SituationInput = {
    date: options.date ?? today,
    attributes: { ...heard?.attributes, ...given },
    participants:
      options.participant.length > 0
        ? withHeard(options.participant, heard?.others ?? [])
        : askerKnown(understood),
  };
  const situation = check(ruleSet, input);
  if (options.tool !== undefined) checkTool(ruleSet, options.tool);
  return {
    situation,
    onlyTool: options.tool ?? null,
    namedTool: options.tool ?? heard?.tool ?? null,
    understood,
    decider: compile(ruleSet, situation.date),
  };
}

function hear(sentence: string, lexicon: CompiledLexicon | null, options: SituationOptions): Understood {
  if (lexicon === null)
    throw new UsageError(
      "There is no lexicon.yaml beside these rules, so a sentence cannot be understood. Use the options instead.",
    );
  try {
    return understand(sentence, lexicon, { about: { organisation: options.participant[0] ?? null } });
  } catch (error) {
    if (error instanceof QuestionTooLongError) throw new UsageError(error.message);
    throw error;
  }
}

/** Named participants first; those that the sentence adds come after. */
function withHeard(named: readonly string[], heard: readonly string[]): readonly string[] {
  return [...named, ...heard.filter((id) => !named.includes(id))];
}

/** Without the asker's organisation the first of the others would count as the asker. */
function askerKnown(understood: Understood | null): readonly string[] {
  return understood === null || understood.situation.asker === null ? [] : understood.situation.participants;
}

function check(ruleSet: RuleSet, input: SituationInput): Situation {
  try {
    return checkSituation(ruleSet, input);
  } catch (error) {
    if (error instanceof SituationError)
      throw new UsageError(error.problems.map((problem) => problem.message).join("\n"));
    throw error;
  }
}

function checkTool(ruleSet: RuleSet, id: string): void {
  const ids = ruleSet.tools.map((tool) => tool.id);
  if (ids.includes(id)) return;
  const near = nearest(id, ids);
  throw new UsageError(
    `Unknown tool "${id}".${near === null ? "" : ` Did you mean "${near}"?`} Valid: ${ids.join(", ")}.`,
  );
}
