import type { Browser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";

/** Where the app of these tests wants people sent back to. Nobody listens there: the token is read from the address. */
const APP = "http://localhost:9/back";

/** An application that somebody connected: what it needs to act for them. */
export interface ConnectedApp {
  readonly baseUrl: string;
  readonly userId: string;
  readonly accessToken: string;
  readonly deviceId: string;
  /** One request as the application, under `/_matrix`. */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer>;
}

/** An answer of the server, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** For each test to look into. */
  readonly body: Awaited<ReturnType<Response["json"]>>;
}

/** What somebody says on the page on which they connect an application. */
export interface Connecting {
  readonly device?: string;
  readonly location?: string;
  readonly role?: string;
  /** The name that the application has kept for itself. */
  readonly deviceId?: string;
}

/** Signs a demo person in with an application: through the page, agreeing, and back with the token. */
export async function connectApp(
  server: TestServer,
  person: string,
  { device = "managed-mobile", location = "office", role, deviceId }: Connecting = {},
): Promise<ConnectedApp> {
  const browser = server.visitor();
  const token = await loginTokenOf(server, browser, person, { device, location, role });
  const login = await asApp(server.url, null)("POST", "/client/v3/login", {
    type: "m.login.token",
    token,
    ...(deviceId === undefined ? {} : { device_id: deviceId }),
  });
  if (login.status !== 200) throw new Error(`signing in gave ${login.status}: ${JSON.stringify(login.body)}`);
  return {
    baseUrl: server.url,
    userId: login.body.user_id,
    accessToken: login.body.access_token,
    deviceId: login.body.device_id,
    ask: asApp(server.url, login.body.access_token),
  };
}

/** Goes through the page for an application; gives the token that it comes back with. */
export async function loginTokenOf(
  server: TestServer,
  browser: Browser,
  person: string,
  said: Connecting = {},
): Promise<string> {
  const start = await browser.get(
    `/_matrix/client/v3/login/sso/redirect?${new URLSearchParams({ redirectUrl: APP })}`,
  );
  const arrival = await browser.get(start.headers.get("location") ?? "");
  const toSignIn = await browser.get(onwardOf(arrival));
  const returnTo = new URL(toSignIn.headers.get("location") ?? "", server.url).searchParams.get("returnTo");
  return agreeTo(server, browser, await browser.signIn(person, returnTo ?? ""), said);
}

/** Where a page goes on to by itself. */
export function onwardOf(answer: Response): string {
  return /url=(.+)$/.exec(answer.headers.get("refresh") ?? "")?.[1] ?? "";
}

/** Agrees on the page for an application; gives the token that it comes back with. */
export async function agreeTo(
  server: TestServer,
  browser: Browser,
  page: string,
  { device = "", location = "", role = "" }: Connecting,
): Promise<string> {
  const html = await (await browser.get(page)).text();
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const agreed = await browser.request("/sign-in/app", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      csrfToken,
      redirectUrl: APP,
      device,
      location,
      // The page asks for it only where a rule looks at it.
      ...(role === "" ? {} : { role }),
      agree: "yes",
    }).toString(),
  });
  const back = new URL(agreed.headers.get("location") ?? "", server.url);
  const token = back.searchParams.get("loginToken");
  if (token === null) throw new Error(`agreeing gave ${agreed.status}: ${await agreed.text()}`);
  return token;
}

/** Requests as an application with a token makes them. */
export function asApp(baseUrl: string, accessToken: string | null): ConnectedApp["ask"] {
  return async (method, path, body) => {
    const answer = await fetch(`${baseUrl}/_matrix${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(accessToken === null ? {} : { Authorization: `Bearer ${accessToken}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === "" ? null : JSON.parse(text) };
  };
}
