import { z } from "zod";
import { type AttributePath, findAttribute, type ResourceKind } from "./attributes.ts";
import type { Json, Members } from "./resource.ts";
import { isMembers, valuesAt } from "./resource.ts";
import { ScimProblem } from "./scim-problem.ts";

/** The most resources in one answer. */
export const MOST_RESULTS = 200;
const STANDARD_RESULTS = 100;

const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const SEARCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

const names = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((text) => text.split(",")))
  .transform((given) => given.map((name) => name.trim()).filter((name) => name !== ""));
const whole = z.coerce.number().int();

/** What a client asks of a list (RFC 7644 §3.4.2), in an address or in the body of a search. */
export const listQuery = z.object({
  filter: z.string().optional(),
  sortBy: z.string().max(300).optional(),
  sortOrder: z.enum(["ascending", "descending"]).default("ascending"),
  startIndex: whole.default(1).transform((index) => Math.max(1, index)),
  count: whole.default(STANDARD_RESULTS).transform((count) => Math.min(MOST_RESULTS, Math.max(0, count))),
  attributes: names.optional(),
  excludedAttributes: names.optional(),
});

/** What a client asks of a list. */
export type ListQuery = z.output<typeof listQuery>;

/** The body of a search. */
export const searchShape = listQuery.extend({
  schemas: z
    .array(z.string())
    .refine((schemas) => schemas.includes(SEARCH_SCHEMA), { error: `must hold ${SEARCH_SCHEMA}` }),
});

/** One page of a list. */
export function listResponse(
  { totalResults, startIndex }: { readonly totalResults: number; readonly startIndex: number },
  resources: readonly Members[],
): object {
  return {
    schemas: [LIST_SCHEMA],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** Something to sort by, with the id of what it belongs to. */
export interface Sortable {
  readonly id: string;
  readonly key: string | null;
}

/**
 * Reads what to sort by: of values the primary one, else the first, texts without regard to case unless the attribute
 * says otherwise.
 *
 * @throws ScimProblem `invalidPath`
 */
export function readSorting(kind: ResourceKind, { sortBy }: ListQuery): (resource: Members) => string | null {
  if (sortBy === undefined) return () => null;
  const path = findAttribute(kind, sortBy);
  if (path === null) throw new ScimProblem(400, "invalidPath", `There is no attribute "${sortBy}".`);
  const exact = (path.sub ?? path.attribute).caseExact;
  return (resource) => {
    const value = sortValue(resource, path);
    if (value === undefined) return null;
    return exact ? String(value) : String(value).toLowerCase();
  };
}

/** In order of their keys, those without a key last; what has the same key stays in the order in which it came. */
export function sorted(found: readonly Sortable[], { sortBy, sortOrder }: ListQuery): readonly Sortable[] {
  if (sortBy === undefined) return found;
  const direction = sortOrder === "ascending" ? 1 : -1;
  return found.toSorted((one, other) => {
    if (one.key === other.key) return 0;
    // Ascending puts them last, and descending turns the order around (RFC 7644 §3.4.2.3).
    if (one.key === null) return direction;
    if (other.key === null) return -direction;
    return one.key < other.key ? -direction : direction;
  });
}

function sortValue(resource: Members, path: AttributePath): Json | undefined {
  const values = valuesAt(resource, { ...path, sub: null });
  const first = values.find((value) => isMembers(value) && value.primary === true) ?? values[0];
  if (!isMembers(first ?? null)) return first;
  const name = path.sub?.name ?? "value";
  return isMembers(first ?? null) && first !== undefined && isMembers(first) ? first[name] : undefined;
}
