import { fromBase64, type KnownServerKeys, type LogReport, type PublicKeys } from "@akkoord/room";
import { checkLog } from "@akkoord/room/node";
import { EXIT, type ExitCode, paint, print, printJson, UsageError, wrap } from "../io.ts";
import { type CliWords, type Language, wordsOf } from "../words/index.ts";
import { publishedKeys } from "./published-keys.ts";
import type { VerifyOptions } from "./verify.ts";

/**
 * `akkoord verify` of an exported room: checks every event offline. Names the first one that fails, and says plainly
 * whether the key was known beforehand.
 *
 * @param file its name, for messages
 * @param lines the header and the events
 */
export async function verifyRoom(
  file: string,
  lines: AsyncIterable<string>,
  options: VerifyOptions,
): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  if (options.checkpoint !== undefined) throw new UsageError(words.roomLog.noCheckpoint);
  if (options.keyFrom !== undefined && options.key.length > 0) throw new UsageError(words.roomLog.keysTwice);
  const published = options.keyFrom === undefined ? null : await publishedKeys(options.keyFrom, words);
  const given = options.key.length === 0 ? null : readRoomKeys(options.key, words);
  const report = await checkLog(known(lines, file, words), published?.keys ?? given);
  const server = report.header?.server;
  if (published !== null && server !== undefined && server !== published.server)
    throw new UsageError(words.roomLog.keysOfOther(plain(published.server), plain(server)));
  if (options.json) printJson(report);
  else printReport(report, published, language, words);
  return report.intact ? EXIT.fine : EXIT.findings;
}

function printReport(
  report: LogReport,
  published: KnownServerKeys | null,
  language: Language,
  { roomLog: words }: CliWords,
): void {
  const { finding, header, contents, period } = report;
  if (finding === null) print(paint("green", words.intact(report.checked)));
  else {
    print(paint("red", words.broken(finding.line, finding.position)));
    print(wrap(words.faults[finding.kind], "  "));
    if (finding.reason !== null) print(wrap(words.reasons[finding.reason], "  "));
    print(wrap(words.rightUntil(report.checked), "  "));
  }
  if (header === null) return;
  print(words.room(report.name === null ? null : plain(report.name), plain(header.room)));
  if (period !== null) print(words.period(moment(period.from, language), moment(period.to, language)));
  print(
    words.exported(
      moment(Date.parse(header.exportedAt), language),
      header.exportedBy === undefined ? null : plain(header.exportedBy),
    ),
  );
  print(words.contents(contents.whole));
  if (contents.redacted > 0) print(words.redacted(contents.redacted));
  if (contents.gone > 0) print(wrap(words.gone(contents.gone)));
  if (finding !== null) return;
  if (published !== null) print(wrap(words.pinnedBy(plain(published.server))));
  else if (report.pinned) print(words.pinned);
  else print(wrap(words.notPinned(plain(keysAsTexts(header.keys)))));
}

/** A room log of a later version cannot be judged, which is no fault of the log. */
async function* known(lines: AsyncIterable<string>, file: string, { roomLog: words }: CliWords) {
  let first = true;
  for await (const line of lines) {
    if (first && !/"format":"akkoord-room-log\/1"/.test(line))
      throw new UsageError(words.versionUnknown(file));
    first = false;
    yield line;
  }
}

/** Keys as `--key` takes them: `ed25519:1=…`. */
function readRoomKeys(texts: readonly string[], { roomLog: words }: CliWords): PublicKeys {
  return Object.fromEntries(
    texts.map((text) => {
      const [, keyId = "", key = ""] = /^(ed25519:\w+)=([A-Za-z0-9+/]{43})=?$/.exec(text) ?? [];
      if (fromBase64(key)?.length !== 32) throw new UsageError(words.badKey(text));
      return [keyId, key];
    }),
  );
}

function keysAsTexts(keys: PublicKeys): string {
  return Object.entries(keys)
    .map(([keyId, key]) => `${keyId}=${key}`)
    .join(" ");
}

/** A moment in words, in Dutch time; the years that a forged file may name are no reason to fail. */
function moment(at: number, language: Language): string {
  const day = new Date(at);
  if (Number.isNaN(day.getTime())) return "?";
  return day.toLocaleString(language === "nl" ? "nl-NL" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Europe/Amsterdam",
  });
}

/** A text from the file as a terminal may show it: without what steers the terminal or turns the reading direction. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}
