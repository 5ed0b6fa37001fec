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
  "sign-in-failed": 400,
  "policies-refused": 409,
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
  readonly words?: Readonly<Record<string, string>>;
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
    super(problemWords(code, "en", details.words).detail, cause === undefined ? undefined : { cause });
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
      ...problemWords(this.code, language, this.details.words),
      status: this.status,
      code: this.code,
      ...this.details.members,
    };
  }
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

/** A kept receipt no longer matches its own id. */
export class AlteredReceipt extends ApplicationError {
  override readonly name = "AlteredReceipt";
  constructor() {
    super("altered-receipt");
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
    problems: readonly {
      code: string;
      file: string;
      line: number;
      column: number;
      message: string;
      remedy: string;
    }[],
  ) {
    const places = problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.message} ${p.remedy}`);
    super("policies-refused", { words: { first: places[0] ?? "" }, members: { problems } });
    this.operatorMessage = places.join("\n");
  }
}

/** The database or the rules are not there right now; trying again later helps. */
export class TemporarilyUnavailable extends ApplicationError {
  override readonly name = "TemporarilyUnavailable";
  constructor(cause?: unknown) {
    super("temporarily-unavailable", { members: { retryAfter: 5 } }, cause);
  }
}
