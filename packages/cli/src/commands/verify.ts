import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { isRoomLog } from "@akkoord/room";
import { linesOf } from "@akkoord/room/node";
import {
  createExportCheck,
  ExportNotCheckable,
  type ExportReport,
  readPublicKeys,
  UnusableKey,
} from "@akkoord/server/audit";
import { saysItIsCertificate } from "@akkoord/server/certificate";
import { EXIT, type ExitCode, paint, print, printJson, UsageError, wrap } from "../io.ts";
import { type CliWords, wordsOf } from "../words/index.ts";
import { verifyCertificate } from "./verify-certificate.ts";
import { verifyRoom } from "./verify-room.ts";

/** Options of `akkoord verify`. */
export interface VerifyOptions {
  /**
   * The public keys that count: files for the audit trail, `ed25519:…=…` for a room. None: those that the export names
   * count.
   */
  readonly key: readonly string[];
  /** Where the server of a room publishes its keys: an address, or a file with what was there. */
  readonly keyFrom?: string;
  /** File with a checkpoint that was kept elsewhere. */
  readonly checkpoint?: string;
  readonly json: boolean;
  readonly lang: string;
}

/**
 * `akkoord verify`: checks an export offline. The first line says whether it is of a room, of the audit trail, or a
 * certificate of somebody who left.
 */
export async function verifyCommand(file: string, options: VerifyOptions): Promise<ExitCode> {
  const lines = linesIn(file);
  const { value: first = "" } = await lines.next();
  const all = startingWith(first, lines);
  if (isRoomLog(first)) return verifyRoom(file, all, options);
  if (options.keyFrom !== undefined) throw new UsageError(wordsOf(options.lang).words.roomLog.keysOfRooms);
  // A certificate is one object, on one line or set out over several; the others have an object on each line.
  const text = first.trim() === "{" || saysItIsCertificate(first) ? await textOf(all) : "";
  if (saysItIsCertificate(text)) return verifyCertificate(text, await keysOf(options), options);
  return verifyTrail(file, text === "" ? all : linesOfText(text), options);
}

/**
 * Checks an export of the audit trail: every entry, every signed checkpoint, inclusion and consistency. Names the first
 * entry that fails.
 */
async function verifyTrail(
  file: string,
  lines: AsyncIterable<string>,
  options: VerifyOptions,
): Promise<ExitCode> {
  const { words } = wordsOf(options.lang);
  const keys = await keysOf(options);
  const noted = options.checkpoint === undefined ? null : await readText(options.checkpoint);
  let report: ExportReport;
  try {
    const check = createExportCheck({ keys, noted });
    for await (const line of lines) if (!check.line(line)) break;
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

async function* linesIn(file: string): AsyncGenerator<string> {
  try {
    yield* linesOf(createReadStream(file));
  } catch {
    throw unreadable(file);
  }
}

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all.join("\n");
}

async function* linesOfText(text: string): AsyncGenerator<string> {
  yield* text.split("\n");
}

async function keysOf({ key }: VerifyOptions) {
  return key.length === 0 ? null : (await Promise.all(key.map(readKeys))).flat();
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
