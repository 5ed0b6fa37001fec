import { type CertificateReport, checkCertificate } from "@akkoord/server/certificate";
import { EXIT, type ExitCode, paint, print, printJson, UsageError, wrap } from "../io.ts";
import { type CliWords, wordsOf } from "../words/index.ts";
import type { VerifyOptions } from "./verify.ts";

/**
 * `akkoord verify` of a certificate of a leaver: checks offline what somebody lost, and when.
 *
 * @param text the whole file
 * @param keys the only keys that count; null for the one that the certificate names
 */
export function verifyCertificate(
  text: string,
  keys: Parameters<typeof checkCertificate>[1],
  options: VerifyOptions,
): ExitCode {
  const { words } = wordsOf(options.lang);
  if (options.checkpoint !== undefined) throw new UsageError(words.certificate.noCheckpoint);
  const report = checkCertificate(text, keys);
  if (options.json) printJson(report);
  else printReport(report, words);
  return report.intact ? EXIT.fine : EXIT.findings;
}

function printReport(report: CertificateReport, { certificate: words }: CliWords): void {
  if (!report.intact) {
    print(paint("red", words.problems[report.problem]));
    return;
  }
  const { person, endedAt, endedBy, successor, removed } = report.certificate;
  print(paint("green", words.intact));
  print(words.who(person.name, person.organisation));
  print(words.ended(endedAt, endedBy.id ?? endedBy.kind));
  if (successor !== null) print(words.successor(successor));
  if (removed.length === 0) print(words.nothing);
  for (const { kind, count } of removed) print(`  ${words.removed(count, words.kinds[kind] ?? kind)}`);
  print(wrap(report.pinned ? words.pinned : words.notPinned));
}
