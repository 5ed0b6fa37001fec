import type { Clock } from "../clock.ts";
import type { App } from "./app.ts";

const VALID_DAYS = 180;

/** Where to report a vulnerability (RFC 9116). */
export async function securityTxtRoute(
  app: App,
  parts: { contact: string; publicUrl: () => string; clock: Clock },
): Promise<void> {
  app.get("/.well-known/security.txt", { schema: { hide: true } }, async (_request, reply) => {
    const expires = new Date(parts.clock.now().getTime() + VALID_DAYS * 86_400_000);
    expires.setUTCHours(0, 0, 0, 0);
    return reply
      .type("text/plain; charset=utf-8")
      .send(
        [
          `Contact: ${parts.contact}`,
          `Expires: ${expires.toISOString()}`,
          "Preferred-Languages: nl, en",
          `Canonical: ${parts.publicUrl()}/.well-known/security.txt`,
          "",
        ].join("\n"),
      );
  });
}
