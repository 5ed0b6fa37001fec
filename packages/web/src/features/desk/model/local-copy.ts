/**
 * What somebody typed, kept on this device with every keystroke until the server has it: a browser that closes loses
 * nothing. Kept per draft, and gone as soon as the text is saved or let go.
 */
import { OF_WHO_IS_SIGNED_IN } from "../../../platform/stored.ts";

/** A text that the server did not get yet. */
export interface LocalCopy {
  readonly text: string;
  readonly title: string;
  /** The revision that was being changed. */
  readonly revision: number;
  /** What the server had of that revision, to merge with. */
  readonly base: { readonly title: string; readonly text: string };
  /** When it was typed, as an ISO moment. */
  readonly at: string;
}

const PREFIX = OF_WHO_IS_SIGNED_IN;

/** The copy of a draft on this device, or null. */
export function readLocalCopy(storage: Storage, draft: string): LocalCopy | null {
  try {
    const stored: unknown = JSON.parse(storage.getItem(PREFIX + draft) ?? "null");
    return isLocalCopy(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** Keeps what was typed. Where storage is switched off or full, saving to the server is all there is. */
export function keepLocalCopy(storage: Storage, draft: string, copy: LocalCopy): boolean {
  try {
    storage.setItem(PREFIX + draft, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

/** Lets the copy go: the server has the text, or its author let go of it. */
export function dropLocalCopy(storage: Storage, draft: string): void {
  try {
    storage.removeItem(PREFIX + draft);
  } catch {
    // Storage that is switched off holds nothing to drop.
  }
}

function isLocalCopy(value: unknown): value is LocalCopy {
  if (typeof value !== "object" || value === null) return false;
  const copy = value as Partial<Record<keyof LocalCopy, unknown>>;
  const base = copy.base as Partial<Record<"title" | "text", unknown>> | null | undefined;
  return (
    typeof copy.text === "string" &&
    typeof copy.title === "string" &&
    typeof copy.revision === "number" &&
    typeof copy.at === "string" &&
    typeof base === "object" &&
    base !== null &&
    typeof base.text === "string" &&
    typeof base.title === "string"
  );
}
