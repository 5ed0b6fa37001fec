import { type Language, problemWords } from "./problem-words.ts";

/** Every kind of problem that the API can answer with, and its HTTP status. */
export const PROBLEMS = {
  "invalid-input": 400,
  "unknown-value": 400,
  "impossible-date": 400,
  "not-in-period": 400,
  "cannot-occur": 400,
  "no-asker": 400,
  "double-participant": 400,
  "altered-receipt": 409,
  "not-signed-in": 401,
  "not-allowed": 403,
  "csrf-token-missing": 403,
  "not-found": 404,
  "too-large": 413,
  "wrong-content-type": 415,
  "too-complex": 422,
  "analysis-too-large": 422,
  "analysis-takes-too-long": 422,
  "rules-changed": 409,
  "waiver-blocked": 422,
  "waiver-not-needed": 422,
  "waiver-unworkable": 422,
  "waiver-too-wide": 422,
  "waiver-incomplete": 422,
  "waiver-decided": 409,
  "own-waiver": 403,
  "sign-in-failed": 400,
  "policies-refused": 409,
  "desk-rules-in-force": 409,
  "draft-changed": 409,
  "draft-state": 409,
  "draft-has-problems": 409,
  "draft-changes-nothing": 409,
  "draft-blocked": 409,
  "nothing-to-restore": 409,
  "four-eyes": 403,
  "scenario-four-eyes": 403,
  "scenarios-changed": 409,
  "no-such-conflict": 409,
  "audit-trail-damaged": 409,
  "access-ended": 403,
  "identity-unclear": 409,
  "person-exists": 409,
  "person-ended-by-hand": 409,
  "group-exists": 409,
  "person-changed": 412,
  "not-your-organisation": 403,
  "picture-refused": 422,
  "room-refused": 403,
  "room-closed": 409,
  "room-open": 409,
  "room-full": 409,
  "room-has-owner": 409,
  "room-key-destroyed": 410,
  "duplicate-reaction": 409,
  "app-refused": 400,
  "guest-link-spent": 410,
  "guest-link-elsewhere": 403,
  "guest-ended": 410,
  "guest-already-invited": 409,
  "guest-too-long": 400,
  "guest-is-colleague": 409,
  "review-decided": 409,
  "too-many-requests": 429,
  unexpected: 500,
  "temporarily-unavailable": 503,
  "identity-unavailable": 503,
} as const;

/** The stable code of a problem. */
export type ProblemCode = keyof typeof PROBLEMS;

/** A part of the input that is wrong. */
export interface Violation {
  /** Where: keys from the outside in, joined by dots. */
  readonly path: string;
  readonly message: string;
}

/** Values that go into the words of a problem, and members that go along in its document. */
export interface ProblemDetails {
  /** What is filled in in the sentence: the same in each language, or a text for each. */
  readonly words?: Readonly<Record<string, string | Readonly<Record<Language, string>>>>;
  readonly members?: Readonly<Record<string, unknown>>;
}

/** The body of an error answer (RFC 9457). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly [member: string]: unknown;
}

/**
 * Something that went wrong in a way we know of: has a stable code and words that say what to do.
 * Each kind below is a class of its own, so that callers can tell them apart.
 */
export class ApplicationError extends Error {
  override readonly name: string = "ApplicationError";
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}, cause?: unknown) {
    super(
      problemWords(code, "en", wordsIn("en", details.words)).detail,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return PROBLEMS[this.code];
  }

  /** The problem as a document for the caller, in their language. */
  document(language: Language): ProblemDocument {
    return {
      type: `urn:akkoord:problem:${this.code}`,
      ...problemWords(this.code, language, wordsIn(language, this.details.words)),
      status: this.status,
      code: this.code,
      ...this.details.members,
    };
  }
}

function wordsIn(language: Language, words: ProblemDetails["words"] = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, typeof text === "string" ? text : text[language]]),
  );
}

