import type { FastifyReply, FastifyRequest } from "fastify";
import { newToken } from "../sessions/model.ts";

/** A mark in a browser, by which a link works only where it was asked for. It says nothing of who uses the browser. */
export interface BrowserMark {
  read(request: FastifyRequest): string | null;
  /** The mark of this browser; gives it one when it has none. */
  give(request: FastifyRequest, reply: FastifyReply): string;
}

const SECONDS = 3_600;

/** @param https whether people reach us over https */
export function createBrowserMark(https: boolean): BrowserMark {
  const name = https ? "__Host-akkoord-guest-link" : "akkoord-guest-link";
  const read = (request: FastifyRequest) => {
    const mark = request.cookies[name];
    return mark !== undefined && /^[\w-]{43}$/.test(mark) ? mark : null;
  };
  return {
    read,
    give(request, reply) {
      const mark = read(request) ?? newToken();
      reply.setCookie(name, mark, {
        httpOnly: true,
        secure: https,
        sameSite: "strict",
        path: "/",
        maxAge: SECONDS,
      });
      return mark;
    },
  };
}
