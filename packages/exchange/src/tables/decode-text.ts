import { notATable } from "../refusals.ts";

/** How the letters of a text file were written down. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * Reads the bytes of a text file. A byte order mark settles the encoding; without one it is UTF-8 when that fits and
 * otherwise Windows-1252, which is what spreadsheets in western Europe write.
 *
 * @throws ExchangeError `not-a-table` for bytes that are no text in any of these.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
  const marked = markedEncoding(bytes);
  if (marked !== null) return { text: decode(bytes, marked), encoding: marked };
  if (bytes.includes(0)) throw notATable();
  try {
    return { text: decode(bytes, "utf-8"), encoding: "utf-8" };
  } catch {
    // These bytes mean nothing in Windows-1252 either, so whoever uses them did not write text.
    if (bytes.some((byte) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte))) throw notATable();
    return { text: decode(bytes, "windows-1252"), encoding: "windows-1252" };
  }
}

function markedEncoding(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw notATable();
  }
}
