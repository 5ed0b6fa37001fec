import { createHmac } from "node:crypto";
import { domainToASCII } from "node:url";
import { z } from "zod";

/** The longest address that mail servers take (RFC 5321). */
const LONGEST_ADDRESS = 254;

/**
 * An e-mail address as it is sent to: plain ASCII, its domain in lower case and without international letters, so that
 * two that look the same are the same. Null when it is none.
 *
 * @example readAddress("Jan@Bücher.example") // "Jan@xn--bcher-kva.example"
 */
export function readAddress(typed: string): string | null {
  const at = typed.trim().lastIndexOf("@");
  const local = typed.trim().slice(0, Math.max(0, at));
  const domain = domainToASCII(
    typed
      .trim()
      .slice(at + 1)
      .normalize("NFC"),
  );
  const parsed = z.email().max(LONGEST_ADDRESS).safeParse(`${local}@${domain}`);
  return parsed.success ? parsed.data : null;
}

/** An e-mail address in the input of a command: read, or refused with what it must be. */
export const addressInput = z
  .string()
  .max(LONGEST_ADDRESS * 2)
  .transform((typed, context) => {
    const address = readAddress(typed);
    if (address !== null) return address;
    context.addIssue({ code: "custom", message: "must be an e-mail address such as jan@example.nl" });
    return z.NEVER;
  });

/** Finds an address back without keeping it readable. */
export interface AddressIndex {
  /** The same for the same address, however its letters are cased; says nothing to who lacks the key. */
  of(address: string): string;
}

/** @param key any text of 32 characters or more, the same in every process */
export function createAddressIndex(key: string): AddressIndex {
  return {
    of: (address) => createHmac("sha256", `address ${key}`).update(address.toLowerCase()).digest("hex"),
  };
}
