import { EFFECTS } from "@akkoord/policy";
import * as z from "zod/mini";
import { notAMapping } from "../refusals.ts";
import type { Mapping } from "./mapping.ts";

const condition = z.record(z.string(), z.array(z.string()));
const effect = z.enum(EFFECTS);

const role = z.discriminatedUnion("as", [
  z.strictObject({ as: z.literal("tool"), empty: z.enum(["error", "above"]) }),
  z.strictObject({
    as: z.literal("attribute"),
    attribute: z.string(),
    empty: z.enum(["error", "any", "above"]),
  }),
  z.strictObject({ as: z.literal("verdict"), when: condition }),
  ...(["condition", "quote", "place", "valid-from", "valid-to", "supplier", "ignore"] as const).map((as) =>
    z.strictObject({ as: z.literal(as) }),
  ),
]);

const mapping = z.strictObject({
  format: z.literal(1),
  name: z.string().check(z.minLength(1), z.maxLength(100)),
  headerRows: z.nullable(
    z
      .strictObject({ from: z.int().check(z.minimum(1)), to: z.int().check(z.minimum(1)) })
      .check(z.refine(({ from, to }) => from <= to)),
  ),
  columns: z
    .array(z.strictObject({ column: z.string().check(z.regex(/^[A-Z]{1,3}$/)), header: z.string(), role }))
    .check(z.maxLength(256)),
  when: condition,
  verdict: z.nullable(effect),
  words: z.strictObject({
    tools: z.record(z.string(), z.string().check(z.regex(/^[a-z0-9][a-zA-Z0-9./-]*$/))),
    verdicts: z.record(z.string(), z.union([effect, z.literal("skip")])),
    values: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
    conditions: z.record(z.string(), z.array(z.string())),
  }),
});

/**
 * Reads a mapping that was saved as JSON.
 *
 * @throws ExchangeError `not-a-mapping`, naming the place that is wrong.
 */
export function readMapping(text: string): Mapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notAMapping("JSON");
  }
  const read = mapping.safeParse(value);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw notAMapping(first === undefined || first.path.length === 0 ? "format" : first.path.join("."));
}

/** Writes a mapping as JSON, to keep beside the list. */
export function writeMapping(mapping: Mapping): string {
  return `${JSON.stringify(mapping, null, 2)}\n`;
}
