import type { Attribute } from "@akkoord/policy";
import { plainFields, textsOf } from "./read-text.ts";
import type { Plain } from "./text-edits.ts";

/**
 * The values that a condition of the text allows for an attribute, in the vocabulary's order; null is: any value.
 * Values that the vocabulary does not know are left out; the editor points at them.
 */
export function conditionValues(attribute: Attribute, written: Plain | undefined): readonly string[] | null {
  if (written === undefined || written === null) return null;
  const order = attribute.values.map(({ id }) => id);
  if (typeof written === "string" || Array.isArray(written)) {
    const values = textsOf(written);
    return order.filter((id) => values.includes(id));
  }
  const range = plainFields(written);
  const without = textsOf(range.not);
  const from = typeof range.from === "string" ? Math.max(0, order.indexOf(range.from)) : 0;
  const to =
    typeof range.to === "string" && order.includes(range.to) ? order.indexOf(range.to) : order.length - 1;
  return order.filter((id, i) => i >= from && i <= to && !without.includes(id));
}

/** A condition as people write it: a range where it is one, all but a few, or a list. `undefined` is: any value. */
export function writtenCondition(attribute: Attribute, values: readonly string[]): Plain | undefined {
  const order = attribute.values.map(({ id }) => id);
  const chosen = order.filter((id) => values.includes(id));
  if (chosen.length === 0 || chosen.length === order.length) return undefined;
  const [from] = chosen;
  const to = chosen.at(-1);
  if (from === undefined || to === undefined) return undefined;
  const start = order.indexOf(from);
  const isRun =
    attribute.ordered &&
    chosen.length > 1 &&
    chosen.join() === order.slice(start, start + chosen.length).join();
  if (isRun && start + chosen.length === order.length) return { from };
  if (isRun && start === 0) return { to };
  if (isRun && chosen.length > 2) return { from, to };
  if (order.length - chosen.length === 1 && chosen.length > 2)
    return { not: order.filter((id) => !chosen.includes(id)) };
  return chosen;
}

/** Which tools a rule names, as the form shows them. */
export interface ToolChoice {
  readonly all: boolean;
  readonly ids: readonly string[];
  readonly tags: readonly string[];
  readonly facts: Readonly<Record<string, readonly string[]>>;
  readonly except: readonly string[];
}

/** Reads which tools the text names. */
export function toolChoice(written: Plain | undefined): ToolChoice {
  const nothing = { all: false, ids: [], tags: [], facts: {}, except: [] };
  if (written === "all") return { ...nothing, all: true };
  if (typeof written === "string" || Array.isArray(written)) return { ...nothing, ids: textsOf(written) };
  const fields = plainFields(written);
  return {
    all: fields.all !== undefined,
    ids: textsOf(fields.ids),
    tags: textsOf(fields.tags),
    facts: Object.fromEntries(
      Object.entries(plainFields(fields.facts)).map(([name, value]) => [name, factValues(value)]),
    ),
    except: textsOf(fields.except),
  };
}

function factValues(value: Plain): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** The shortest way to write which tools a rule names. */
export function writtenTools({ all, ids, tags, facts, except }: ToolChoice): Plain {
  const named = Object.keys(facts).length > 0 || tags.length > 0;
  if (all) return except.length === 0 ? "all" : { all: true, except };
  if (!named && except.length === 0) return ids;
  return {
    ...(ids.length === 0 ? {} : { ids }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(except.length === 0 ? {} : { except }),
  };
}

/**
 * An id for something new: the owner, then its words, so that people recognise it.
 *
 * @example newId("bzk", "Webex mag niet!", ["bzk/webex-mag-niet"]) // "bzk/webex-mag-niet-2"
 */
export function newId(owner: string, words: string, taken: readonly string[]): string {
  const slug =
    words
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 40)
      .replace(/-+$/, "") || "nieuw";
  const first = `${owner}/${slug}`;
  if (!taken.includes(first)) return first;
  let n = 2;
  while (taken.includes(`${first}-${n}`)) n += 1;
  return `${first}-${n}`;
}
