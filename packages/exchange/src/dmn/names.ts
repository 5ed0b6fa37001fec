import type { Tool, Vocabulary } from "@akkoord/policy";
import { feelNames } from "./feel.ts";

/** The name of the input that says whose rules are asked for. */
export const ORGANISATION = "organisation";
/** The name of the input that says which tool, in tables about several. */
export const TOOL = "tool";

/** What attributes are called in decision tables, by id. */
export function attributeNames({ attributes }: Pick<Vocabulary, "attributes">): ReadonlyMap<string, string> {
  return feelNames(
    attributes.map((attribute) => attribute.id),
    [ORGANISATION, TOOL],
  );
}

/** What the decisions on tools are called, by id. */
export function toolNames(tools: readonly Tool[]): ReadonlyMap<string, string> {
  return feelNames(tools.map((tool) => tool.id));
}
