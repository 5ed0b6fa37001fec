import { createHash, createPublicKey } from "node:crypto";
import { type NodeSigner, nodeSigner } from "@akkoord/room/node";

/**
 * What signs the events of this server.
 *
 * @param server name of the server in ids
 * @param pem private Ed25519 key (PKCS #8); line ends may be written as \n, as settings files do
 */
export function roomSigner(server: string, pem: string): NodeSigner {
  const key = pem.replaceAll("\\n", "\n");
  const bytes = createPublicKey(key).export({ type: "spki", format: "der" });
  // Named after itself, so that another key never goes by the name of an earlier one.
  const version = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  return nodeSigner(server, `ed25519:${version}`, key);
}
