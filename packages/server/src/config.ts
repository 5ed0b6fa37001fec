import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isSigningKey } from "./domains/audit/signing-key.ts";
import { readGroupRoles } from "./domains/directory/group-roles.ts";

/** A setting, as the operators' page describes it. */
export interface Setting {
  readonly name: string;
  /** What holds when it is left out, in words where it is not a plain value. */
  readonly standard: string;
  readonly meaning: string;
}

/** Some settings are wrong; the message has a line for each, with what to do. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly code = "configuration";

  constructor(problems: readonly string[]) {
    super(`These settings are wrong:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One setting: how its text is read, and what the operators' page says of it. */
interface Definition<T> {
  readonly read: z.ZodType<T, string | undefined>;
  readonly standard: string;
  readonly meaning: string;
}

function setting<T>(
  read: z.ZodType<T, string | undefined>,
  standard: string,
  meaning: string,
): Definition<T> {
  return { read, standard, meaning };
}

const text = z.string();
const optionalText = text.optional();
const optionalUrl = z.url({ error: "must be an address such as https://akkoord.example.nl" }).optional();

function wholeNumber(standard: number, lowest: number, highest: number) {
  const error = `must be a whole number from ${lowest} to ${highest}`;
  return text
    .default(String(standard))
    .refine((value) => /^\d+$/.test(value) && Number(value) >= lowest && Number(value) <= highest, { error })
    .transform(Number);
}

function yesOrNo(standard: boolean) {
  return z
    .enum(["true", "false"], { error: "must be true or false" })
    .default(standard ? "true" : "false")
    .transform((value) => value === "true");
}

