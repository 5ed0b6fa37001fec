import formbody from "@fastify/formbody";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Registry } from "../../../domains/registry/registry.ts";
import { asksRole } from "../../../domains/rooms/asks-role.ts";
import { isHolder } from "../../../domains/sessions/holders.ts";
import { csrfTokenOf } from "../../../domains/sessions/model.ts";
import { NOTHING_SAID } from "../../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../../platform/clock.ts";
import { NotFound } from "../../../platform/errors.ts";
import type { App } from "../../../platform/http/app.ts";
import type { Cookies } from "../../../platform/http/cookies.ts";
import { asApplicationError } from "../../../platform/http/problems.ts";
import { type Language, preferredLanguage } from "../../../platform/problem-words.ts";
import { type AppAddresses, appAddress, withLoginToken } from "./app-address.ts";
import { connectPage, notSignedInPage, refusedPage, stepPage } from "./connect-page.ts";
import type { LoginTokens } from "./login-tokens.ts";

/** Where somebody agrees to an application, after signing in. */
export const CONNECT_PATH = "/sign-in/app";

/** What connecting an application needs. */
export interface ConnectParts {
  readonly loginTokens: LoginTokens;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly cookies: Cookies;
  readonly apps: AppAddresses;
}

/** How somebody comes to the page: from the application, from a page of ours, and the same after signing in. */
const STEPS = ["from-app", "look", "signed-in", "look-again"] as const;

const query = z.object({ redirectUrl: z.string(), step: z.enum(STEPS).default("from-app") });
const form = z.object({
  redirectUrl: z.string(),
  device: z.string().max(100).default(""),
  location: z.string().max(100).default(""),
  role: z.string().max(100).default(""),
  agree: z.enum(["yes", "no"]),
  /** Looked at before this route is reached. */
  csrfToken: z.string().max(200).optional(),
});

/** The page on which somebody lets an application in, and says how they work. */
export async function connectRoutes(app: App, parts: ConnectParts): Promise<void> {
  const { cookies, loginTokens } = parts;
  await app.register(formbody);

  app.setErrorHandler((error, request, reply) => {
    const known = asApplicationError(error);
    const language = preferredLanguage(request.headers["accept-language"]);
    const { title, detail } = known.document(language);
    return asPage(reply.status(known.status)).send(refusedPage(language, title, detail));
  });

  app.get(CONNECT_PATH, { schema: { hide: true, querystring: query } }, async (request, reply) => {
    const language = preferredLanguage(request.headers["accept-language"]);
    const address = appAddress(request.query.redirectUrl, parts.apps);
    const { actor, workplace } = await request.caller();
    const token = cookies.sessionToken(request);
    if (!isHolder(actor) || token === null) {
      const href = address.url.href;
      switch (request.query.step) {
        case "from-app":
          return goOn(reply, language, connectAddress(href, "look"));
        case "look":
          return reply.redirect(signInFirst(href), 302);
        case "signed-in":
          return goOn(reply, language, connectAddress(href, "look-again"));
        case "look-again":
          return asPage(reply.status(401)).send(notSignedInPage(language, signInFirst(href)));
      }
    }
    const day = dayInAmsterdam(parts.clock.now());
    const { held } = await parts.registry.currentOn(day);
    const organisation = actor.kind === "person" ? actor.organisation : null;
    const attribute = (id: string) => {
      const found = held.ruleSet.vocabulary.attributes.find((candidate) => candidate.id === id);
      if (found === undefined) throw new NotFound();
      return found;
    };
    return asPage(letFormLeadTo(reply, address.source)).send(
      connectPage(language, {
        person: actor.name,
        app: { name: address.name, href: address.url.href, isSite: address.url.protocol.startsWith("http") },
        device: attribute("device"),
        location: attribute("location"),
        role: organisation !== null && asksRole(held, day, organisation) ? attribute("role") : null,
        said: workplace ?? NOTHING_SAID,
        csrfToken: csrfTokenOf(token),
        action: CONNECT_PATH,
        signInAsOther: signInFirst(address.url.href),
      }),
    );
  });

  app.post(CONNECT_PATH, { schema: { hide: true, body: form } }, async (request, reply) => {
    const { redirectUrl, device, location, role, agree } = request.body;
    const address = appAddress(redirectUrl, parts.apps);
    if (agree === "no") return reply.redirect("/", 303);
    const said = (value: string) => (value === "" ? null : value);
    const workplace = { device: said(device), location: said(location), role: said(role) };
    const token = await loginTokens.issue(workplace, await request.caller());
    return reply.redirect(withLoginToken(address, token), 303);
  });
}

/** Our page for an application. */
export function connectAddress(redirectUrl: string, step?: (typeof STEPS)[number]): string {
  return `${CONNECT_PATH}?${new URLSearchParams({ redirectUrl, ...(step === undefined ? {} : { step }) })}`;
}

/** Where somebody signs in first, to come back to our page for this application. */
function signInFirst(redirectUrl: string): string {
  return `/sign-in?${new URLSearchParams({ returnTo: connectAddress(redirectUrl, "signed-in") })}`;
}

/**
 * Goes on by way of a page of ours. Browsers send the cookie of a session only from such a page, so whoever comes from
 * another site comes without it.
 */
function goOn(reply: FastifyReply, language: Language, onward: string): FastifyReply {
  return asPage(reply).header("Refresh", `0; url=${onward}`).send(stepPage(language, onward));
}

/** Browsers hold a form to where it may lead, also after a redirect. */
function letFormLeadTo(reply: FastifyReply, source: string): FastifyReply {
  const policy = String(reply.getHeader("Content-Security-Policy") ?? "");
  return reply.header(
    "Content-Security-Policy",
    policy.replace("form-action 'self'", `form-action 'self' ${source}`),
  );
}

function asPage(reply: FastifyReply): FastifyReply {
  return reply.type("text/html; charset=utf-8").header("Cache-Control", "no-store");
}
