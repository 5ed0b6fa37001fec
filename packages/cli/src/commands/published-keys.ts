import { readFile } from "node:fs/promises";
import { type JsonValue, type KnownServerKeys, readServerKeys } from "@akkoord/room";
import { nodeVerifier } from "@akkoord/room/node";
import { UsageError } from "../io.ts";
import type { CliWords } from "../words/index.ts";

/** Where a server of Matrix publishes its keys. */
const KEYS_PATH = "/_matrix/key/v2/server";

const PATIENCE_MS = 10_000;

/** Hosts that nobody else can answer for, so that TLS adds nothing. */
const THIS_MACHINE: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The keys that a server published: from its address, or from a file with what was fetched there before.
 *
 * @param from a file, or an address; of a server alone, its published keys are meant
 * @throws {UsageError} when nothing can be read there, over http from another machine, or the document is not signed by
 *   the keys in it
 */
export async function publishedKeys(from: string, { roomLog: words }: CliWords): Promise<KnownServerKeys> {
  const text = /^https?:/i.test(from) ? await fetched(from, words) : await readFile(from, "utf8").catch(fail);
  const known = readServerKeys(parsed(text), nodeVerifier());
  if (known === null) throw new UsageError(words.badKeysFrom(from));
  return known;

  function fail(): never {
    throw new UsageError(words.noKeysFrom(from));
  }
}

async function fetched(from: string, words: CliWords["roomLog"]): Promise<string> {
  const address = URL.parse(from);
  if (address === null) throw new UsageError(words.noKeysFrom(from));
  if (address.protocol !== "https:" && !THIS_MACHINE.has(address.hostname))
    throw new UsageError(words.keysOverHttp(from));
  if (address.pathname === "/") address.pathname = KEYS_PATH;
  try {
    // Another server must not answer for the one that was named.
    const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return await answer.text();
  } catch {
    throw new UsageError(words.noKeysFrom(from));
  }
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
