import { MOST_ELEMENTS } from "../limits.ts";
import { damaged, tooLarge } from "../refusals.ts";
import { parseXml, type XmlStart } from "./parse-xml.ts";

/** An element of an XML document. */
export interface Element extends XmlStart {
  readonly children: readonly Element[];
  /** The text in the element itself, without that of its children. */
  readonly text: string;
}

interface Growing extends XmlStart {
  readonly children: Growing[];
  text: string;
}

/**
 * Reads a whole XML document into a tree. For documents of modest size; see `parseXml` for what is refused.
 *
 * @throws ExchangeError
 */
export function readTree(bytes: Uint8Array): Element {
  const open: Growing[] = [];
  const roots: Growing[] = [];
  let elements = 0;
  parseXml(bytes, {
    open: (start) => {
      if (++elements > MOST_ELEMENTS)
        throw tooLarge({
          nl: `meer dan ${MOST_ELEMENTS} elementen`,
          en: `more than ${MOST_ELEMENTS} elements`,
        });
      const element: Growing = { ...start, children: [], text: "" };
      (open.at(-1)?.children ?? roots).push(element);
      open.push(element);
    },
    text: (text) => {
      const element = open.at(-1);
      if (element !== undefined) element.text += text;
    },
    close: () => open.pop(),
  });
  const [root] = roots;
  if (root === undefined) throw damaged();
  return root;
}

/** The children of an element with this name. */
export function childrenNamed(element: Element, local: string): readonly Element[] {
  return element.children.filter((child) => child.local === local);
}

/** The first child of an element with this name, or null. */
export function childNamed(element: Element, local: string): Element | null {
  return element.children.find((child) => child.local === local) ?? null;
}
