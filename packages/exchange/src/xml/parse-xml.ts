import { SaxesParser } from "saxes";
import { MOST_DEPTH } from "../limits.ts";
import { damaged, forbiddenXml, tooLarge } from "../refusals.ts";

/** What happens while XML is read: elements open and close, and text stands between. */
export interface XmlEvents {
  /** An element opens. Names come without prefix; `uri` is its namespace. */
  readonly open: (element: XmlStart) => void;
  readonly text?: (text: string) => void;
  readonly close?: (local: string) => void;
}

/** The start of an element. */
export interface XmlStart {
  readonly local: string;
  readonly uri: string;
  /** The value of an attribute by its name without prefix, or null. */
  readonly attribute: (local: string) => string | null;
}

/**
 * Reads XML from beginning to end, safely: document types are refused, so there are no entities that grow or that
 * fetch other files, and elements stand only so deep in each other.
 *
 * @throws ExchangeError `damaged`, `forbidden-xml` or `too-large`; and whatever the events throw.
 */
export function parseXml(bytes: Uint8Array, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  // An error stops everything: what follows a mistake cannot be trusted.
  parser.on("error", () => {
    throw damaged();
  });
  parser.on("doctype", () => {
    throw forbiddenXml();
  });
  parser.on("opentag", (tag) => {
    depth++;
    if (depth > MOST_DEPTH) throw tooLarge({ nl: "te veel lagen", en: "too many layers" });
    events.open({
      local: tag.local,
      uri: tag.uri,
      attribute: (local) =>
        Object.values(tag.attributes).find((attribute) => attribute.local === local)?.value ?? null,
    });
  });
  const text = events.text;
  if (text !== undefined) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  parser.on("closetag", (tag) => {
    depth--;
    events.close?.(tag.local);
  });
  parser.write(decodeXml(bytes)).close();
}

/** The text of an XML document: UTF-8 unless a byte order mark or the declaration says otherwise. */
function decodeXml(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-16be";
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    return new TextDecoder(marked ? wide : declaredEncoding(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw damaged();
  }
}

function declaredEncoding(bytes: Uint8Array): string {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, 200));
  return /^(?:ï»¿)?<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1] ?? "utf-8";
}
