import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Names the version of an answer, and says whether the caller has it already: then answer 304 without a body.
 *
 * @param version text that changes whenever the answer does
 */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, version: string): boolean {
  const tag = `"${version}"`;
  reply.header("ETag", tag);
  const known = (request.headers["if-none-match"] ?? "")
    .split(",")
    .map((one) => one.trim().replace(/^W\//, ""));
  return known.includes(tag) || known.includes("*");
}
