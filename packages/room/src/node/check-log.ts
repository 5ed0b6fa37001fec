import { createLogCheck, type ReadStep } from "../log/check.ts";
import type { LogReport } from "../log/report.ts";
import { holds, type PublicKeys, type SignatureClaim } from "../signing.ts";
import { type SignatureThreads, startSignatureThreads } from "./signature-threads.ts";
import { nodeVerifier } from "./signer.ts";

/** Lines whose signatures go to a thread together. Shorter logs start no threads. */
const BATCH = 256;

/**
 * The same check as {@link verifyLog}, of a log that need not fit in memory, with signatures checked on all processors.
 *
 * @param lines the header and the events, without their line ends
 * @param keys the keys that count, known beforehand; null: those in the header
 * @example await checkLog(linesOf(createReadStream("room.jsonl")), { "ed25519:1": "…" })
 */
export async function checkLog(lines: AsyncIterable<string>, keys: PublicKeys | null): Promise<LogReport> {
  const check = createLogCheck(keys);
  const waiting: Promise<readonly Checked[]>[] = [];
  let steps: ReadStep[] = [];
  let threads: SignatureThreads | null = null;
  const takeOldest = async (): Promise<boolean> =>
    ((await waiting.shift()) ?? []).every(({ step, signed }) => step.take(signed));
  try {
    for await (const line of lines) {
      steps.push(check.read(line));
      if (steps.length < BATCH) continue;
      threads ??= startSignatureThreads();
      waiting.push(checkOn(threads, steps));
      steps = [];
      if (waiting.length > 2 * threads.count && !(await takeOldest())) return check.end();
    }
    while (waiting.length > 0) if (!(await takeOldest())) return check.end();
    const verifier = nodeVerifier();
    steps.every((step) => step.take(holds(step.claims, verifier)));
    return check.end();
  } finally {
    await threads?.end();
  }
}

interface Checked {
  readonly step: ReadStep;
  readonly signed: boolean;
}

async function checkOn(threads: SignatureThreads, steps: readonly ReadStep[]): Promise<readonly Checked[]> {
  const claims: SignatureClaim[] = steps.flatMap((step) => step.claims);
  const right = await threads.check(claims);
  let at = 0;
  return steps.map((step) => {
    const end = at + step.claims.length;
    const signed = right.slice(at, end).every(Boolean);
    at = end;
    return { step, signed };
  });
}
