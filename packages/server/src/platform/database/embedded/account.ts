import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

/** An account of the operating system, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that PostgreSQL must run as: null for the account of this process; when that is root,
 * which PostgreSQL refuses, the owner of the existing cluster, else `postgres`, else `nobody`.
 *
 * @throws EmbeddedDatabaseError when root has no other account to use
 */
export async function accountFor(existingCluster: string | null): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  if (existingCluster !== null) {
    const { uid, gid } = await stat(existingCluster);
    if (uid !== 0) return { uid, gid };
  }
  const accounts = await knownAccounts();
  const account = accounts.get("postgres") ?? accounts.get("nobody");
  if (account === undefined) {
    throw new EmbeddedDatabaseError(
      "PostgreSQL refuses to run as root and there is no account `postgres` or `nobody` to use instead. " +
        "Run Akkoord as an ordinary user, or set DATABASE_URL.",
    );
  }
  return account;
}

async function knownAccounts(): Promise<Map<string, Account>> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n");
  const accounts = new Map<string, Account>();
  for (const line of lines) {
    const [name, , uid, gid] = line.split(":");
    if (name && Number(uid) > 0) accounts.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

/** The account as options for `spawn`; nothing when this process keeps its own. */
export function asSpawnOptions(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/** Whether the account may enter the folder: every folder above it lets the account through. */
export async function canEnter(account: Account | null, folder: string): Promise<boolean> {
  if (account === null) return true;
  for (let current = folder; ; current = dirname(current)) {
    const { mode, uid, gid } = await stat(current);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (current === dirname(current)) return true;
  }
}
