import { randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeForOwner } from "./database/embedded/place.ts";

/**
 * A secret of this installation: made once, kept in the data folder for its owner's eyes only.
 *
 * @param make how to make it, when random characters will not do: at least 32 characters
 */
export async function keptSecret(
  dataDir: string,
  name: string,
  make: () => string = () => randomBytes(48).toString("base64url"),
): Promise<string> {
  const file = join(dataDir, name);
  const known = await readFile(file, "utf8").catch(() => "");
  if (known.trim().length >= 32) return known.trim();
  const secret = make();
  await mkdir(dataDir, { recursive: true });
  await writeForOwner(file, secret);
  return secret;
}
