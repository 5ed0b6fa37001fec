import type { TestServer } from "../../testing/test-server.ts";

/** What SCIM answers, as tests read it: a body is whatever the test expects of it. */
// biome-ignore lint/suspicious/noExplicitAny: tests say with expect what a body holds
type Body = any;

/** An answer over SCIM. */
export interface ScimAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** An organisation's administration, for tests. */
export interface TestScim {
  readonly id: string;
  readonly token: string;
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ScimAnswer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<ScimAnswer>;
  /** Adds a user and gives it back. */
  joiner(userName: string, more?: object): Promise<Body>;
  /** Changes a user with operations. */
  patch(
    path: string,
    operations: readonly object[],
    headers?: Readonly<Record<string, string>>,
  ): Promise<ScimAnswer>;
}

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** Makes a client of an organisation as the operator does, and speaks as it. */
export async function scimOf(
  server: TestServer,
  organisation: string,
  more: { readonly movesTo?: readonly string[] } = {},
): Promise<TestScim> {
  const operator = await server.signedIn("demo-ilse");
  const made = await operator.post("/v1/scim-clients", { organisation, name: `HR ${organisation}`, ...more });
  const { id, token } = await made.json();
  return { id, ...speaker(server, token) };
}

/** Speaks SCIM with a token. */
export function speaker(server: TestServer, token: string): Omit<TestScim, "id"> {
  const send: TestScim["send"] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${server.url}/scim/v2${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/scim+json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === "" ? null : JSON.parse(text),
    };
  };
  return {
    token,
    send,
    get: (path, headers) => send("GET", path, undefined, headers),
    joiner: async (userName, rest = {}) =>
      (await send("POST", "/Users", { schemas: [USER], userName, active: true, ...rest })).body,
    patch: (path, operations, headers) =>
      send("PATCH", path, { schemas: [PATCH_OP], Operations: operations }, headers),
  };
}
