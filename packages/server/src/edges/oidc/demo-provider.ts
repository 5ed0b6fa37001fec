import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Provider } from "oidc-provider";
import * as oidc from "openid-client";
import { DEMO_PEOPLE, demoAddress } from "../../domains/directory/demo-people.ts";
import { DEMO_ISSUER } from "../../domains/directory/tables.ts";
import type { App } from "../../platform/http/app.ts";
import { preferredLanguage } from "../../platform/problem-words.ts";
import { createDemoMemory } from "./demo-memory.ts";
import { choosePersonPage, demoProblemPage } from "./demo-page.ts";
import type { Issuer } from "./sign-in.ts";

/** Where the embedded provider lives. */
export const DEMO_PATH = "/demo-identity";

const CLIENT_ID = "akkoord";
const FIVE_MINUTES = 300;

/** The embedded identity provider with made-up people. */
export interface DemoProvider {
  /** How Akkoord reaches it. */
  readonly issuer: () => Issuer;
  readonly routes: (app: App) => Promise<void>;
}

/**
 * A real OpenID Connect provider in this process, for trying Akkoord without one. Anybody can sign in as
 * any of its people, so it must never guard anything real.
 */
export function createDemoProvider(publicUrl: () => string, localPort: () => number): DemoProvider {
  const clientSecret = randomBytes(32).toString("base64url");
  let provider: Promise<Provider> | null = null;
  const issuerUrl = () => `${publicUrl()}${DEMO_PATH}`;
  const getProvider = () => {
    provider ??= makeProvider(issuerUrl(), `${publicUrl()}/sign-in/callback`, clientSecret);
    return provider;
  };

  return {
    issuer: () => ({
      url: new URL(issuerUrl()),
      clientId: CLIENT_ID,
      authentication: async () => oidc.ClientSecretBasic(clientSecret),
      // The public address may only exist outside, behind a proxy: knock on our own door instead.
      fetch: (url, options) => {
        const own = new URL(url);
        const { method, headers, body, signal } = options;
        return fetch(`http://127.0.0.1:${localPort()}${own.pathname}${own.search}`, {
          method,
          headers,
          body: body instanceof Uint8Array ? new Uint8Array(body) : (body ?? null),
          ...(signal === undefined ? {} : { signal }),
        });
      },
      alwaysAsk: true,
      // The address changes with the port; the people stay who they are.
      knownAs: DEMO_ISSUER,
    }),

    async routes(app) {
      // The provider reads bodies itself.
      app.removeAllContentTypeParsers();
      app.addContentTypeParser("*", (_request, _payload, done) => done(null));
      app.get(`${DEMO_PATH}/interaction/:uid`, { schema: { hide: true } }, async (request, reply) => {
        const language = preferredLanguage(request.headers["accept-language"]);
        reply.type("text/html; charset=utf-8").header("Cache-Control", "no-store");
        try {
          const { uid } = await (await getProvider()).interactionDetails(request.raw, reply.raw);
          return choosePersonPage(language, `${DEMO_PATH}/interaction/${uid}`, DEMO_PEOPLE);
        } catch {
          return reply.status(400).send(demoProblemPage(language));
        }
      });
      app.post(
        `${DEMO_PATH}/interaction/:uid`,
        { config: { changesNothing: true }, schema: { hide: true }, bodyLimit: 10_000 },
        async (request, reply) => {
          const language = preferredLanguage(request.headers["accept-language"]);
          const chosen = new URLSearchParams(await readText(request.raw)).get("person");
          const person = DEMO_PEOPLE.find(({ id }) => id === chosen);
          try {
            const running = await getProvider();
            const address = await running.interactionResult(
              request.raw,
              reply.raw,
              person === undefined
                ? { error: "access_denied", error_description: "nobody was chosen" }
                : { login: { accountId: person.id } },
            );
            return reply.redirect(address, 303);
          } catch {
            return reply
              .status(400)
              .type("text/html; charset=utf-8")
              .header("Cache-Control", "no-store")
              .send(demoProblemPage(language));
          }
        },
      );
      app.all(
        `${DEMO_PATH}/*`,
        { config: { changesNothing: true }, schema: { hide: true } },
        async (request, reply) => {
          const handle = (await getProvider()).callback();
          reply.hijack();
          for (const [name, value] of Object.entries(reply.getHeaders())) {
            if (value !== undefined) reply.raw.setHeader(name, value);
          }
          handle(asSeenFromOutside(request.raw, publicUrl()), reply.raw);
        },
      );
    },
  };
}

/** The provider lives under a path and must write addresses as people see them, whatever stands in between. */
function asSeenFromOutside(raw: IncomingMessage, publicUrl: string): IncomingMessage {
  const { host, protocol } = new URL(publicUrl);
  raw.headers["x-forwarded-host"] = host;
  raw.headers["x-forwarded-proto"] = protocol.replace(":", "");
  const original = raw.url ?? "/";
  raw.url = original.slice(DEMO_PATH.length) || "/";
  return Object.assign(raw, { originalUrl: original });
}

async function makeProvider(issuer: string, redirectUri: string, clientSecret: string): Promise<Provider> {
  const { Provider } = await import("oidc-provider");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const provider = new Provider(issuer, {
    adapter: createDemoMemory(),
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        id_token_signed_response_alg: "ES256",
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256", kid: "demo" }] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    claims: {
      openid: ["sub", "organisation", "roles"],
      profile: ["name"],
      email: ["email", "email_verified"],
    },
    scopes: ["openid", "profile", "email"],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: true },
    },
    ttl: {
      AccessToken: FIVE_MINUTES,
      AuthorizationCode: 60,
      IdToken: FIVE_MINUTES,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    interactions: { url: (_context, interaction) => `${DEMO_PATH}/interaction/${interaction.uid}` },
    findAccount: (_context, id) => {
      const person = DEMO_PEOPLE.find((candidate) => candidate.id === id);
      if (person === undefined) return undefined;
      const { name, organisation, roles } = person;
      const known = { sub: id, name, organisation, roles: [...roles] };
      const address = { email: demoAddress(person), email_verified: true };
      return { accountId: id, claims: () => ({ ...known, ...address }) };
    },
    // Whoever chooses a person has agreed already: there is nothing of theirs to protect.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: CLIENT_ID,
        accountId: context.oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    renderError: (context) => {
      context.type = "text/html; charset=utf-8";
      context.body = demoProblemPage(preferredLanguage(context.get("accept-language")));
    },
  });
  provider.proxy = true;
  return provider;
}

async function readText(raw: IncomingMessage): Promise<string> {
  const most = 10_000;
  let text = "";
  for await (const part of raw) {
    text += String(part);
    if (text.length > most) return "";
  }
  return text;
}