/** A problem in rules as a sentence needs it: what is wrong and what to do, in both languages. */
interface SaidInBoth {
  readonly message: string;
  readonly remedy: string;
  readonly inDutch: { readonly message: string; readonly remedy: string };
}

function saidAt(place: string, { message, remedy, inDutch }: SaidInBoth): Readonly<Record<Language, string>> {
  return { nl: `${place} ${inDutch.message} ${inDutch.remedy}`, en: `${place} ${message} ${remedy}` };
}

/** The input does not have the shape it must have. */
export class InvalidInput extends ApplicationError {
  override readonly name = "InvalidInput";
  constructor(violations: readonly Violation[]) {
    const first = violations[0];
    super("invalid-input", {
      words: {
        first: first === undefined ? "" : `${first.path === "" ? "body" : first.path}: ${first.message}`,
      },
      members: { violations },
    });
  }
}

/** One thing wrong with a situation, as the policy package reports it. */
interface WrongInSituation {
  readonly code: string;
  readonly attribute: string;
  readonly value: string;
  readonly nearest: string | null;
  readonly allowed: readonly string[];
  readonly message: string;
}

/** A situation names something that the rules do not know, or that cannot be; with the nearest valid value. */
export class WrongSituation extends ApplicationError {
  override readonly name = "WrongSituation";
  constructor(problems: readonly WrongInSituation[]) {
    const first = problems[0];
    super(situationCode(first?.code ?? ""), {
      words: {
        attribute: first?.attribute ?? "",
        value: (first?.value ?? "").slice(0, 80),
        nearest: first?.nearest ?? "",
        allowed: first?.allowed.join(", ") ?? "",
      },
      members: {
        attribute: first?.attribute,
        value: first?.value,
        nearest: first?.nearest,
        allowed: first?.allowed,
        problems,
      },
    });
  }
}

function situationCode(code: string): ProblemCode {
  switch (code) {
    case "impossible-date":
    case "not-in-period":
    case "cannot-occur":
    case "no-asker":
    case "double-participant":
      return code;
    default:
      return "unknown-value";
  }
}

/** Working a question out takes longer than one caller may ask of everyone else. */
export class TooComplex extends ApplicationError {
  override readonly name = "TooComplex";
  constructor() {
    super("too-complex");
  }
}

/** Analysis would need more memory than it may take. */
export class AnalysisTooLarge extends ApplicationError {
  override readonly name = "AnalysisTooLarge";
  constructor(cause?: unknown) {
    super("analysis-too-large", {}, cause);
  }
}

/** Analysis takes longer than it may. */
export class AnalysisTakesTooLong extends ApplicationError {
  override readonly name = "AnalysisTakesTooLong";
  constructor() {
    super("analysis-takes-too-long");
  }
}

/** The rules are not those any more that somebody answered or asked with. */
export class RulesChanged extends ApplicationError {
  override readonly name = "RulesChanged";
  constructor() {
    super("rules-changed");
  }
}

/** Rules that cannot be waived close the tool: strict ones, laws and treaties. */
export class WaiverBlocked extends ApplicationError {
  override readonly name = "WaiverBlocked";
  constructor(by: readonly { readonly rule: string; readonly because: string }[]) {
    super("waiver-blocked", {
      words: { rules: by.map(({ rule }) => rule).join(", ") },
      members: { blockedBy: by },
    });
  }
}

/** The tool is open already, so there is nothing to waive. */
export class WaiverNotNeeded extends ApplicationError {
  override readonly name = "WaiverNotNeeded";
  constructor() {
    super("waiver-not-needed");
  }
}

/** Compensating duties cannot be met in the situation of the waiver. */
export class WaiverUnworkable extends ApplicationError {
  override readonly name = "WaiverUnworkable";
  constructor(duties: readonly string[]) {
    super("waiver-unworkable", { words: { duties: duties.join(", ") }, members: { duties } });
  }
}

/** The waiver would hold in more situations than can be looked at. */
export class WaiverTooWide extends ApplicationError {
  override readonly name = "WaiverTooWide";
  constructor() {
    super("waiver-too-wide");
  }
}