/** The parts of a text with commas. */
function listed(given: string): readonly string[] {
  return given
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Whether a text is the scheme of an application: none that a browser itself does something with. */
function isAppScheme(scheme: string): boolean {
  const browsers = [
    "http",
    "https",
    "javascript",
    "data",
    "file",
    "blob",
    "about",
    "view-source",
    "ftp",
    "ws",
    "wss",
  ];
  return /^[a-z][a-z0-9.+-]*$/.test(scheme) && !browsers.includes(scheme);
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T, standard: T[number]) {
  return z.enum(values, { error: `must be one of ${values.join(", ")}` }).default(standard);
}

function folder(standard: string) {
  return text.default(standard).transform((path) => resolve(path));
}

const DEFINITIONS = {
  PORT: setting(wholeNumber(8080, 0, 65_535), "8080", "Port to listen on; 0 for any free one."),
  HOST: setting(
    text.default("localhost"),
    "localhost",
    "Address to listen on; 0.0.0.0 for every network card.",
  ),
  PUBLIC_URL: setting(
    optionalUrl,
    "http://localhost:PORT",
    "Address by which people reach Akkoord. With https, cookies and HSTS follow.",
  ),
  TRUST_PROXY: setting(
    optionalText,
    "none",
    "Addresses or networks of the proxies whose X-Forwarded-For is believed, separated by commas; or true for all.",
  ),
  DATA_DIR: setting(folder("data"), "./data", "Folder for the embedded database and generated secrets."),
  DATABASE_URL: setting(
    optionalUrl,
    "the embedded PostgreSQL",
    "Address of a PostgreSQL 18, with the role that the server works as.",
  ),
  MIGRATION_DATABASE_URL: setting(
    optionalUrl,
    "DATABASE_URL",
    "The same database, with the role that owns the tables. Then the server's own role cannot change the audit trail.",
  ),
  POLICIES_DIR: setting(
    folder("policies"),
    "./policies",
    "Folder with the rules; published at start when changed.",
  ),
  PAGE_DIR: setting(folder(here("../../web/dist")), "packages/web/dist", "Folder with the built page."),
  OIDC_ISSUER: setting(
    optionalUrl,
    "the embedded provider with demo people",
    "Issuer that people sign in with (OpenID Connect).",
  ),
  OIDC_CLIENT_ID: setting(optionalText, "none", "Client id that the issuer gave to Akkoord."),
  OIDC_CLIENT_SECRET: setting(optionalText, "none", "Client secret, when the issuer works with one."),
  OIDC_CLIENT_KEY_FILE: setting(
    optionalText,
    "none",
    "File with a private key (PKCS #8, PEM) for private_key_jwt, which the Dutch government profile asks for.",
  ),
  OIDC_CLIENT_KEY_ALGORITHM: setting(
    oneOf(["ES256", "PS256", "RS256"], "ES256"),
    "ES256",
    "Signature algorithm of that key.",
  ),
  OIDC_SCOPE: setting(text.default("openid profile email"), "openid profile email", "Scopes to ask for."),
  OIDC_ACR: setting(optionalText, "none", "Level of assurance that the issuer must confirm (acr)."),
  OIDC_ORGANISATION_CLAIM: setting(
    text.default("organisation"),
    "organisation",
    "Claim with the person's organisation: our id or a TOOI address.",
  ),
  OIDC_ROLES_CLAIM: setting(text.default("roles"), "roles", "Claim with the person's roles in Akkoord."),
  SCIM_GROUP_ROLES: setting(
    text
      .default("")
      .refine((value) => readGroupRoles(value) !== null, {
        error: "must be entries such as bzk:Akkoord beheer=operator, separated by semicolons",
      })
      .transform((value) => readGroupRoles(value) ?? []),
    "none",
    "Groups of an organisation (SCIM) whose members have roles: organisation:group=role,role; separated by semicolons.",
  ),
  SCIM_RATE_LIMIT: setting(
    wholeNumber(1_800, 1, 1_000_000),
    "1800",
    "Requests per minute of one organisation's administration over SCIM, unless RATE_LIMIT is 0.",
  ),
  ALLOW_DEMO_SIGN_IN: setting(
    yesOrNo(false),
    "false",
    "Allow the demo people when NODE_ENV is production. Anyone can then sign in as anyone.",
  ),
  SESSION_HOURS: setting(wholeNumber(8, 1, 72), "8", "How long a person stays signed in."),
  COOKIE_SECRET: setting(
    z.string().min(32, { error: "must be at least 32 characters" }).optional(),
    "made once, kept in DATA_DIR",
    "Signs the short-lived cookie of a sign-in. Give every process the same one.",
  ),
  AUDIT_SIGNING_KEY: setting(
    optionalText.refine((pem) => pem === undefined || isSigningKey(pem), {
      error: "must be a private key for Ed25519 as PEM (openssl genpkey -algorithm ed25519)",
    }),
    "made once, kept in DATA_DIR",
    "Private key (Ed25519, PKCS #8, PEM) that signs the audit trail; line ends may be \\n. Give every process the same one.",
  ),
  AUDIT_CHECKPOINT_MINUTES: setting(
    wholeNumber(60, 1, 1_440),
    "60",
    "How often the audit trail is signed, in minutes; also when the server stops.",
  ),
  RATE_LIMIT: setting(
    wholeNumber(600, 0, 1_000_000),
    "600",
    "Requests per minute per address; 0 for no limit.",
  ),
  FEEDBACK_LIMIT: setting(
    wholeNumber(10, 0, 1_000_000),
    "10",
    "Reports per hour per address; 0 for no limit.",
  ),
  ANALYSIS_NODE_BUDGET: setting(
    wholeNumber(10_000_000, 10_000, 100_000_000),
    "10000000",
    "How much one analysis of rules may hold in memory, in diagram nodes of about 50 bytes.",
  ),
  ANALYSIS_TIME_LIMIT: setting(
    wholeNumber(60, 1, 3_600),
    "60",
    "How long one analysis of rules may take, in seconds.",
  ),
  SERVER_NAME: setting(
    optionalText.refine((name) => name === undefined || isServerName(name), {
      error: "must be a host name such as akkoord.example.nl, in lower case",
    }),
    "the host of PUBLIC_URL, or akkoord.localhost",
    "Name of this server in the ids of rooms and of people in them. It can never be changed once there are rooms.",
  ),
  ROOM_SIGNING_KEY: setting(
    optionalText.refine((pem) => pem === undefined || isSigningKey(pem), {
      error: "must be a private key for Ed25519 as PEM (openssl genpkey -algorithm ed25519)",
    }),
    "made once, kept in DATA_DIR",
    "Private key (Ed25519, PKCS #8, PEM) that signs what is said in rooms; line ends may be \\n. Give every process the same one.",
  ),
  MASTER_KEY_FILE: setting(
    optionalText,
    "made once, kept in DATA_DIR",
    "File with the master keys that wrap the keys of rooms: 32 bytes in base64, one to a line, the newest last. Back it up apart from the database.",
  ),
  ROOM_SECRETS_DIR: setting(
    optionalText,
    "room-secrets in DATA_DIR",
    "Folder with a secret for every room, without which its key cannot be unwrapped. Share it between processes; keep no old backups of it.",
  ),
  KEY_SERVICE_URL: setting(
    optionalUrl.refine((url) => url === undefined || url.startsWith("https:") || isLocal(url), {
      error: "must start with https:",
    }),
    "MASTER_KEY_FILE and ROOM_SECRETS_DIR",
    "Address of a key service that wraps the keys of rooms instead, such as one in front of a hardware module.",
  ),
  KEY_SERVICE_TOKEN: setting(
    z.string().min(16, { error: "must be at least 16 characters" }).optional(),
    "none",
    "What proves to the key service that it is us.",
  ),
  SEAL_KEY: setting(
    z.string().min(32, { error: "must be at least 32 characters" }).optional(),
    "made once, kept in DATA_DIR",
    "Seals the secrets of webhooks, mail and addresses of guests in the database. Give every process the same one.",
  ),
  WEBHOOKS_TO_PRIVATE_NETWORKS: setting(
    yesOrNo(false),
    "false",
    "Allow webhooks over http and to addresses inside your own network. Then who adds one can reach what this server can.",
  ),
  EVENT_SOURCE: setting(
    text.default("urn:nld:oin:00000000000000000000:systeem:akkoord"),
    "urn:nld:oin:00000000000000000000:systeem:akkoord",
    "Source of the CloudEvents that webhooks get: your own OIN in place of the zeros.",
  ),
  WAIVER_MAX_DAYS: setting(wholeNumber(365, 1, 3_650), "365", "The longest that a waiver may last, in days."),
  SMTP_URL: setting(
    z
      .url({
        protocol: /^smtps?$/,
        error: "must be an address such as smtp://name:password@mail.example.nl:587",
      })
      .optional(),
    "none: mail waits; with the demo people it is shown at /postvak",
    "Mail server. Always reached over TLS (smtps, or smtp with STARTTLS), except on localhost.",
  ),
  MAIL_FROM: setting(
    z.email({ error: "must be an e-mail address" }).optional(),
    "none",
    "E-mail address that mail comes from; needed with SMTP_URL.",
  ),
  GUEST_MAX_DAYS: setting(
    wholeNumber(90, 1, 3_650),
    "90",
    "The longest that a guest may stay in a room without being renewed, in days.",
  ),
  REVIEW_EVERY_DAYS: setting(
    wholeNumber(365, 1, 3_650),
    "365",
    "How often the owner of a room confirms who is in it, in days.",
  ),
  MATRIX_APP_SCHEMES: setting(
    text
      .default("element,io.element.desktop,im.fluffychat,schildichat")
      .refine((schemes) => schemes.split(",").every((scheme) => isAppScheme(scheme.trim())), {
        error: "must be schemes of applications such as element,im.fluffychat",
      })
      .transform(listed),
    "element,io.element.desktop,im.fluffychat,schildichat",
    "Matrix apps on telephones and desktops that people may sign in with, by the scheme of their address.",
  ),
  MATRIX_APP_HOSTS: setting(
    text.default("").transform(listed),
    "every site over https",
    "Sites of Matrix web apps that people may sign in with, separated by commas.",
  ),
  MATRIX_TOKEN_HOURS: setting(wholeNumber(168, 1, 8_760), "168", "How long a Matrix app stays signed in."),
  MATRIX_DEFAULT_LABEL: setting(
    text
      .regex(/^[a-z-]+\/[a-z-]+$/, {
        error: "must be two values of the vocabulary, such as internal/ordinary",
      })
      .optional(),
    "none: such a room is refused",
    "Label of a room that a Matrix app opens without one: information/personalData.",
  ),
  BODY_LIMIT: setting(wholeNumber(65_536, 1_024, 10_485_760), "65536", "Largest request body, in bytes."),
  LOG_LEVEL: setting(
    oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "info"),
    "info",
    "How much is logged.",
  ),
  SECURITY_CONTACT: setting(
    z
      .string()
      .regex(/^(https:|mailto:)/, { error: "must start with https: or mailto:" })
      .default("https://www.ncsc.nl/.well-known/security.txt"),
    "https://www.ncsc.nl/.well-known/security.txt",
    "Where to report a vulnerability; shown in security.txt.",
  ),
  CONTACT_NAME: setting(text.default("Beheer Akkoord"), "Beheer Akkoord", "Contact in the API description."),
  CONTACT_EMAIL: setting(
    z.email({ error: "must be an e-mail address" }).default("akkoord@example.nl"),
    "akkoord@example.nl",
    "Contact in the API description.",
  ),
  CONTACT_URL: setting(optionalUrl, "PUBLIC_URL", "Contact in the API description."),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    optionalUrl,
    "off",
    "OpenTelemetry collector that traces are sent to (OTLP over HTTP).",
  ),
  NODE_ENV: setting(optionalText, "none", "production refuses the demo people and asks for https."),
} as const;

