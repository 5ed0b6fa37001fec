import { storedValue } from "../../../platform/stored.ts";

/** What was chosen on this device; null while nothing was. */
const chosen = storedValue<boolean | null>("akkoord.enter-sends", (value) =>
  typeof value === "boolean" ? value : null,
);

/** On a device without a keyboard of its own Enter makes a new line, unless somebody chose otherwise. */
export function useEnterSends(): readonly [boolean, (sends: boolean) => void] {
  const own = chosen.use();
  return [own ?? !matchMedia("(pointer: coarse)").matches, chosen.set];
}