/** The situation leaves open what a waiver must say. */
export class WaiverIncomplete extends ApplicationError {
  override readonly name = "WaiverIncomplete";
  constructor(open: readonly string[]) {
    super("waiver-incomplete", { words: { attributes: open.join(", ") }, members: { open } });
  }
}

/** The waiver was decided on, withdrawn or has expired. */
export class WaiverDecided extends ApplicationError {
  override readonly name = "WaiverDecided";
  constructor() {
    super("waiver-decided");
  }
}

/** Nobody decides on a request of their own. */
export class OwnWaiver extends ApplicationError {
  override readonly name = "OwnWaiver";
  constructor() {
    super("own-waiver");
  }
}

/** A kept receipt no longer matches its own id. */
export class AlteredReceipt extends ApplicationError {
  override readonly name = "AlteredReceipt";
  constructor() {
    super("altered-receipt");
  }
}

/** The audit trail is not what was signed before, so it is not signed again. */
export class AuditTrailDamaged extends ApplicationError {
  override readonly name = "AuditTrailDamaged";
  constructor() {
    super("audit-trail-damaged");
  }
}

/** More requests than the limit. */
export class TooManyRequests extends ApplicationError {
  override readonly name = "TooManyRequests";
  constructor(retryAfter: number) {
    super("too-many-requests", { members: { retryAfter } });
  }
}

/** This needs somebody who is signed in. */
export class NotSignedIn extends ApplicationError {
  override readonly name = "NotSignedIn";
  constructor() {
    super("not-signed-in");
  }
}

/** The person's roles do not allow this. */
export class NotAllowed extends ApplicationError {
  override readonly name = "NotAllowed";
  constructor() {
    super("not-allowed");
  }
}

/** A change was asked for in a signed-in browser without the token that proves our page asked it. */
export class CsrfTokenMissing extends ApplicationError {
  override readonly name = "CsrfTokenMissing";
  constructor() {
    super("csrf-token-missing");
  }
}

/** There is nothing at this address or under this id. */
export class NotFound extends ApplicationError {
  override readonly name = "NotFound";
  constructor() {
    super("not-found");
  }
}

/** The identity provider refused, or the sign-in was not ours or took too long. */
export class SignInFailed extends ApplicationError {
  override readonly name = "SignInFailed";
  constructor(cause?: unknown) {
    super("sign-in-failed", {}, cause);
  }
}

/** Somebody who left, or may not begin yet, signs in. */
export class AccessEnded extends ApplicationError {
  override readonly name = "AccessEnded";
  constructor() {
    super("access-ended");
  }
}

/** Who signs in could be one of several people that organisations told of. */
export class IdentityUnclear extends ApplicationError {
  override readonly name = "IdentityUnclear";
  constructor() {
    super("identity-unclear");
  }
}

/** Somebody of the organisation has this user name or external id already. */
export class PersonExists extends ApplicationError {
  override readonly name = "PersonExists";
  constructor() {
    super("person-exists");
  }
}

/** An administration tells anew of somebody who was ended by hand: only an operator lets them back in. */
export class PersonEndedByHand extends ApplicationError {
  override readonly name = "PersonEndedByHand";
  constructor() {
    super("person-ended-by-hand");
  }
}

/** The organisation has a group of this name already. */
export class GroupExists extends ApplicationError {
  override readonly name = "GroupExists";
  constructor() {
    super("group-exists");
  }
}

/** A person or group was changed since the caller read it. */
export class PersonChanged extends ApplicationError {
  override readonly name = "PersonChanged";
  constructor() {
    super("person-changed");
  }
}

/** The administration of one organisation tells of people of another, which it may not. */
export class NotYourOrganisation extends ApplicationError {
  override readonly name = "NotYourOrganisation";
  constructor(organisation: string) {
    super("not-your-organisation", { words: { organisation }, members: { organisation } });
  }
}

