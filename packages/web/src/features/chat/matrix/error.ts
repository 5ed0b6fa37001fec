import { ServerRefusalError } from "../../../platform/http.ts";
import { type Refusal, readRefusal } from "../model/refusal.ts";
import { numberOf, recordOf, textOf } from "./shape.ts";

/** What an error of the Matrix edge means to whoever waits for the answer. */
export type Failure =
  /** The server understood and says no: asking again gives the same. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly status: number;
      readonly refusal: Refusal | null;
    }
  /** Nobody is signed in any more. */
  | { readonly kind: "signed-out" }
  /** Whether it came through is not known, or the server is busy: ask again, not before the given time. */
  | { readonly kind: "again"; readonly afterMs: number };

/** The proof of the page belongs to an earlier session; the page asks for that of the new one. */
export const STALE_SESSION = "csrf-token-missing";

const SIGNED_OUT = ["M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"];

/**
 * Says what a failed request means.
 *
 * @example const failure = failureOf(error); if (failure.kind === "again") await pause(failure.afterMs);
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ServerRefusalError)) return { kind: "again", afterMs: 0 };
  const body = recordOf(error.problem);
  const code = textOf(body["nl.akkoord.code"]) ?? textOf(body.errcode) ?? textOf(body.code) ?? "M_UNKNOWN";
  if (error.status === 401 || SIGNED_OUT.includes(code)) return { kind: "signed-out" };
  if (code === STALE_SESSION) return { kind: "again", afterMs: 1_000 };
  if (error.status === 429 || code === "M_LIMIT_EXCEEDED")
    return { kind: "again", afterMs: numberOf(body.retry_after_ms) ?? 1_000 };
  if (error.status >= 500 || error.status === 408) return { kind: "again", afterMs: 0 };
  return {
    kind: "refused",
    code,
    status: error.status,
    refusal: readRefusal(body["nl.akkoord.refusal"]) ?? readRefusal(body.refusal),
  };
}
