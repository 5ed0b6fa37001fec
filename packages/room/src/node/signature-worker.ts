import { parentPort } from "node:worker_threads";
import type { SignatureClaim } from "../signing.ts";
import { nodeVerifier } from "./signer.ts";

/** Says of every signature that comes in whether it is right, in a thread of its own. */
const verifier = nodeVerifier();

parentPort?.on("message", (claims: readonly SignatureClaim[]) => {
  parentPort?.postMessage(
    claims.map(({ publicKey, bytes, signature }) => verifier.verify(publicKey, bytes, signature)),
  );
});
