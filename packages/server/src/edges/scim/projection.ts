import { type AttributePath, findAttribute, findExtension, type ResourceKind } from "./attributes.ts";
import { isMembers, type Json, type Members } from "./resource.ts";
import { ScimProblem } from "./scim-problem.ts";

/** Which attributes a client wants to have, or does not (RFC 7644 §3.9). */
export interface Projection {
  /** Whether an attribute of the resource itself goes along: making it may be work. */
  wants(name: string): boolean;
  /** The resource with what goes along. */
  of(resource: Members): Members;
}

/**
 * Reads which attributes go along.
 *
 * @throws ScimProblem `invalidValue` when both are given
 * @example readProjection(GROUPS, { excludedAttributes: ["members"] }).wants("members") // false
 */
export function readProjection(
  kind: ResourceKind,
  {
    attributes,
    excludedAttributes,
  }: {
    readonly attributes?: readonly string[] | undefined;
    readonly excludedAttributes?: readonly string[] | undefined;
  },
): Projection {
  const asked = attributes ?? [];
  const left = excludedAttributes ?? [];
  if (asked.length > 0 && left.length > 0)
    throw new ScimProblem(400, "invalidValue", "Give attributes or excludedAttributes, not both.");
  const isKept = asked.length > 0 ? onlyThese(kind, asked) : allBut(kind, left);
  return {
    wants: (name) => isKept({ extension: null, name, sub: null }),
    of: (resource) => keep(kind, resource, isKept),
  };
}

/** A member of a resource: of itself or of an extension, whole or a part. */
interface Place {
  readonly extension: string | null;
  readonly name: string;
  readonly sub: string | null;
}
type Keeps = (place: Place) => boolean;

/** What clients always get. */
const ALWAYS = ["schemas", "id"];

function onlyThese(kind: ResourceKind, named: readonly string[]): Keeps {
  const { places, extensions } = read(kind, named);
  return (place) =>
    (place.extension === null && ALWAYS.includes(place.name)) ||
    (place.extension !== null && extensions.includes(place.extension)) ||
    places.some(
      ({ extension, attribute, sub }) =>
        extension === place.extension &&
        attribute.name === place.name &&
        // The whole goes along when a part is wanted, and then only that part of it.
        (place.sub === null || sub === null || sub.name === place.sub),
    );
}

function allBut(kind: ResourceKind, named: readonly string[]): Keeps {
  const { places, extensions } = read(kind, named);
  return (place) =>
    (place.extension === null && ALWAYS.includes(place.name)) ||
    (!(place.extension !== null && extensions.includes(place.extension)) &&
      !places.some(
        ({ extension, attribute, sub }) =>
          extension === place.extension &&
          attribute.name === place.name &&
          (sub === null || sub.name === place.sub),
      ));
}

/** What is not known is left out: a client may ask for more than we keep. */
function read(kind: ResourceKind, named: readonly string[]) {
  const places = named.flatMap((name): AttributePath[] => {
    const found = findAttribute(kind, name);
    return found === null ? [] : [found];
  });
  return { places, extensions: named.flatMap((name) => findExtension(kind, name)?.id ?? []) };
}

function keep(kind: ResourceKind, resource: Members, keeps: Keeps): Members {
  const kept: Members = {};
  for (const [name, value] of Object.entries(resource)) {
    const extension = findExtension(kind, name);
    if (extension === null) {
      if (keeps({ extension: null, name, sub: null })) kept[name] = parts(value, null, name, keeps);
      continue;
    }
    const inner: Members = {};
    for (const [part, one] of Object.entries(isMembers(value) ? value : {})) {
      if (keeps({ extension: extension.id, name: part, sub: null }))
        inner[part] = parts(one, extension.id, part, keeps);
    }
    if (Object.keys(inner).length > 0) kept[name] = inner;
  }
  return kept;
}

function parts(value: Json, extension: string | null, name: string, keeps: Keeps): Json {
  if (Array.isArray(value)) return value.map((one) => parts(one, extension, name, keeps));
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([sub]) => keeps({ extension, name, sub })));
}
