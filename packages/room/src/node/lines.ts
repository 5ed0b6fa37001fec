/** Longest line that is read as a whole, in bytes; what is longer is no line of a log. */
const MAX_LINE_BYTES = 1_000_000;

const LINE_FEED = 0x0a;

/**
 * The lines of a file in UTF-8, each ended by a line feed alone: not by other characters that some readers break lines
 * at (a carriage return, U+2028), which may stand in a text. A line that is not UTF-8 or longer than 1,000,000 bytes
 * comes out empty.
 *
 * @param chunks the file in pieces, as a stream of `node:fs` gives them
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length <= MAX_LINE_BYTES) parts.push(part);
  };
  const line = (): string => {
    const bytes = length > MAX_LINE_BYTES ? new Uint8Array() : Buffer.concat(parts);
    parts = [];
    length = 0;
    try {
      return decoder.decode(bytes);
    } catch (error) {
      if (error instanceof TypeError) return "";
      throw error;
    }
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield line();
}
