import { readFile } from "node:fs/promises";
import formbody from "@fastify/formbody";
import * as oidc from "openid-client";
import { z } from "zod";
import type { Config } from "../../config.ts";
import { recordPerson } from "../../domains/directory/commands.ts";
import type { Identity } from "../../domains/directory/model.ts";
import type { Directory } from "../../domains/directory/queries.ts";
import { endSession, noteFailedSignIn, startSession } from "../../domains/sessions/commands.ts";
import type { Commands } from "../../platform/command.ts";
import { IdentityUnavailable, SignInFailed } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import type { Cookies } from "../../platform/http/cookies.ts";
import { escapeHtml, plainPage } from "../../platform/http/plain-page.ts";
import { asApplicationError } from "../../platform/http/problems.ts";
import { preferredLanguage } from "../../platform/problem-words.ts";

/** The provider that people sign in with, and how to reach it. */
export interface Issuer {
  readonly url: URL;
  readonly clientId: string;
  readonly authentication: () => Promise<oidc.ClientAuth>;
  /** For a provider within this process: reaches it without leaving the machine. */
  readonly fetch?: oidc.CustomFetch;
  /** Ask who it is every time, for the demo people. */
  readonly alwaysAsk: boolean;
  /** What it is called in the directory, when its address may change. */
  readonly knownAs?: string;
}

/** What signing in needs. */
export interface SignInParts {
  readonly config: Config;
  readonly commands: Commands;
  readonly directory: Directory;
  readonly cookies: Cookies;
  readonly publicUrl: () => string;
  readonly issuer: () => Issuer;
}

const WORDS = {
  nl: { signIn: "Opnieuw inloggen", home: "Verder zonder inloggen" },
  en: { signIn: "Sign in again", home: "Go on without signing in" },
} as const;

const attemptShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

/** The issuer that the settings name. */
export function issuerFromSettings(config: Config): Issuer {
  return {
    url: new URL(config.OIDC_ISSUER ?? ""),
    clientId: config.OIDC_CLIENT_ID ?? "",
    authentication: async () => {
      if (config.OIDC_CLIENT_KEY_FILE === undefined)
        return oidc.ClientSecretBasic(config.OIDC_CLIENT_SECRET ?? "");
      return oidc.PrivateKeyJwt(
        await importKey(
          await readFile(config.OIDC_CLIENT_KEY_FILE, "utf8"),
          config.OIDC_CLIENT_KEY_ALGORITHM,
        ),
      );
    },
    alwaysAsk: false,
  };
}

/** Signing in and out with OpenID Connect: authorization code with PKCE, state and nonce. */
export async function signInRoutes(app: App, parts: SignInParts): Promise<void> {
  const { commands, cookies } = parts;
  const redirectUri = () => `${parts.publicUrl()}/sign-in/callback`;
  const client = rememberSuccess(() => discover(parts.issuer()));
  const record = recordPerson(parts.config.SCIM_GROUP_ROLES);
  const limit = { rateLimit: { max: 60, timeWindow: "1 minute" } };
  await app.register(formbody);

  // People come here by following a link: they get a page, not a document for programs.
  app.setErrorHandler((error, request, reply) => {
    const known = asApplicationError(error);
    if (request.method !== "GET") throw known;
    const language = preferredLanguage(request.headers["accept-language"]);
    const { title, detail } = known.document(language);
    const again = WORDS[language];
    return reply
      .status(known.status)
      .type("text/html; charset=utf-8")
      .send(
        plainPage(
          language,
          title,
          `<p>${escapeHtml(detail)}</p><p><a class="button" href="/sign-in">${again.signIn}</a></p>` +
            `<p><a class="button" href="/">${again.home}</a></p>`,
        ),
      );
  });

  app.get(
    "/sign-in",
    {
      config: limit,
      schema: { hide: true, querystring: z.object({ returnTo: z.string().max(2_000).optional() }) },
    },
    async (request, reply) => {
      // The cookie of the sign-in must belong to the address that the provider sends the person back to.
      const own = new URL(parts.publicUrl());
      if (request.host !== own.host && isThisMachine(request.hostname) && isThisMachine(own.hostname)) {
        return reply.redirect(`${own.origin}${request.url}`, 302);
      }
      const configuration = await client();
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        returnTo: ownPath(request.query.returnTo),
      };
      cookies.setAttempt(reply, JSON.stringify(attempt));
      const address = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri(),
        scope: parts.config.OIDC_SCOPE,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: "S256",
        ...(parts.config.OIDC_ACR === undefined ? {} : { acr_values: parts.config.OIDC_ACR }),
        ...(parts.issuer().alwaysAsk ? { prompt: "login" } : {}),
      });
      return reply.redirect(address.href, 302);
    },
  );

  const answer = z.object({ error: z.string().max(200).optional() });
  app.get(
    "/sign-in/callback",
    { config: limit, schema: { hide: true, querystring: answer } },
    async (request, reply) => {
      const { origin, traceId } = await request.caller();
      const system = { actor: { kind: "system", id: "sign-in" }, origin, traceId } as const;
      const attempt = readAttempt(cookies.attempt(request));
      cookies.clearAttempt(reply);
      // Whoever changed their mind goes back to where they were.
      if (attempt !== null && request.query.error === "access_denied")
        return reply.redirect(attempt.returnTo, 303);
      const configuration = await client();
      const identity = await authenticate(parts, configuration, request.url, attempt).catch(async (error) => {
        await commands.execute(noteFailedSignIn, {}, system);
        throw error;
      });
      const person = await commands.execute(record, identity, system);
      const session = await commands.execute(
        startSession,
        { hours: parts.config.SESSION_HOURS },
        { actor: person, origin: { channel: "http", address: request.ip }, traceId },
      );
      cookies.setSession(reply, session.token, session.expiresAt);
      return reply.redirect(attempt?.returnTo ?? "/", 303);
    },
  );

  app.post("/sign-out", { schema: { hide: true } }, async (request, reply) => {
    const caller = await request.caller();
    const token = cookies.sessionToken(request);
    if (token !== null && caller.actor.kind !== "anonymous")
      await commands.execute(endSession, { token }, caller);
    cookies.clearSession(reply);
    const fromForm =
      request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
    return fromForm ? reply.redirect("/", 303) : reply.status(204).send();
  });
}

