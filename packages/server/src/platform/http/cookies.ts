import type { FastifyReply, FastifyRequest } from "fastify";

/** The cookies of Akkoord: one while somebody signs in, one while they are signed in. */
export interface Cookies {
  /** The token of the session, or null. */
  sessionToken(request: FastifyRequest): string | null;
  setSession(reply: FastifyReply, token: string, expires: Date): void;
  clearSession(reply: FastifyReply): void;
  /** What was noted when the sign-in began, when it is unchanged; or null. */
  attempt(request: FastifyRequest): string | null;
  setAttempt(reply: FastifyReply, value: string): void;
  clearAttempt(reply: FastifyReply): void;
}

const ATTEMPT_PATH = "/sign-in";
const ATTEMPT_SECONDS = 600;

/** @param https whether people reach us over https: then the cookies never travel without it */
export function createCookies(https: boolean): Cookies {
  const session = https ? "__Host-akkoord-session" : "akkoord-session";
  const attempt = https ? "__Secure-akkoord-sign-in" : "akkoord-sign-in";
  const guarded = { httpOnly: true, secure: https } as const;
  return {
    sessionToken: (request) => request.cookies[session] ?? null,
    setSession(reply, token, expires) {
      reply.setCookie(session, token, { ...guarded, sameSite: "strict", path: "/", expires });
    },
    clearSession(reply) {
      reply.clearCookie(session, { ...guarded, sameSite: "strict", path: "/" });
    },
    attempt(request) {
      const found = request.unsignCookie(request.cookies[attempt] ?? "");
      return found.valid ? found.value : null;
    },
    setAttempt(reply, value) {
      // Lax, because the person comes back from the identity provider's site.
      const options = { ...guarded, sameSite: "lax", path: ATTEMPT_PATH, maxAge: ATTEMPT_SECONDS } as const;
      reply.setCookie(attempt, value, { ...options, signed: true });
    },
    clearAttempt(reply) {
      reply.clearCookie(attempt, { ...guarded, sameSite: "lax", path: ATTEMPT_PATH });
    },
  };
}
