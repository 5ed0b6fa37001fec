import { access } from "node:fs/promises";
import { join, sep } from "node:path";
import serveStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { NotFound } from "../errors.ts";
import type { App } from "./app.ts";
import { sendProblem } from "./problems.ts";
import { isMachinePath, pathOf } from "./server.ts";

const FOREVER = "public, max-age=31536000, immutable";

const NOT_BUILT = `<!doctype html>
<html lang="nl"><meta charset="utf-8"><title>Akkoord</title>
<h1>De pagina is nog niet gebouwd</h1>
<p>De server werkt, maar de pagina ontbreekt. Bouw haar met <code>npm run build -w @akkoord/web</code> en start Akkoord opnieuw.</p>
<p lang="en">The server works, but the page is missing. Build it with <code>npm run build -w @akkoord/web</code> and start Akkoord again.</p>
</html>
`;

/**
 * Serves the built page: files as they are (compressed ones when they lie beside), and the start page for
 * every address that only the page itself knows.
 */
export async function pageRoutes(app: App, { folder }: { folder: string }): Promise<void> {
  const built = await access(join(folder, "index.html")).then(
    () => true,
    () => false,
  );
  if (built) {
    await app.register(serveStatic, {
      root: folder,
      preCompressed: true,
      // Names of files in assets/ hold a hash of their content; everything else may change.
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header("Cache-Control", path.includes(`${sep}assets${sep}`) ? FOREVER : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!wantsPage(request)) return sendProblem(request, reply, new NotFound());
    return built ? reply.sendFile("index.html") : sayNotBuilt(reply);
  });
}

function wantsPage(request: FastifyRequest): boolean {
  const path = pathOf(request.url);
  const forPeople = request.method === "GET" || request.method === "HEAD";
  // A missing file is missing; only addresses of the page itself get the page.
  const looksLikeFile = /\.[a-z0-9]{1,8}$/i.test(path);
  const accepts = request.headers.accept ?? "";
  return (
    forPeople &&
    !isMachinePath(path) &&
    !looksLikeFile &&
    (accepts.includes("text/html") || accepts.includes("*/*"))
  );
}

function sayNotBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .status(503)
    .header("Cache-Control", "no-store")
    .type("text/html; charset=utf-8")
    .send(NOT_BUILT);
}
