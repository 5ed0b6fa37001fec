import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Account, accountFor, canEnter } from "./account.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

const FOLDER = "postgresql-18";
const POINTER = "database-location.json";

/** Where the embedded database lives and which account owns it. */
export interface Place {
  /** The data folder of Akkoord. */
  readonly dataFolder: string;
  /** The folder that holds the database: the data folder, or another when that cannot be entered. */
  readonly base: string;
  /** The database itself; does not exist before it is made. */
  readonly home: string;
  /** The account PostgreSQL runs as; null for the one of this process. */
  readonly account: Account | null;
}

/**
 * Decides where the database of a data folder lives. Normally inside it. As root, when the account that
 * PostgreSQL then runs as cannot enter the data folder, in a folder of its own under `/var/lib`, with a
 * pointer to it in the data folder.
 *
 * @throws EmbeddedDatabaseError when the data folder cannot be written or its pointer leads nowhere
 */
export async function findPlace(dataDir: string): Promise<Place> {
  const dataFolder = await prepareDataFolder(dataDir);
  const base = (await readPointer(dataFolder)) ?? dataFolder;
  const cluster = join(base, FOLDER, "cluster");
  if (await exists(cluster)) return place(dataFolder, base, await accountFor(cluster));
  const account = await accountFor(null);
  await letIn(account, base);
  if (await canOwnFilesIn(base, account)) return place(dataFolder, base, account);
  const elsewhere = await makeBaseElsewhere(account);
  await writeForOwner(
    join(dataFolder, POINTER),
    JSON.stringify(
      {
        folder: elsewhere,
        why: "PostgreSQL does not run as root, and the account it runs as cannot enter this folder.",
      },
      null,
      2,
    ),
  );
  return place(dataFolder, elsewhere, account);
}

function place(dataFolder: string, base: string, account: Account | null): Place {
  return { dataFolder, base, home: join(base, FOLDER), account };
}

/** Writes a file that only its owner may read, owned by whoever owns the folder it stands in. */
export async function writeForOwner(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(join(path, ".."));
  await chown(path, uid, gid);
}

async function prepareDataFolder(dataDir: string): Promise<string> {
  try {
    // Others may pass through (PostgreSQL may run as another account) but not look around.
    const made = await mkdir(dataDir, { recursive: true });
    if (made !== undefined) await chmod(dataDir, 0o711);
    const folder = await realpath(dataDir);
    const probe = join(folder, `.write-${randomBytes(6).toString("hex")}`);
    await writeFile(probe, "");
    await rm(probe);
    return folder;
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The data folder ${dataDir} cannot be written (${error instanceof Error ? error.message : error}). ` +
        "Give this user the folder, or name another one with DATA_DIR.",
    );
  }
}

/** Lets the account pass through a folder of root's that is closed to it, and nobody else. */
async function letIn(account: Account | null, folder: string): Promise<void> {
  if (account === null || (await canEnter(account, folder)) || !(await canEnter(account, dirname(folder))))
    return;
  const { uid, mode } = await stat(folder);
  if (uid !== 0) return;
  await chown(folder, uid, account.gid);
  await chmod(folder, (mode & 0o7777) | 0o010);
}

async function readPointer(dataFolder: string): Promise<string | null> {
  const file = join(dataFolder, POINTER);
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  const pointer: unknown = JSON.parse(text);
  const folder =
    typeof pointer === "object" && pointer !== null && "folder" in pointer ? String(pointer.folder) : "";
  if (!(await exists(folder))) {
    throw new EmbeddedDatabaseError(
      `${file} says that the database is in ${folder}, but that folder is gone. ` +
        "Put it back from a backup, or remove the file to start with an empty database.",
    );
  }
  return folder;
}

async function canOwnFilesIn(folder: string, account: Account | null): Promise<boolean> {
  if (account === null) return true;
  if (!(await canEnter(account, folder))) return false;
  // Some mounted file systems quietly keep root as the owner of everything.
  const probe = join(folder, `.owner-${randomBytes(6).toString("hex")}`);
  try {
    await mkdir(probe, { mode: 0o700 });
    await chown(probe, account.uid, account.gid);
    return (await stat(probe)).uid === account.uid;
  } catch {
    return false;
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

async function makeBaseElsewhere(account: Account | null): Promise<string> {
  const name = `akkoord-${randomBytes(6).toString("hex")}`;
  const tried: string[] = [];
  for (const parent of ["/var/lib", "/var/tmp", tmpdir()]) {
    const folder = join(parent, name);
    try {
      await mkdir(folder);
      await chmod(folder, 0o711);
      if (await canOwnFilesIn(folder, account)) return folder;
      await rm(folder, { recursive: true, force: true });
    } catch {
      // A folder that cannot be made is one to pass over; the error below names them all.
    }
    tried.push(parent);
  }
  throw new EmbeddedDatabaseError(
    `There is no folder for the database that its account can enter (tried ${tried.join(", ")}). ` +
      "Name a data folder that everyone can enter with DATA_DIR, or set DATABASE_URL.",
  );
}

async function exists(path: string): Promise<boolean> {
  return (
    path !== "" &&
    (await stat(path).then(
      () => true,
      () => false,
    ))
  );
}
