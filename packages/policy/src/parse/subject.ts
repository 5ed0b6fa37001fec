/** Something in a file that can be spoken of: a thing by itself, or a part of one. The words stand in `subject-words`. */
export type Subject =
  | { readonly kind: "thing"; readonly thing: Thing; readonly id: string | null }
  | {
      readonly kind: "part";
      readonly part: Part;
      readonly of: Subject | null;
      /** Which one, for parts that have names of their own: a key, a fact, an attribute. */
      readonly name: string;
    };

/** What stands in files by itself. */
export type Thing =
  | "attribute"
  | "clause"
  | "default-condition"
  | "default-document"
  | "defaults"
  | "draft"
  | "duty"
  | "file"
  | "group"
  | "impossible-situation"
  | "organisation"
  | "outside-party"
  | "rule"
  | "source"
  | "tip"
  | "tool"
  | "value"
  | "withdrawal";

/** What belongs to a thing, or is named in it. */
export type Part =
  | "activity"
  | "address"
  | "attribute"
  | "audience"
  | "bearer"
  | "condition"
  | "condition-on"
  | "constraint"
  | "country"
  | "date"
  | "document"
  | "duty"
  | "effect"
  | "fact"
  | "facts"
  | "force"
  | "headcount"
  | "id"
  | "issuer"
  | "key"
  | "kind"
  | "layer"
  | "member"
  | "name"
  | "override"
  | "period"
  | "quote"
  | "rule"
  | "scope"
  | "source"
  | "tag"
  | "tip"
  | "tool"
  | "tools"
  | "validity"
  | "value"
  | "value-of";

/**
 * A thing; without an id it is any of its kind.
 *
 * @example thing("rule", "szw/zoom") // rule "szw/zoom", de regel ‘szw/zoom’
 */
export function thing(thing: Thing, id: string | null = null): Subject {
  return { kind: "thing", thing, id };
}

/**
 * A part of something.
 *
 * @example part("bearer", thing("rule", "szw/zoom")) // bearer of rule "szw/zoom"
 */
export function part(part: Part, of: Subject | null = null, name = ""): Subject {
  return { kind: "part", part, of, name };
}

/** What stands under a key. */
export function under(key: string, of: Subject): Subject {
  return part("key", of, key);
}
