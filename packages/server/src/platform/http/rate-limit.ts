import { isIPv6 } from "node:net";

/**
 * Whose requests are counted together: an IPv4 address, or an IPv6 network of 64 bits, because one
 * customer usually has at least that many addresses.
 *
 * @example countedAs("2001:db8:1:2:3:4:5:6") // "2001:db8:1:2::/64"
 */
export function countedAs(address: string): string {
  return isIPv6(address) && !address.startsWith("::ffff:")
    ? `${ipv6Groups(address).slice(0, 4).join(":")}::/64`
    : address;
}

/**
 * The network that an address belongs to, too wide to point at a person: what is kept of people who
 * did not sign in.
 *
 * @example networkOf("203.0.113.77") // "203.0.113.0/24"
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/, "");
  if (isIPv6(plain)) return `${ipv6Groups(plain).slice(0, 3).join(":")}::/48`;
  return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
}

function ipv6Groups(address: string): string[] {
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(tail === undefined ? 0 : missing).fill("0"), ...right];
}
