/** The server refused or failed; `detail` is its sentence for people. */
export class ServerRefusalError extends Error {
  readonly status: number;
  readonly code: string;
  /** What to do, in the language of the page; null when the server did not say. */
  readonly detail: string | null;
  /** The whole problem document: some codes come with members of their own. */
  readonly problem: unknown;

  constructor(status: number, code: string, detail: string | null, problem: unknown = null) {
    super(detail ?? `The server answered ${status}.`);
    this.name = "ServerRefusalError";
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.problem = problem;
  }
}

/** The server could not be reached at all. */
export class UnreachableError extends Error {
  readonly code = "unreachable";

  constructor(cause: unknown) {
    super("The server cannot be reached. Check the connection and try again.", { cause });
    this.name = "UnreachableError";
  }
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new UnreachableError(cause);
  }
  if (!response.ok) throw await readRefusal(response);
  return response;
}

async function readRefusal(response: Response): Promise<ServerRefusalError> {
  const isProblem = response.headers.get("content-type")?.includes("json") ?? false;
  const body: unknown = isProblem ? await response.json().catch(() => null) : null;
  const text = (key: string) => {
    const value = typeof body === "object" && body !== null ? Reflect.get(body, key) : null;
    return typeof value === "string" ? value : null;
  };
  return new ServerRefusalError(response.status, text("code") ?? "unexpected", text("detail"), body);
}

/**
 * Fetches JSON from our own server, whose API is typed and tested; this is the boundary where it gets its type.
 *
 * @throws ServerRefusalError, UnreachableError
 */
export async function fetchJson<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await request(path, { ...init, headers: { Accept: "application/json", ...init.headers } });
  return (await response.json()) as T;
}

/** Fetches bytes. @throws ServerRefusalError, UnreachableError */
export async function fetchBytes(path: string, init: RequestInit = {}): Promise<ArrayBuffer> {
  return (await request(path, init)).arrayBuffer();
}

/**
 * Sends JSON and gives the answer, or null where there is none. The method is POST unless the options say otherwise.
 *
 * @throws ServerRefusalError, UnreachableError
 */
export async function send<T>(
  path: string,
  body: unknown,
  options: {
    readonly csrfToken: string | null;
    readonly language: string;
    /** Default `POST`. */
    readonly method?: "POST" | "PUT" | "DELETE";
  },
): Promise<T | null> {
  const response = await request(path, {
    method: options.method ?? "POST",
    headers: {
      Accept: "application/json",
      "Accept-Language": options.language,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(options.csrfToken === null ? {} : { "X-CSRF-Token": options.csrfToken }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.status === 204 ? null : ((await response.json()) as T);
}

/** Whether a failed request may succeed when it is made again: not when the server understood and refused. */
export function worthRetrying(failures: number, error: Error): boolean {
  const busy = error instanceof ServerRefusalError && (error.status === 503 || error.status === 429);
  return failures < 2 && (busy || error instanceof UnreachableError);
}
