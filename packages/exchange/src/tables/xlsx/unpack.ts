import { Unzip, UnzipInflate, UnzipPassThrough } from "fflate";
import { ExchangeError } from "../../exchange-error.ts";
import { MOST_ENTRIES, MOST_UNPACKED_BYTES } from "../../limits.ts";
import { damaged, tooLarge } from "../../refusals.ts";

/**
 * Packed bytes that are handed over at a time. Deflate makes at most 1,032 bytes out of one, so after every slice at
 * most some 16 MB have come out before the limit is looked at again.
 */
const SLICE = 16_384;

/**
 * Unpacks the parts of a workbook that hold its cells, and nothing else of it. What the file says of its own sizes is
 * not believed: bytes are counted as they come out, and unpacking stops at the limit.
 *
 * @param wanted says by its path whether a part is needed.
 * @throws ExchangeError `too-large` or `damaged`.
 */
export function unpack(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const parts = new Map<string, Uint8Array[]>();
  let entries = 0;
  let unpacked = 0;
  const zip = new Unzip((file) => {
    if (++entries > MOST_ENTRIES)
      throw tooLarge({ nl: `meer dan ${MOST_ENTRIES} onderdelen`, en: `more than ${MOST_ENTRIES} parts` });
    if (!wanted(file.name)) return;
    const chunks: Uint8Array[] = [];
    parts.set(file.name, chunks);
    file.ondata = (error, chunk) => {
      if (error !== null) throw error;
      unpacked += chunk.length;
      if (unpacked > MOST_UNPACKED_BYTES)
        throw tooLarge({
          nl: `uitgepakt meer dan ${MOST_UNPACKED_BYTES / 1_000_000} MB`,
          en: `more than ${MOST_UNPACKED_BYTES / 1_000_000} MB when unpacked`,
        });
      chunks.push(chunk);
    };
    file.start();
  });
  zip.register(UnzipInflate);
  zip.register(UnzipPassThrough);
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      zip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
    }
  } catch (error) {
    if (error instanceof ExchangeError) throw error;
    throw damaged();
  }
  return new Map([...parts].map(([path, chunks]) => [path, joined(chunks)]));
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
