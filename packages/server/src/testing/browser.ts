/** As much of a browser as these tests need: cookies, redirects and our CSRF token. */
export class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  #csrfToken: string | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** The cookies as they go along with a request. */
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  get csrfToken(): string | null {
    return this.#csrfToken;
  }

  /** One request, without following redirects. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0) headers.set("Cookie", this.cookies);
    const answer = await fetch(new URL(path, this.#url), { redirect: "manual", ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    return answer;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.request(path, { headers });
  }

  /** Posts JSON, with the CSRF token when signed in. */
  async post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send("POST", path, body, headers);
  }

  /** Sends JSON by any method, with the CSRF token when signed in. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.request(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(this.#csrfToken === null ? {} : { "X-CSRF-Token": this.#csrfToken }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Goes through the whole sign-in as a demo person; returns where it ends up. */
  async signIn(person: string, returnTo = "/"): Promise<string> {
    const chooser = await this.#follow(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`, "/interaction/");
    const chosen = await this.request(chooser, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ person }).toString(),
    });
    const end = await this.#follow(chosen.headers.get("location") ?? "", null);
    await this.noteSession();
    return end;
  }

  /** Takes the CSRF token of the session as it is now, as our page does. */
  async noteSession(): Promise<void> {
    const session = await (await this.get("/v1/session")).json();
    this.#csrfToken = session.csrfToken;
  }

  /** Follows redirects until a page, or until an address that holds the text. Returns the path it stops at. */
  async #follow(start: string, until: string | null): Promise<string> {
    let path = start;
    for (let hops = 0; hops < 10; hops++) {
      const answer = await this.get(path);
      await answer.arrayBuffer();
      const location = answer.headers.get("location");
      if (location === null) return path;
      const next = new URL(location, this.#url);
      path = next.pathname + next.search;
      if (until !== null && path.includes(until)) return path;
      if (until === null && !path.startsWith("/demo-identity") && !path.startsWith("/sign-in")) return path;
    }
    throw new Error("too many redirects");
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split(";");
    const [name = "", value = ""] = pair.split("=");
    const expires = attributes
      .map((a) => /^\s*expires=(.+)$/i.exec(a)?.[1])
      .find((date) => date !== undefined);
    const past = expires !== undefined && Date.parse(expires) < Date.now();
    if (past || attributes.some((a) => /^\s*max-age=0$/i.test(a))) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
