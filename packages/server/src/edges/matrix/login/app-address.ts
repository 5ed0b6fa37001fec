import { AppRefused } from "../../../platform/errors.ts";

/** Which applications people are sent back to. */
export interface AppAddresses {
  /** Schemes of applications on telephones and desktops, such as `element`. */
  readonly schemes: readonly string[];
  /** Hosts of web applications; empty for every one that is reached over https. */
  readonly hosts: readonly string[];
}

/** The address of an application, checked. */
export interface AppAddress {
  readonly url: URL;
  /** What a person can know it by: its site, or the name of its scheme. */
  readonly name: string;
  /** What a form that ends there may lead to, for the content security policy. */
  readonly source: string;
}

/** It goes through the identity provider and back in a cookie, so it must not be long. */
const LONGEST = 600;
const THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Checks where an application wants a person sent back to: a site over https, this machine, or a scheme that the
 * operator knows. Nothing else ever gets a login token.
 *
 * @throws AppRefused
 * @example appAddress("https://chat.example.nl/#/login", { schemes: [], hosts: [] }).name // "chat.example.nl"
 */
export function appAddress(wanted: string, { schemes, hosts }: AppAddresses): AppAddress {
  if (wanted.length > LONGEST || /[\p{Cc}\s\\]/u.test(wanted) || !URL.canParse(wanted))
    throw new AppRefused();
  const url = new URL(wanted);
  // A name before the host only serves to make another site look like a known one.
  if (url.username !== "" || url.password !== "") throw new AppRefused();
  if (url.protocol === "https:" && (hosts.length === 0 || hosts.includes(url.host))) return site(url);
  if (url.protocol === "http:" && THIS_MACHINE.includes(url.hostname)) return site(url);
  if (schemes.includes(url.protocol.slice(0, -1)))
    return { url, name: url.protocol.slice(0, -1), source: url.protocol };
  throw new AppRefused();
}

/** The address with the token for the application. */
export function withLoginToken({ url }: AppAddress, token: string): string {
  const back = new URL(url);
  back.searchParams.append("loginToken", token);
  return back.href;
}

function site(url: URL): AppAddress {
  return { url, name: url.host, source: url.origin };
}
