import type { FastifyRequest } from "fastify";
import { type Holder, isHolder } from "../../domains/sessions/holders.ts";
import type { Caller } from "../../platform/command.ts";
import { MatrixError } from "./matrix-error.ts";

/** A caller who signed in. */
export interface SignedInCaller extends Caller {
  readonly actor: Holder;
}

/**
 * Who asks.
 *
 * @throws MatrixError when nobody signed in, or the token counts no more
 */
export async function signedIn(request: FastifyRequest): Promise<SignedInCaller> {
  const caller = await request.caller();
  const { actor } = caller;
  if (isHolder(actor)) return { ...caller, actor };
  const { authorization, cookie } = request.headers;
  throw authorization === undefined && cookie === undefined
    ? new MatrixError(401, "M_MISSING_TOKEN", "missing-token")
    : tokenEnded();
}

/** The token counts no more: the application must forget what it kept. */
export function tokenEnded(): MatrixError {
  return new MatrixError(401, "M_UNKNOWN_TOKEN", "unknown-token", { soft_logout: false });
}
