import { nearest, type Tool } from "@akkoord/policy";
import { fold, slug } from "./fold.ts";

/** Who a name in a list means. */
export type ToolMatch =
  | { readonly kind: "known"; readonly id: string }
  /** Looks like a tool of the catalogue, but is written otherwise: somebody must say whether it is that one. */
  | { readonly kind: "near"; readonly id: string }
  | { readonly kind: "new"; readonly id: string };

/** Finds tools by the names that lists give them. */
export interface ToolMatcher {
  /** Who one name means. */
  match(name: string): ToolMatch;
  /** The tools of a cell: one, or several with commas, slashes or line breaks between when all are known. */
  matchAll(text: string): readonly { readonly name: string; readonly match: ToolMatch }[];
}

/**
 * Makes a matcher for a catalogue: by id, name, name with or without its supplier, or alias; else the nearest name is
 * suggested; else it is a new tool.
 *
 * @param aliases other names, by tool id; such as those that people use in questions.
 * @param own what a mapping says: tool id by folded name. An id that the catalogue lacks is a new tool's.
 * @example toolMatcher(ruleSet.tools).match("Teams") // { kind: "known", id: "microsoft-teams" }
 */
export function toolMatcher(
  tools: readonly Tool[],
  aliases: Readonly<Record<string, readonly string[]>> = {},
  own: Readonly<Record<string, string>> = {},
): ToolMatcher {
  const known = new Map<string, string>();
  const add = (name: string, id: string): void => {
    const folded = fold(name);
    if (folded !== "" && !known.has(folded)) known.set(folded, id);
  };
  for (const tool of tools)
    for (const name of [tool.id, tool.id.replaceAll("-", " "), tool.name]) add(name, tool.id);
  for (const tool of tools) {
    const supplier = fold(tool.supplier ?? "");
    const name = fold(tool.name);
    if (supplier !== "" && name.startsWith(`${supplier} `)) {
      add(name.slice(supplier.length + 1), tool.id);
      if (supplier === "microsoft") add(`ms ${name.slice(supplier.length + 1)}`, tool.id);
    } else if (supplier !== "") add(`${supplier} ${name}`, tool.id);
    for (const alias of aliases[tool.id] ?? []) add(alias, tool.id);
  }
  const names = [...known.keys()];

  const match = (name: string): ToolMatch => {
    const folded = fold(name);
    const said = own[folded];
    if (said !== undefined)
      return { kind: tools.some((tool) => tool.id === said) ? "known" : "new", id: said };
    const exact = known.get(folded) ?? known.get(fold(name.replace(/\([^)]*\)/g, "")));
    if (exact !== undefined) return { kind: "known", id: exact };
    const near = known.get(nearest(folded, names) ?? "");
    return near === undefined ? { kind: "new", id: slug(name) } : { kind: "near", id: near };
  };
  return {
    match,
    matchAll: (text) => {
      const whole = match(text);
      if (whole.kind === "known" || own[fold(text)] !== undefined) return [{ name: text, match: whole }];
      const parts = text
        .split(/\s*[,;/\n]\s*|\s+(?:en|and|&)\s+/)
        .filter((part) => part !== "")
        .map((name) => ({ name, match: match(name) }));
      // “Tekst en Uitleg” may be one tool: only names that are all known are taken for several.
      return parts.length > 1 &&
        parts.every((part) => part.match.kind === "known" || own[fold(part.name)] !== undefined)
        ? parts
        : [{ name: text, match: whole }];
    },
  };
}
