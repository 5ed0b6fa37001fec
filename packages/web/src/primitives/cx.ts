/**
 * Joins class names and leaves out what is switched off.
 *
 * @example cx("chip", open && "chip--open") // "chip" or "chip chip--open"
 */
export function cx(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
