import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import {
  createExportCheck,
  type ExportCheck,
  ExportNotCheckable,
  type ExportReport,
  readPublicKeys,
  UnusableKey,
} from "@akkoord/server/audit";
import { EXIT, type ExitCode, paint, print, printJson, UsageError, wrap } from "../io.ts";
import { type CliWords, wordsOf } from "../words/index.ts";

/** Options of `akkoord verify`. */
export interface VerifyOptions {
  /** File with the public keys that count; otherwise those that the export names count. */
  readonly key?: string;
  /** File with a checkpoint that was kept elsewhere. */
  readonly checkpoint?: string;
  readonly json: boolean;
  readonly lang: string;
}

/**
 * `akkoord verify`: checks an export of the audit trail offline, line by line: every entry, every signed checkpoint,
 * inclusion and consistency. Names the first entry that fails.
 */
export async function verifyCommand(file: string, options: VerifyOptions): Promise<ExitCode> {
  const { words } = wordsOf(options.lang);
  const keys = options.key === undefined ? null : await readKeys(options.key);
  const noted = options.checkpoint === undefined ? null : await readText(options.checkpoint);
  let report: ExportReport;
  try {
    const check = createExportCheck({ keys, noted });
    await readLines(file, check);
    report = check.end();
  } catch (error) {
    if (!(error instanceof ExportNotCheckable)) throw error;
    throw new UsageError(words.verify.notCheckable[error.code](file));
  }
  if (options.json) printJson(report);
  else printReport(report, words);
  return report.intact ? EXIT.fine : EXIT.findings;
}

function printReport(report: ExportReport, { verify: words }: CliWords): void {
  const { finding, cover } = report;
  if (finding === null) print(paint("green", words.intact(report.from, report.to, report.checkpoints)));
  else {
    print(paint("red", words.broken(finding.sequence, finding.upTo)));
    print(wrap(words.kinds[finding.kind], "  "));
    print(wrap(words.rightUntil(report.from, report.from + report.entries - 1), "  "));
  }
  print(words.trail(report.origin));
  if (cover !== null) print(words.cover(cover.size, cover.time, cover.keyId?.slice(0, 16) ?? words.nobody));
  if (finding !== null) return;
  if (report.noted !== null) print(words.noted(report.noted));
  if (!report.pinned) print(wrap(words.notPinned));
}

async function readLines(file: string, check: ExportCheck): Promise<void> {
  const input = createReadStream(file, "utf8");
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (!check.line(line)) return;
    }
  } catch (error) {
    if (error instanceof ExportNotCheckable) throw error;
    throw unreadable(file);
  } finally {
    input.destroy();
  }
}

async function readKeys(file: string) {
  try {
    return readPublicKeys(await readText(file));
  } catch (error) {
    if (error instanceof UnusableKey) throw new UsageError(`${file} ${error.message}.`);
    throw error;
  }
}

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => {
    throw unreadable(file);
  });
}

function unreadable(file: string): UsageError {
  return new UsageError(`${file} cannot be read. Name a file that is there.`);
}
