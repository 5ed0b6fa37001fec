import type { FastifyReply, FastifyRequest } from "fastify";
import { InvalidInput } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { preferredLanguage } from "../../platform/problem-words.ts";
import { type AuthZenParts, type Decision, evaluate } from "./evaluate.ts";
import { evaluationInput, evaluationsInput } from "./model.ts";

const OPEN = { config: { changesNothing: true }, schema: { hide: true } } as const;

/** The decision point for other applications (AuthZEN Authorization API 1.0). */
export async function authZenRoutes(
  app: App,
  parts: AuthZenParts & { publicUrl: () => string },
): Promise<void> {
  app.get("/.well-known/authzen-configuration", { schema: { hide: true } }, async () => ({
    policy_decision_point: parts.publicUrl(),
    access_evaluation_endpoint: `${parts.publicUrl()}/access/v1/evaluation`,
    access_evaluations_endpoint: `${parts.publicUrl()}/access/v1/evaluations`,
  }));

  app.post(
    "/access/v1/evaluation",
    { ...OPEN, schema: { hide: true, body: evaluationInput } },
    async (request, reply) => {
      echoRequestId(request, reply);
      return evaluate(parts, request.body, () => request.caller(), languageOf(request));
    },
  );

  app.post(
    "/access/v1/evaluations",
    { ...OPEN, schema: { hide: true, body: evaluationsInput } },
    async (request, reply) => {
      echoRequestId(request, reply);
      const { evaluations, options, ...shared } = request.body;
      const decide = async (own: object, place: string) => {
        const whole = evaluationInput.safeParse({ ...shared, ...own });
        if (!whole.success) {
          throw new InvalidInput(
            whole.error.issues.map(({ path, message }) => ({
              path: [place, ...path].filter(Boolean).join("."),
              message,
            })),
          );
        }
        return evaluate(parts, whole.data, () => request.caller(), languageOf(request));
      };
      // Without a list it is a single question and gets a single answer.
      if (evaluations.length === 0) return decide({}, "");
      const decisions: Decision[] = [];
      for (const [index, own] of evaluations.entries()) {
        const decision = await decide(own, `evaluations.${index}`);
        decisions.push(decision);
        if (options.evaluations_semantic === "deny_on_first_deny" && !decision.decision) break;
        if (options.evaluations_semantic === "permit_on_first_permit" && decision.decision) break;
      }
      return { evaluations: decisions };
    },
  );
}

function echoRequestId(request: FastifyRequest, reply: FastifyReply): void {
  const id = request.headers["x-request-id"];
  if (typeof id === "string" && /^[\w.:-]{1,100}$/.test(id)) reply.header("X-Request-ID", id);
}

function languageOf(request: FastifyRequest) {
  return preferredLanguage(request.headers["accept-language"]);
}