/** The identity provider does not answer. */
export class IdentityUnavailable extends ApplicationError {
  override readonly name = "IdentityUnavailable";
  constructor(cause?: unknown) {
    super("identity-unavailable", { members: { retryAfter: 10 } }, cause);
  }
}

/** The policy files hold errors, so they were not published; the rules in force stay. */
export class PoliciesRefused extends ApplicationError {
  override readonly name = "PoliciesRefused";
  /** For the log: places and remedies in the policy files, which hold nothing of people. */
  readonly operatorMessage: string;
  constructor(
    problems: readonly (SaidInBoth & { code: string; file: string; line: number; column: number })[],
  ) {
    const places = problems.map((p) => saidAt(`${p.file}:${p.line}:${p.column}`, p));
    super("policies-refused", { words: { first: places[0] ?? "" }, members: { problems } });
    this.operatorMessage = places.map(({ en }) => en).join("\n");
  }
}

/** A file is no picture that we keep: of another kind, broken, or with too many pixels. */
export class PictureRefused extends ApplicationError {
  override readonly name = "PictureRefused";
  constructor(cause?: unknown) {
    super("picture-refused", {}, cause);
  }
}

/** What every refusal says, whatever else goes along with it. */
interface Refused {
  readonly code: string;
  readonly sentence: Readonly<Record<Language, string>>;
}

/** The rules, or the power that somebody has in a room, do not allow something there; the refusal says why. */
export class RoomRefused extends ApplicationError {
  override readonly name = "RoomRefused";
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super("room-refused", { words: { sentence: refusal.sentence }, members: { refusal } });
    this.refusal = refusal;
  }
}

/** A room is closed: it can be read, and nobody writes in it any more. */
export class RoomClosed extends ApplicationError {
  override readonly name = "RoomClosed";
  constructor() {
    super("room-closed");
  }
}

/** A room must be closed before its key is destroyed. */
export class RoomOpen extends ApplicationError {
  override readonly name = "RoomOpen";
  constructor() {
    super("room-open");
  }
}

/** A room holds as many people as it can. */
export class RoomFull extends ApplicationError {
  override readonly name = "RoomFull";
  constructor(most: number) {
    super("room-full", { words: { most: String(most) } });
  }
}

/** A room has an owner, so nobody appoints another. */
export class RoomHasOwner extends ApplicationError {
  override readonly name = "RoomHasOwner";
  constructor() {
    super("room-has-owner");
  }
}

/** The key of a room is gone, and with it what was said there. */
export class RoomKeyDestroyed extends ApplicationError {
  override readonly name = "RoomKeyDestroyed";
  constructor() {
    super("room-key-destroyed");
  }
}

/** Somebody gave this reaction to this message already. */
export class DuplicateReaction extends ApplicationError {
  override readonly name = "DuplicateReaction";
  constructor() {
    super("duplicate-reaction");
  }
}

/** Another application wants people sent back to an address that we do not send anybody to. */
export class AppRefused extends ApplicationError {
  override readonly name = "AppRefused";
  constructor() {
    super("app-refused");
  }
}

/** More text than is kept. */
export class TooLarge extends ApplicationError {
  override readonly name = "TooLarge";
  constructor() {
    super("too-large");
  }
}

/** Rules were published at the desk after the policies folder was, so the folder does not replace them by itself. */
export class DeskRulesInForce extends ApplicationError {
  override readonly name = "DeskRulesInForce";
  constructor() {
    super("desk-rules-in-force");
  }
}

/** Somebody else changed the draft; their version comes along, so that the two can be merged. */
export class DraftChanged extends ApplicationError {
  override readonly name = "DraftChanged";
  constructor(newest: {
    readonly revision: number;
    readonly title: string;
    readonly text: string;
    readonly updatedBy: { readonly id: string; readonly name: string };
    readonly updatedAt: string;
  }) {
    super("draft-changed", { words: { name: newest.updatedBy.name }, members: newest });
  }
}

/** A draft is not in a stage in which this can be done. */
export class WrongDraftState extends ApplicationError {
  override readonly name = "WrongDraftState";
  constructor(state: string) {
    super("draft-state", { members: { state } });
  }
}

