import { lookup } from "node:dns";
import { type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** How posting went: the status, or why no answer came. Nothing of what the receiver wrote. */
export type PostResult =
  | { readonly status: number }
  | { readonly failure: "address-not-allowed" | "timeout" | "unreachable" };

/** Which receivers are allowed. */
export interface PostOptions {
  /** Also addresses of this machine and of private networks. */
  readonly allowPrivate: boolean;
  readonly timeoutMs: number;
}

/**
 * Posts a message, without following redirects and without reading more than the status.
 *
 * Addresses inside are refused when the connection is made, after the name was looked up: otherwise a name that
 * points at this machine's own network would let whoever adds a webhook reach what only the server can (SSRF).
 */
export function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { allowPrivate, timeoutMs }: PostOptions,
): Promise<PostResult> {
  const target = new URL(url);
  const literal = target.hostname.replace(/^\[|\]$/g, "");
  if (!allowPrivate && (target.protocol !== "https:" || (isIP(literal) !== 0 && isInside(literal)))) {
    return Promise.resolve({ failure: "address-not-allowed" });
  }
  const options: RequestOptions = {
    method: "POST",
    headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
    ...(allowPrivate ? {} : { lookup: outsideOnly }),
  };
  return new Promise((resolve) => {
    const request = (target.protocol === "https:" ? requestHttps : requestHttp)(
      target,
      options,
      (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0 });
        request.destroy();
      },
    );
    request.on("error", (error) => {
      const isOurRefusal = error instanceof InsideAddress;
      const isTimeout = error.name === "TimeoutError" || error.name === "AbortError";
      resolve({ failure: isOurRefusal ? "address-not-allowed" : isTimeout ? "timeout" : "unreachable" });
    });
    request.end(body);
  });
}

class InsideAddress extends Error {}

const outsideOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    if (addresses.some(({ address }) => isInside(address))) return callback(new InsideAddress(), []);
    const first = addresses[0];
    if (options.all === true || first === undefined) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

/** Networks that are not the public internet (IANA special-purpose address registries). */
const INSIDE = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  INSIDE.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  INSIDE.addSubnet(network, prefix, "ipv6");

/** All that was ever given out of IPv6; what lies elsewhere is local, embeds an IPv4 address or is not in use. */
const GIVEN_OUT = new BlockList();
GIVEN_OUT.addSubnet("2000::", 3, "ipv6");

/**
 * Whether an address is not on the public internet.
 *
 * @example isInside("192.168.1.10") // true
 */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(?<plain>\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.groups?.plain;
  if (mapped !== undefined) return isInside(mapped);
  if (isIP(address) !== 6) return INSIDE.check(address, "ipv4");
  return !GIVEN_OUT.check(address, "ipv6") || INSIDE.check(address, "ipv6");
}
