import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { isDatabaseUnavailable } from "../database/database.ts";
import { ApplicationError, InvalidInput, TemporarilyUnavailable } from "../errors.ts";
import { preferredLanguage } from "../problem-words.ts";

/** Answers with a problem document (RFC 9457) in the caller's language. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: ApplicationError,
): FastifyReply {
  const document = error.document(preferredLanguage(request.headers["accept-language"]));
  if (typeof document.retryAfter === "number") reply.header("Retry-After", document.retryAfter);
  return reply
    .status(error.status)
    .type("application/problem+json; charset=utf-8")
    .header("Cache-Control", "no-store")
    .header("Content-Language", preferredLanguage(request.headers["accept-language"]))
    .header("Vary", "Accept-Language")
    .send(JSON.stringify({ ...document, instance: `urn:uuid:${request.id}` }));
}

/** Any error as one that callers know: what is not foreseen becomes `unexpected`. */
export function asApplicationError(error: unknown): ApplicationError {
  if (error instanceof ApplicationError) return error;
  if (isDatabaseUnavailable(error)) return new TemporarilyUnavailable(error);
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new InvalidInput(
      error.validation.map((violation) => ({
        path: violation.instancePath.split("/").filter(Boolean).join("."),
        message: violation.message ?? "",
      })),
    );
  }
  return fromFramework(error) ?? new ApplicationError("unexpected", {}, error);
}

function fromFramework(error: unknown): ApplicationError | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? String(error.code) : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new ApplicationError("too-large", {}, error);
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new ApplicationError("wrong-content-type", {}, error);
  const status = "statusCode" in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500) {
    // Broken JSON, wrong Content-Length, a malformed address: the framework's words may quote the input.
    return new InvalidInput([{ path: "", message: FRAMEWORK_WORDS[code] ?? "the request cannot be read" }]);
  }
  return null;
}

const FRAMEWORK_WORDS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: "the body is empty; it must be JSON",
  FST_ERR_CTP_INVALID_JSON_BODY: "the body is not valid JSON",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "the body does not have the length that Content-Length says",
  FST_ERR_BAD_URL: "the address is not a valid URL path",
};