/** A draft cannot be handed in while its text has problems. */
export class DraftHasProblems extends ApplicationError {
  override readonly name = "DraftHasProblems";
  constructor(problems: readonly (SaidInBoth & { line: number })[]) {
    const [first] = problems;
    super("draft-has-problems", {
      words: { first: first === undefined ? "" : saidAt(`${first.line}:`, first) },
      members: { problems },
    });
  }
}

/** A draft gives the same rules as are in force. */
export class DraftChangesNothing extends ApplicationError {
  override readonly name = "DraftChangesNothing";
  constructor() {
    super("draft-changes-nothing");
  }
}

/** A draft cannot be published: a scenario turns red, or a new conflict is not acknowledged, and so on. */
export class DraftBlocked extends ApplicationError {
  override readonly name = "DraftBlocked";
  constructor(blockedBy: readonly object[], problems: readonly object[]) {
    super("draft-blocked", { members: { blockedBy, problems } });
  }
}

/** The owner's rules are the same as in the earlier publication. */
export class NothingToRestore extends ApplicationError {
  override readonly name = "NothingToRestore";
  constructor() {
    super("nothing-to-restore");
  }
}

/** Who wrote any revision of a draft cannot judge it. */
export class FourEyes extends ApplicationError {
  override readonly name = "FourEyes";
  constructor() {
    super("four-eyes");
  }
}

/** Who changed or removed a scenario while a draft was made does not approve that draft. */
export class ChangedScenarioYourself extends ApplicationError {
  override readonly name = "ChangedScenarioYourself";
  constructor() {
    super("scenario-four-eyes");
  }
}

/** Scenarios were changed or removed that the approver did not see so. */
export class ScenariosChanged extends ApplicationError {
  override readonly name = "ScenariosChanged";
  constructor() {
    super("scenarios-changed");
  }
}

/** A reason was given for a conflict that the draft does not make. */
export class NoSuchConflict extends ApplicationError {
  override readonly name = "NoSuchConflict";
  constructor() {
    super("no-such-conflict");
  }
}

/** A guest's link was used, ran out or never was: the same to who tries. */
export class GuestLinkSpent extends ApplicationError {
  override readonly name = "GuestLinkSpent";
  constructor() {
    super("guest-link-spent");
  }
}

/** A guest's link works only in the browser in which it was asked for. */
export class GuestLinkElsewhere extends ApplicationError {
  override readonly name = "GuestLinkElsewhere";
  constructor() {
    super("guest-link-elsewhere");
  }
}

/** A guest's time is over. */
export class GuestEnded extends ApplicationError {
  override readonly name = "GuestEnded";
  constructor() {
    super("guest-ended");
  }
}

/** This address was invited into this room already. */
export class GuestAlreadyInvited extends ApplicationError {
  override readonly name = "GuestAlreadyInvited";
  constructor() {
    super("guest-already-invited");
  }
}

/** Somebody who works here is no guest: they are invited as themselves. */
export class GuestIsColleague extends ApplicationError {
  override readonly name = "GuestIsColleague";
  constructor() {
    super("guest-is-colleague");
  }
}

/** A guest would stay longer than the settings allow. */
export class GuestTooLong extends ApplicationError {
  override readonly name = "GuestTooLong";
  constructor(days: number, lastDay: string) {
    super("guest-too-long", { words: { days: String(days), lastDay }, members: { lastDay } });
  }
}

/** A review of who is in a room was finished already. */
export class ReviewDecided extends ApplicationError {
  override readonly name = "ReviewDecided";
  constructor() {
    super("review-decided");
  }
}

/** The database or the rules are not there right now; trying again later helps. */
export class TemporarilyUnavailable extends ApplicationError {
  override readonly name = "TemporarilyUnavailable";
  constructor(cause?: unknown) {
    super("temporarily-unavailable", { members: { retryAfter: 5 } }, cause);
  }
}
