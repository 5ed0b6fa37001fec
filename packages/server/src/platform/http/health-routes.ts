import { TemporarilyUnavailable } from "../errors.ts";
import type { HealthWatch } from "../health.ts";
import { preferredLanguage } from "../problem-words.ts";
import type { App } from "./app.ts";

/** Liveness (the process runs) and readiness (it can do its work). */
export async function healthRoutes(app: App, { health }: { health: HealthWatch }): Promise<void> {
  app.get("/health/live", { schema: { hide: true } }, async () => ({ status: "ok" }));

  app.get("/health/ready", { schema: { hide: true } }, async (request, reply) => {
    const { ready, warnings, checks } = await health.check();
    if (ready) return { status: "ok", warnings, checks };
    const language = preferredLanguage(request.headers["accept-language"]);
    const document = { ...new TemporarilyUnavailable().document(language), warnings, checks };
    return reply
      .status(503)
      .header("Retry-After", "5")
      .type("application/problem+json; charset=utf-8")
      .send(document);
  });
}
