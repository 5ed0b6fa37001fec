const STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map([...STANDARD].map((letter, value) => [letter, value]));

/** Base64 without padding, as Matrix writes hashes, keys and signatures. */
export function base64(bytes: Uint8Array): string {
  return encode(bytes, STANDARD);
}

/** Base64 in letters that may stand in an address, without padding, as Matrix writes event ids. */
export function base64Url(bytes: Uint8Array): string {
  return encode(bytes, URL_SAFE);
}

/**
 * The bytes that a text in base64 without padding stands for; null when it is none. Bytes have one writing only: padding,
 * white space and loose bits at the end are refused, so that nobody can change a letter and keep the meaning.
 */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    const value = VALUES.get(letter);
    if (value === undefined) return null;
    bits = (bits << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = bits >> held;
    bits &= (1 << held) - 1;
  }
  return bits === 0 ? bytes : null;
}

function encode(bytes: Uint8Array, letters: string): string {
  let out = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 6) {
      held -= 6;
      out += letters.charAt(bits >> held);
      bits &= (1 << held) - 1;
    }
  }
  return held === 0 ? out : out + letters.charAt(bits << (6 - held));
}
