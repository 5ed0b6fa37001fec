import { type Draft, isUserId, ROOM_VERSION, TYPES } from "./event.ts";
import { type JsonObject, type JsonValue, own } from "./json.ts";

/** Content of `nl.akkoord.label`: how sensitive what is said in the room may be, in values of the vocabulary. */
export type LabelContent = { readonly information: string; readonly personalData: string };

/** Content of `nl.akkoord.purpose`: what the room was opened for. */
export type PurposeContent = { readonly text: string; readonly activity: string | null };

/** Content of `nl.akkoord.category`: category of the retention schedule. */
export type CategoryContent = { readonly category: string };

/** Content of `nl.akkoord.pause` while a room stands still: why, for whom, and who can help. */
export type PausedContent = {
  readonly paused: true;
  readonly code: string;
  /** The organisation whose rules refuse; null when it is nobody's in particular. */
  readonly organisation: string | null;
  /** Ids of the rules. */
  readonly rules: readonly string[];
  /** Hash of the rule set that they are in; empty when no rules refuse. */
  readonly ruleSet: string;
  /** User ids of the members whose access stands still meanwhile. */
  readonly shut: readonly string[];
  /** User ids of who can resolve it. */
  readonly resolvers: readonly string[];
};

/** Content of `m.room.create` for a room with one hub. */
export function createContent(): JsonObject {
  return { room_version: ROOM_VERSION, "m.federate": false };
}

/** Whether a state event of ours is of its form; events of other types are. */
export function isOfItsForm({
  type,
  state_key,
  content,
}: Pick<Draft, "type" | "state_key" | "content">): boolean {
  const form = FORMS.get(type);
  return form === undefined || (state_key === "" && form(content));
}

const FORMS: ReadonlyMap<string, (content: JsonObject) => boolean> = new Map<
  string,
  (content: JsonObject) => boolean
>([
  [TYPES.label, isLabel],
  [TYPES.purpose, isPurpose],
  [TYPES.category, isCategory],
  [TYPES.pause, (content) => own(content, "paused") === false || isPaused(content)],
]);

function isLabel(content: JsonObject): content is LabelContent {
  return isName(own(content, "information")) && isName(own(content, "personalData"));
}

function isPurpose(content: JsonObject): content is PurposeContent {
  const activity = own(content, "activity");
  return typeof own(content, "text") === "string" && (activity === null || isName(activity));
}

function isCategory(content: JsonObject): content is CategoryContent {
  return isName(own(content, "category"));
}

function isPaused(content: JsonObject): content is PausedContent {
  const organisation = own(content, "organisation");
  return (
    own(content, "paused") === true &&
    isName(own(content, "code")) &&
    (organisation === null || isName(organisation)) &&
    listOf(own(content, "rules"), isName) &&
    typeof own(content, "ruleSet") === "string" &&
    listOf(own(content, "shut"), isMember) &&
    listOf(own(content, "resolvers"), isMember)
  );
}

function isName(value: JsonValue | undefined): boolean {
  return typeof value === "string" && value !== "";
}

function isMember(value: JsonValue): boolean {
  return typeof value === "string" && isUserId(value);
}

function listOf(value: JsonValue | undefined, fits: (each: JsonValue) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}