async function authenticate(
  parts: SignInParts,
  configuration: oidc.Configuration,
  url: string,
  attempt: z.output<typeof attemptShape> | null,
): Promise<Identity> {
  if (attempt === null) throw new SignInFailed();
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, new URL(url, parts.publicUrl()), {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new SignInFailed();
    if (parts.config.OIDC_ACR !== undefined && claims.acr !== parts.config.OIDC_ACR) throw new SignInFailed();
    const more =
      configuration.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return await identityFrom({ ...claims, ...more }, parts.issuer().knownAs ?? claims.iss, parts);
  } catch (error) {
    if (error instanceof SignInFailed) throw error;
    throw isUnreachable(error) ? new IdentityUnavailable(error) : new SignInFailed(error);
  }
}

async function identityFrom(
  claims: Readonly<Record<string, unknown>>,
  issuer: string,
  { config, directory }: SignInParts,
): Promise<Identity> {
  const subject = text(claims.sub);
  const organisation = claims[config.OIDC_ORGANISATION_CLAIM];
  const roles = claims[config.OIDC_ROLES_CLAIM];
  return {
    issuer,
    subject,
    name: (text(claims.name) || text(claims.preferred_username) || text(claims.email) || subject).slice(
      0,
      200,
    ),
    userName: text(claims.preferred_username).slice(0, 255) || null,
    // Whoever may write any address under their account must not become somebody else by it.
    email: claims.email_verified === true ? text(claims.email).slice(0, 320) || null : null,
    organisation: typeof organisation === "string" ? await directory.organisationId(organisation) : null,
    roles: (Array.isArray(roles) ? roles : [roles]).filter((role) => typeof role === "string"),
  };
}

async function discover(issuer: Issuer): Promise<oidc.Configuration> {
  try {
    return await oidc.discovery(
      issuer.url,
      issuer.clientId,
      { id_token_signed_response_alg: undefined },
      await issuer.authentication(),
      {
        timeout: 5,
        execute: issuer.url.protocol === "http:" ? [oidc.allowInsecureRequests] : [],
        ...(issuer.fetch === undefined ? {} : { [oidc.customFetch]: issuer.fetch }),
      },
    );
  } catch (error) {
    throw new IdentityUnavailable(error);
  }
}

/** Does the work once; tries again next time when it failed. */
function rememberSuccess<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let remembered: Promise<Value> | null = null;
  return () => {
    remembered ??= work().catch((error) => {
      remembered = null;
      throw error;
    });
    return remembered;
  };
}

function readAttempt(cookie: string | null): z.output<typeof attemptShape> | null {
  if (cookie === null) return null;
  const parsed = attemptShape.safeParse(JSON.parse(cookie));
  return parsed.success ? parsed.data : null;
}

/** A path of our own to come back to; anything that could lead elsewhere becomes the start page. */
export function ownPath(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])/.test(wanted) || /[\p{Cc}\\]/u.test(wanted)) return "/";
  const resolved = new URL(wanted, "http://own.invalid");
  return resolved.host === "own.invalid" ? `${resolved.pathname}${resolved.search}${resolved.hash}` : "/";
}

function isThisMachine(hostname: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isUnreachable(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    (error instanceof Error &&
      (error.name === "TimeoutError" || ("code" in error && error.code === "OAUTH_TIMEOUT")))
  );
}

async function importKey(pem: string, algorithm: "ES256" | "PS256" | "RS256"): Promise<CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  const kind = {
    ES256: { name: "ECDSA", namedCurve: "P-256" },
    PS256: { name: "RSA-PSS", hash: "SHA-256" },
    RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  }[algorithm];
  return crypto.subtle.importKey("pkcs8", der, kind, false, ["sign"]);
}
