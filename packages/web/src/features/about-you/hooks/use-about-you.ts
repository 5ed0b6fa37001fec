import { storedValue } from "../../../platform/stored.ts";

/** What somebody told about themselves once. It stays on the device. */
export interface AboutYou {
  readonly organisation: string | null;
  readonly role: string | null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

const stored = storedValue<AboutYou>("akkoord.about-you", (value) => ({
  organisation: typeof value === "object" && value !== null ? text(Reflect.get(value, "organisation")) : null,
  role: typeof value === "object" && value !== null ? text(Reflect.get(value, "role")) : null,
}));

/** Reads and changes what this device knows about its user. */
export function useAboutYou(): {
  readonly aboutYou: AboutYou;
  readonly remember: (change: Partial<AboutYou>) => void;
} {
  return { aboutYou: stored.use(), remember: (change) => stored.set({ ...stored.get(), ...change }) };
}
