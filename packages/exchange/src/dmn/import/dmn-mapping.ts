import { EFFECTS } from "@akkoord/policy";
import * as z from "zod/mini";
import { NO_WORDS, type WordTables } from "../../mapping/mapping.ts";
import { notAMapping } from "../../refusals.ts";

/** How the names in decision tables are read, where they do not speak for themselves. Plain data (JSON). */
export interface DmnMapping {
  readonly format: 1;
  readonly kind: "dmn";
  /** Name of the file; part of the ids of its rules. */
  readonly name: string;
  /** Per input expression or label: an attribute, `tool` or `organisation`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Per output name or label: what it says. */
  readonly outputs: Readonly<Record<string, "effect" | "duties" | "advice" | "ignore">>;
  /** Per decision (id or name): the tool it is about, or null to leave it out. */
  readonly decisions: Readonly<Record<string, string | null>>;
  /** Per attribute: the number of each value, for tables that write numbers. */
  readonly numbers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly words: WordTables;
}

/** A mapping that adds nothing to what the names say themselves. */
export function plainDmnMapping(name: string): DmnMapping {
  return {
    format: 1,
    kind: "dmn",
    name,
    inputs: {},
    outputs: {},
    decisions: {},
    numbers: {},
    words: NO_WORDS,
  };
}

const texts = z.record(z.string(), z.array(z.string()));
const words = z.strictObject({
  tools: z._default(z.record(z.string(), z.string().check(z.regex(/^[a-z0-9][a-zA-Z0-9./-]*$/))), {}),
  verdicts: z._default(z.record(z.string(), z.union([z.enum(EFFECTS), z.literal("skip")])), {}),
  values: z._default(z.record(z.string(), texts), {}),
  conditions: z._default(texts, {}),
});

const shape = z.strictObject({
  format: z.literal(1),
  kind: z.literal("dmn"),
  name: z.string().check(z.minLength(1), z.maxLength(100)),
  inputs: z._default(z.record(z.string(), z.string()), {}),
  outputs: z._default(z.record(z.string(), z.enum(["effect", "duties", "advice", "ignore"])), {}),
  decisions: z._default(z.record(z.string(), z.nullable(z.string())), {}),
  numbers: z._default(z.record(z.string(), z.record(z.string(), z.number())), {}),
  words: z._default(words, () => ({ tools: {}, verdicts: {}, values: {}, conditions: {} })),
});

/**
 * Reads a mapping for decision tables that was saved as JSON. Parts that are left out are empty.
 *
 * @throws ExchangeError `not-a-mapping`, naming the place that is wrong.
 */
export function readDmnMapping(text: string): DmnMapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notAMapping("JSON");
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw notAMapping(first === undefined || first.path.length === 0 ? "format" : first.path.join("."));
}
