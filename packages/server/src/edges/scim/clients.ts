import type { FastifyRequest } from "fastify";
import { scimActorId } from "../../domains/directory/permissions.ts";
import {
  noteRefusedToken,
  noteScimUse,
  type ScimClient,
  type ScimClients,
} from "../../domains/directory/scim-clients.ts";
import type { Caller, Commands } from "../../platform/command.ts";
import { NotSignedIn } from "../../platform/errors.ts";

/** The organisation's administration that a request comes from. */
export interface ScimCaller extends Caller {
  readonly client: ScimClient;
}

/** Tells who sends requests. */
export interface ScimCallers {
  /** Looks up whose token a request carries, once; says nothing yet of those that carry none. */
  recognise(request: FastifyRequest): Promise<void>;
  /** Whose requests are counted together. */
  countedAs(request: FastifyRequest): string | null;
  /** @throws NotSignedIn when the request carries no token that is worth anything; that is noted */
  demand(request: FastifyRequest): Promise<void>;
  /** Who sends the request; only after `demand`. */
  of(request: FastifyRequest): ScimCaller;
}

const BEARER = /^Bearer +(akkoord-scim_[\w-]{43}) *$/i;

/** Makes the recognition of clients. */
export function createScimCallers(parts: {
  readonly commands: Commands;
  readonly scimClients: ScimClients;
}): ScimCallers {
  const { commands, scimClients } = parts;
  const known = new WeakMap<FastifyRequest, ScimCaller>();
  const refused = new WeakMap<FastifyRequest, { readonly client: string | null }>();
  const originOf = (request: FastifyRequest) => ({ channel: "http", address: request.ip }) as const;
  return {
    async recognise(request) {
      const header = request.headers.authorization;
      const token = BEARER.exec(header ?? "")?.[1];
      const bearer = token === undefined ? ({ kind: "unknown" } as const) : await scimClients.bearer(token);
      if (bearer.kind !== "client") {
        if (header !== undefined)
          refused.set(request, { client: bearer.kind === "ended" ? bearer.id : null });
        return;
      }
      const { traceId } = await request.caller();
      const actor = { kind: "system", id: scimActorId(bearer.client.id) } as const;
      const caller = { actor, origin: originOf(request), traceId, client: bearer.client };
      known.set(request, caller);
      if (bearer.isNoteworthy) await commands.execute(noteScimUse, { client: bearer.client.id }, caller);
    },

    countedAs: (request) => known.get(request)?.client.id ?? null,

    async demand(request) {
      if (known.has(request)) return;
      const attempt = refused.get(request);
      if (attempt !== undefined) {
        const actor = { kind: "system", id: "scim" } as const;
        await commands.execute(noteRefusedToken, attempt, {
          actor,
          origin: originOf(request),
          traceId: null,
        });
      }
      throw new NotSignedIn();
    },

    of(request) {
      const caller = known.get(request);
      if (caller === undefined) throw new NotSignedIn();
      return caller;
    },
  };
}
