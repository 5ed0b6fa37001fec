import { holds, type PublicKeys, type Verifier } from "../signing.ts";
import { createLogCheck } from "./check.ts";
import type { LogReport } from "./report.ts";

/** What to check a log with. */
export interface VerifyLogOptions {
  /**
   * The keys that count, known beforehand; null: those in the header. Then a whole log that somebody else made up and
   * signed looks right.
   */
  readonly keys: PublicKeys | null;
  readonly verifier: Verifier;
}

/**
 * Checks an exported log: the signed header, and of every event its form, hashes, signature, place in the chain, and
 * whether the rules allowed it by the state before it. Names the first fault.
 *
 * @param lines the header and the events, without their line ends
 * @example verifyLog(text.split("\n").slice(0, -1), { keys: { "ed25519:1": "…" }, verifier: nodeVerifier() }).intact
 */
export function verifyLog(lines: Iterable<string>, { keys, verifier }: VerifyLogOptions): LogReport {
  const check = createLogCheck(keys);
  for (const line of lines) {
    const { claims, take } = check.read(line);
    if (!take(holds(claims, verifier))) break;
  }
  return check.end();
}