type Values = { readonly [Name in keyof typeof DEFINITIONS]: z.output<(typeof DEFINITIONS)[Name]["read"]> };

/** Every setting with its value. */
export type Config = Values & { readonly production: boolean };

/** Every setting there is, for the operators' page. */
export const SETTINGS: readonly Setting[] = Object.entries(DEFINITIONS).map(
  ([name, { standard, meaning }]) => ({
    name,
    standard,
    meaning,
  }),
);

/**
 * Reads and checks the settings. An empty value counts as left out.
 *
 * @throws ConfigurationError naming every setting that is wrong
 * @example readConfig({ PORT: "9000" }).PORT // 9000
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(DEFINITIONS).map((name) => [name, environment[name] === "" ? undefined : environment[name]]),
  );
  const shape = Object.fromEntries(Object.entries(DEFINITIONS).map(([name, { read }]) => [name, read]));
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`),
    );
  }
  // The shape is made from the definitions, so its output is theirs; only the types cannot see it.
  const values = parsed.data as Values;
  const config = { ...values, production: values.NODE_ENV === "production" };
  const problems = contradictions(config);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}

function contradictions(config: Config): string[] {
  const problems: string[] = [];
  if (config.OIDC_ISSUER !== undefined && config.OIDC_CLIENT_ID === undefined) {
    problems.push("OIDC_CLIENT_ID is needed with OIDC_ISSUER");
  }
  if (
    config.OIDC_ISSUER !== undefined &&
    config.OIDC_CLIENT_SECRET === undefined &&
    config.OIDC_CLIENT_KEY_FILE === undefined
  ) {
    problems.push("OIDC_CLIENT_SECRET or OIDC_CLIENT_KEY_FILE is needed with OIDC_ISSUER");
  }
  if (config.production && config.OIDC_ISSUER === undefined && !config.ALLOW_DEMO_SIGN_IN) {
    problems.push(
      "OIDC_ISSUER is needed when NODE_ENV is production: with the demo people anyone signs in as anyone. " +
        "For a demonstration, set ALLOW_DEMO_SIGN_IN to true",
    );
  }
  if (config.SMTP_URL !== undefined && config.MAIL_FROM === undefined) {
    problems.push("MAIL_FROM is needed with SMTP_URL");
  }
  if (config.KEY_SERVICE_URL !== undefined && config.KEY_SERVICE_TOKEN === undefined) {
    problems.push("KEY_SERVICE_TOKEN is needed with KEY_SERVICE_URL");
  }
  if (config.MIGRATION_DATABASE_URL !== undefined && config.DATABASE_URL === undefined) {
    problems.push("MIGRATION_DATABASE_URL needs DATABASE_URL beside it");
  }
  if (config.production && config.PUBLIC_URL?.startsWith("http:") && !isLocal(config.PUBLIC_URL)) {
    problems.push("PUBLIC_URL must start with https: when NODE_ENV is production");
  }
  return problems;
}

/** Whether a text can be the name of a server in ids: a host, in lower case so that it has one writing. */
function isServerName(name: string): boolean {
  return name.length <= 200 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$/.test(name);
}

function isLocal(url: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}
