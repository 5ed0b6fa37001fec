import { PersonChanged } from "../../platform/errors.ts";
import { etagOf } from "./users.ts";

/** How often a change is tried again when others change the same thing. */
const ATTEMPTS = 8;

interface Versioned {
  readonly version: number;
}

/** Whether the version that a caller knows (If-None-Match) is the one there is. */
export function isKnown(header: string | undefined, resource: Versioned): boolean {
  return header !== undefined && names(header, resource);
}

/** Whether a caller may change the version there is: they did not say which they know (If-Match), or know it. */
export function mayChange(header: string | undefined, resource: Versioned): boolean {
  return header === undefined || names(header, resource);
}

/** Our versions are weak ones, so they are compared as such. */
function names(header: string, resource: Versioned): boolean {
  const tags = header.split(",").map((tag) => plain(tag.trim()));
  return tags.includes("*") || tags.includes(plain(etagOf(resource)));
}

const plain = (tag: string): string => tag.replace(/^W\//i, "");

/**
 * Does work that reads, changes and writes. When somebody else changed the same in between it is done again, unless
 * the caller named the version that they know.
 */
export async function untilUnchanged<Result>(
  ifMatch: string | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PersonChanged) || ifMatch !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}
