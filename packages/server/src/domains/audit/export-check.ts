import { type Checkpoint, checkCheckpoint, readCheckpoint } from "./checkpoint.ts";
import { expectedRoot } from "./expected-root.ts";
import { EXPORT_FORMAT, entryLineShape, headerShape, trailerShape } from "./export-format.ts";
import {
  createLogCheck,
  type ExpectedRoot,
  type Finding,
  type FindingKind,
  type LogCheck,
} from "./log-check.ts";
import { type Hash, peaksOf, rootOf, sameHash, toHex } from "./merkle.ts";
import { verifyConsistency } from "./merkle-proofs.ts";
import type { CheckpointKey } from "./signing-key.ts";

/** Why a file, or what was given beside it, cannot be checked at all. */
export type NotCheckable =
  | "not-an-export"
  | "version-unknown"
  | "header-broken"
  | "noted-checkpoint-unreadable"
  | "noted-checkpoint-out-of-range";

/** A file is no export, or cannot be held against what was given beside it. */
export class ExportNotCheckable extends Error {
  override readonly name = "ExportNotCheckable";
  readonly code: NotCheckable;
  constructor(code: NotCheckable) {
    super(`The export cannot be checked: ${code}.`);
    this.code = code;
  }
}

/** What checking an export found. */
export interface ExportReport {
  readonly intact: boolean;
  /** The first thing that is wrong; null when intact. */
  readonly finding: Finding | null;
  readonly origin: string;
  readonly from: number;
  readonly to: number;
  /** How many entries were read and right. */
  readonly entries: number;
  /** Root of the tree over everything up to the last entry that was right. */
  readonly root: string;
  /** How many signed checkpoints held. */
  readonly checkpoints: number;
  /** The checkpoint that covers the whole, when it could be read. */
  readonly cover: { readonly size: number; readonly time: string; readonly keyId: string | null } | null;
  /** Size of the checkpoint that was given to compare with; null when there was none. */
  readonly noted: number | null;
  /** Whether only the given keys counted, not those that the file itself names. */
  readonly pinned: boolean;
}

/** What an export is held against, besides itself. */
export interface ExportTrust {
  /** The only keys that count; null for those that the file names, which shows no more than that it is whole. */
  readonly keys: readonly CheckpointKey[] | null;
  /** A checkpoint that somebody kept elsewhere, as a note; null for none. */
  readonly noted: string | null;
}

/** Checks an export line by line, without holding it in memory. */
export interface ExportCheck {
  /**
   * Takes the next line.
   *
   * @returns false when something was wrong and the rest need not be read
   * @throws ExportNotCheckable for a first line that is no header of an export
   */
  line(text: string): boolean;
  /** What was found; to call after the last line. */
  end(): ExportReport;
}

/**
 * Makes a check of an export.
 *
 * @throws ExportNotCheckable when the checkpoint to compare with cannot be read
 * @example
 * const check = createExportCheck({ keys: null, noted: null });
 * for await (const line of lines) if (!check.line(line)) break;
 * check.end().intact;
 */
export function createExportCheck(trust: ExportTrust): ExportCheck {
  const noted = trust.noted === null ? null : readCheckpoint(trust.noted);
  if (trust.noted !== null && noted === null) throw new ExportNotCheckable("noted-checkpoint-unreadable");
  let opened: Opened | null = null;
  let finding: Finding | null = null;
  let ended = false;

  const fail = (found: Finding | null): boolean => {
    finding = found;
    return found === null;
  };
  const at = (check: LogCheck, kind: FindingKind): Finding => {
    const sequence = check.frontier.size + 1;
    return { kind, sequence, upTo: sequence };
  };
  return {
    line(text) {
      if (finding !== null) return false;
      if (opened === null) {
        opened = open(text, trust, noted);
        return true;
      }
      const { check, header } = opened;
      const value = parsed(text);
      if (ended) return fail(at(check, "unreadable"));
      const trailer = trailerShape.safeParse(value);
      if (trailer.success) {
        ended = true;
        return fail(check.end() ?? wrongTrailer(check, header.to, trailer.data.root));
      }
      const line = entryLineShape.safeParse(value);
      return fail(line.success ? check.add(line.data) : at(check, "unreadable"));
    },
    end() {
      if (opened === null) throw new ExportNotCheckable("not-an-export");
      const { check, header, cover, coverKey, roots } = opened;
      if (finding === null && !ended) finding = at(check, "cut-off");
      finding ??= opened.coverFinding ?? provenByCover(opened);
      const size = check.frontier.size;
      return {
        intact: finding === null,
        finding,
        origin: header.origin,
        from: header.from,
        to: header.to,
        entries: size - (header.from - 1),
        root: toHex(rootOf(check.frontier)),
        checkpoints: roots.filter((one) => one.root !== null && one.size <= size).length,
        cover: cover === null ? null : { size: cover.size, time: cover.time, keyId: coverKey },
        noted: noted?.size ?? null,
        pinned: trust.keys !== null,
      };
    },
  };
}

