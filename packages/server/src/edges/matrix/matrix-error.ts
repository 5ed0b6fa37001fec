import type { FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { ApplicationError, ProblemCode, ProblemDocument } from "../../platform/errors.ts";
import { asApplicationError } from "../../platform/http/problems.ts";
import { type Language, preferredLanguage } from "../../platform/problem-words.ts";
import { type EdgeProblem, edgeWords } from "./words.ts";

/** Error codes of Matrix that are used here. */
export type ErrorCode =
  | "M_FORBIDDEN"
  | "M_UNKNOWN_TOKEN"
  | "M_MISSING_TOKEN"
  | "M_BAD_JSON"
  | "M_NOT_JSON"
  | "M_NOT_FOUND"
  | "M_LIMIT_EXCEEDED"
  | "M_UNRECOGNIZED"
  | "M_UNKNOWN"
  | "M_MISSING_PARAM"
  | "M_INVALID_PARAM"
  | "M_TOO_LARGE"
  | "M_UNSUPPORTED_ROOM_VERSION"
  | "M_INVALID_ROOM_STATE"
  | "M_DUPLICATE_ANNOTATION";

/** Something that only a Matrix application can do wrong. */
export class MatrixError extends Error {
  override readonly name = "MatrixError";
  readonly status: number;
  readonly errcode: ErrorCode;
  readonly problem: EdgeProblem;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    errcode: ErrorCode,
    problem: EdgeProblem,
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(edgeWords(problem, "en"));
    this.status = status;
    this.errcode = errcode;
    this.problem = problem;
    this.members = members;
  }
}

/** What a Matrix application gets when something does not work. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: { readonly errcode: ErrorCode; readonly error: string; readonly [member: string]: unknown };
  /** Whole seconds to wait, where waiting helps. */
  readonly retryAfter: number | null;
  /** What went wrong, for the log. */
  readonly cause: Error;
}

/** Any error in the words of Matrix. */
export function asMatrixAnswer(error: unknown, request: FastifyRequest): ErrorAnswer {
  const language = preferredLanguage(request.headers["accept-language"]);
  if (error instanceof MatrixError) {
    const body = { errcode: error.errcode, error: edgeWords(error.problem, language), ...error.members };
    return { status: error.status, body, retryAfter: null, cause: error };
  }
  const known = asApplicationError(error);
  const document = known.document(language);
  const retryAfter = typeof document.retryAfter === "number" ? document.retryAfter : null;
  const { status, errcode } = codeOf(error, known, request);
  return {
    status,
    body: { errcode, error: sentence(document), ...membersOf(known.code, document, retryAfter) },
    retryAfter,
    cause: known,
  };
}

/** The same for an error outside a request that a route knows, such as an address that cannot be read. */
export function matrixBody(problem: EdgeProblem, errcode: ErrorCode, language: Language) {
  return { errcode, error: edgeWords(problem, language) };
}

const BY_CODE: Partial<
  Readonly<Record<ProblemCode, { readonly status: number; readonly errcode: ErrorCode }>>
> = {
  "picture-refused": { status: 403, errcode: "M_FORBIDDEN" },
  "room-closed": { status: 403, errcode: "M_FORBIDDEN" },
  "room-full": { status: 403, errcode: "M_FORBIDDEN" },
  "room-key-destroyed": { status: 403, errcode: "M_FORBIDDEN" },
  "duplicate-reaction": { status: 400, errcode: "M_DUPLICATE_ANNOTATION" },
  "too-large": { status: 413, errcode: "M_TOO_LARGE" },
  "too-many-requests": { status: 429, errcode: "M_LIMIT_EXCEEDED" },
};

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "M_INVALID_PARAM",
  401: "M_UNKNOWN_TOKEN",
  403: "M_FORBIDDEN",
  404: "M_NOT_FOUND",
  413: "M_TOO_LARGE",
  429: "M_LIMIT_EXCEEDED",
};

function codeOf(
  error: unknown,
  known: ApplicationError,
  request: FastifyRequest,
): { status: number; errcode: ErrorCode } {
  const found = BY_CODE[known.code];
  if (found !== undefined) return found;
  if (hasZodFastifySchemaValidationErrors(error) && error.validationContext !== "body") {
    const given = error.validationContext === "querystring" ? request.query : request.params;
    const missing = error.validation.some(({ instancePath }) => !isGiven(given, instancePath));
    return { status: 400, errcode: missing ? "M_MISSING_PARAM" : "M_INVALID_PARAM" };
  }
  if (known.code === "invalid-input" && request.method !== "GET")
    return { status: 400, errcode: "M_BAD_JSON" };
  return { status: known.status, errcode: BY_STATUS[known.status] ?? "M_UNKNOWN" };
}

/** Whether an address has the parameter that is wrong, or lacks it. */
function isGiven(parameters: unknown, instancePath: string): boolean {
  const [, name = ""] = instancePath.split("/");
  return typeof parameters === "object" && parameters !== null && name in parameters;
}

const TOLD_APART: ReadonlySet<ProblemCode> = new Set(["csrf-token-missing", "room-closed"]);

function membersOf(
  code: ProblemCode,
  { refusal }: ProblemDocument,
  retryAfter: number | null,
): Record<string, unknown> {
  return {
    ...(refusal === undefined ? {} : { "nl.akkoord.refusal": refusal }),
    // Not of Matrix: our page must tell these from other refusals.
    ...(TOLD_APART.has(code) ? { "nl.akkoord.code": code } : {}),
    ...(code === "too-many-requests" ? { retry_after_ms: (retryAfter ?? 1) * 1_000 } : {}),
    ...(code === "not-signed-in" ? { soft_logout: false } : {}),
  };
}

function sentence({ title, detail }: ProblemDocument): string {
  return `${title}. ${detail}`;
}
