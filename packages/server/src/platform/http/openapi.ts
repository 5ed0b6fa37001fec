import cors from "@fastify/cors";
import swagger from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Config } from "../../config.ts";
import type { App } from "./app.ts";
import { API_VERSION } from "./server.ts";

const DESCRIPTION = `Weten wat mag: which tools you may use, with whom and for what, by the rules of your organisation.

Follows the NL GOV API Design Rules 2. Errors are problem documents (RFC 9457) in Dutch, or in English with
\`Accept-Language: en\`. Asking needs no sign-in. Other applications can ask the same through AuthZEN:
\`POST /access/v1/evaluation\`, see \`/.well-known/authzen-configuration\`.`;

/** A problem document, as every error answers with. Its name in the registry puts it in the description. */
z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  instance: z.string(),
}).meta({ id: "Problem", description: "What went wrong and what to do (RFC 9457)." });

/** Collects the description of every route that is registered after this. */
export async function describeRoutes(app: App, config: Config, publicUrl: () => string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Akkoord",
        description: DESCRIPTION,
        version: API_VERSION,
        license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
        contact: {
          name: config.CONTACT_NAME,
          email: config.CONTACT_EMAIL,
          url: config.CONTACT_URL ?? config.PUBLIC_URL ?? "http://localhost:8080",
        },
      },
    },
    // Only what lies under /v1 is part of this API.
    transform: (route) =>
      jsonSchemaTransform(
        route.url.startsWith("/v1/") ? route : { ...route, schema: { ...route.schema, hide: true } },
      ),
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(async (scope: App) => {
    await scope.register(cors, { origin: "*", methods: ["GET", "HEAD"] });
    scope.get(
      "/v1/openapi.json",
      {
        config: { cacheable: true },
        schema: {
          operationId: "getOpenApi",
          tags: ["openapi"],
          summary: "This description",
          response: { 200: z.looseObject({ openapi: z.string() }).meta({ id: "OpenApiDocument" }) },
        },
      },
      async (_request, reply) => {
        reply.header("Cache-Control", "no-cache");
        return completed(collected(app), publicUrl());
      },
    );
  });
}

/** The schemas that something refers to; the library lists every schema twice, as input and as output. */
function usedSchemas(paths: object, schemas: Readonly<Record<string, object>>): Record<string, object> {
  const used = new Set<string>(["Problem"]);
  const follow = (part: object): void => {
    for (const [, name = ""] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      const schema = schemas[name];
      if (schema === undefined || used.has(name)) continue;
      used.add(name);
      follow(schema);
    }
  };
  follow(paths);
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
}

interface Operation {
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, object>>;
}

/** As much of a description as is completed here. */
interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

/** What was collected, in the shape that JSON gives it: the library's own types allow every version there is. */
function collected(app: App): Document {
  const document: Document = JSON.parse(JSON.stringify(app.swagger()));
  return document;
}

const VERSION_HEADER = {
  "API-Version": { description: "Full version of this API.", schema: { type: "string" } },
};
const ANY_ORIGIN_HEADER = {
  "Access-Control-Allow-Origin": { description: "Every site may read this.", schema: { type: "string" } },
};

/** What holds for every operation is added here once: the version header and the problems. */
function completed(document: Document, publicUrl: string) {
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => [
    path.replace(/^\/v1/, ""),
    Object.fromEntries(
      Object.entries(operations ?? {}).map(([method, operation]) => [
        method,
        completedOperation(path, operation),
      ]),
    ),
  ]);
  return {
    ...document,
    openapi: "3.1.0",
    servers: [{ url: `${publicUrl}/v1` }],
    tags: TAGS,
    paths: Object.fromEntries(paths),
    components: {
      schemas: usedSchemas(Object.fromEntries(paths), document.components?.schemas ?? {}),
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "akkoord-session" } },
    },
  };
}

function completedOperation(path: string, operation: Operation) {
  const successes = Object.entries(operation.responses ?? {}).map(([status, response]) => [
    status,
    {
      ...response,
      headers: path.endsWith("/openapi.json") ? { ...VERSION_HEADER, ...ANY_ORIGIN_HEADER } : VERSION_HEADER,
    },
  ]);
  const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  const problems = [
    ...(takesInput || path.includes("_") ? ["400"] : []),
    ...(path.includes("{") ? ["404"] : []),
    "429",
    "500",
    "503",
  ];
  return {
    ...operation,
    responses: {
      ...Object.fromEntries(successes),
      ...Object.fromEntries(problems.map((status) => [status, PROBLEM_RESPONSES[status]])),
    },
  };
}

const PROBLEM_RESPONSES: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries({
    400: "The input is not right; the problem says what.",
    404: "There is nothing under this id.",
    429: "Too many requests; wait as long as Retry-After says.",
    500: "Something went wrong on our side.",
    503: "A part of Akkoord cannot be reached for the moment.",
  }).map(([status, description]) => [
    status,
    {
      description,
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]),
);

const TAGS = [
  { name: "answers", description: "What may I use, with whom, for what." },
  { name: "rule-sets", description: "Published rule sets; immutable, known by their hash." },
  { name: "tools", description: "The catalogue of tools." },
  { name: "organisations", description: "Who makes and follows rules." },
  { name: "people", description: "Who signed in, with which rights." },
  { name: "receipts", description: "Decisions on record, only on request." },
  { name: "feedback", description: "Reports that an answer does not work." },
  { name: "drafts", description: "Rules on their way to publication; for those who make them." },
  { name: "scenarios", description: "Questions with answers that must stay true." },
  { name: "findings", description: "Where the rules fail, and what would mend it." },
  { name: "worklist", description: "What is done about findings." },
  {
    name: "rooms",
    description: "Rooms in which the rules hold. What is said there goes over the Matrix API.",
  },
  { name: "session", description: "Who you are here." },
  { name: "audit", description: "Who did what." },
  { name: "openapi", description: "This description." },
];