type Header = ReturnType<typeof headerShape.parse>;

interface Opened {
  readonly header: Header;
  readonly check: LogCheck;
  readonly roots: readonly ExpectedRoot[];
  readonly cover: Checkpoint | null;
  readonly coverKey: string | null;
  /** What is wrong with the covering checkpoint; said last, because a fault among the entries says more. */
  readonly coverFinding: Finding | null;
}

function open(text: string, trust: ExportTrust, noted: Checkpoint | null): Opened {
  const header = readHeader(text);
  const keys = trust.keys ?? header.keys;
  const signed = header.checkpoints.map((kept) => expectedRoot(kept, keys, header.origin));
  const { checkpoint: cover, key, problem } = checkCheckpoint(header.cover.note, keys);
  const badCover: FindingKind | null =
    problem !== null
      ? `checkpoint-${problem}`
      : cover.origin !== header.origin || cover.size < header.to
        ? "checkpoint-misplaced"
        : null;
  const roots = [...signed, ...rootOfNoted(header, cover, noted)].sort((a, b) => a.size - b.size);
  return {
    header,
    check: createLogCheck(roots, { size: header.from - 1, peaks: header.start }),
    roots: signed,
    cover,
    coverKey: key?.id ?? null,
    coverFinding:
      badCover === null
        ? notedAtCover(header, cover, noted)
        : { kind: badCover, sequence: header.to, upTo: header.to },
  };
}

function readHeader(text: string): Header {
  const value = parsed(text);
  const format = typeof value === "object" && value !== null && "format" in value ? value.format : null;
  if (format !== EXPORT_FORMAT) throw new ExportNotCheckable("not-an-export");
  if (typeof value === "object" && value !== null && "version" in value && value.version !== 1) {
    throw new ExportNotCheckable("version-unknown");
  }
  const { success, data } = headerShape.safeParse(value);
  if (!success || data.from > data.to || data.start.length !== peaksOf(data.from - 1).length) {
    throw new ExportNotCheckable("header-broken");
  }
  return data;
}

/** A checkpoint that somebody kept is trusted for what it says: they kept it themselves. */
function rootOfNoted(header: Header, cover: Checkpoint | null, noted: Checkpoint | null): ExpectedRoot[] {
  if (noted === null || (noted.size > header.to && noted.size === cover?.size)) return [];
  if (noted.size < header.from - 1 || (noted.size > header.to && isBeyond(noted, header, cover))) {
    throw new ExportNotCheckable("noted-checkpoint-out-of-range");
  }
  const root = noted.origin === header.origin ? noted.root : null;
  return [{ size: noted.size, root, otherwise: "noted-checkpoint-differs" }];
}

/** Whether a kept checkpoint lies in the part that the file leaves out, or was made after the file. */
function isBeyond(noted: Checkpoint, header: Header, cover: Checkpoint | null): boolean {
  return cover === null || cover.size > header.to || noted.time > cover.time;
}

function notedAtCover(header: Header, cover: Checkpoint | null, noted: Checkpoint | null): Finding | null {
  if (cover === null || noted === null || noted.size !== cover.size || noted.size <= header.to) return null;
  const same = noted.origin === cover.origin && sameHash(noted.root, cover.root);
  return same ? null : { kind: "noted-checkpoint-differs", sequence: header.from, upTo: noted.size };
}

function provenByCover({ header, check, cover }: Opened): Finding | null {
  const proven =
    cover !== null &&
    verifyConsistency(
      {
        first: header.to,
        firstRoot: rootOf(check.frontier),
        second: cover.size,
        secondRoot: cover.root,
      },
      header.cover.consistency,
    );
  return proven ? null : { kind: "root-differs", sequence: header.from, upTo: header.to };
}

function wrongTrailer(check: LogCheck, to: number, root: Hash): Finding | null {
  const size = check.frontier.size;
  if (size < to) return { kind: "cut-off", sequence: size + 1, upTo: to };
  if (size > to) return { kind: "not-covered", sequence: to + 1, upTo: size };
  return sameHash(root, rootOf(check.frontier)) ? null : { kind: "root-differs", sequence: to, upTo: to };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
