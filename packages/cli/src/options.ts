import { isDate, nearest } from "@akkoord/policy";
import { UsageError } from "./io.ts";

/** A day as `yyyy-mm-dd` that exists, or wrong use. */
export function checkDay(day: string): string {
  if (isDate(day)) return day;
  throw new UsageError(`"${day}" is not a day that exists. Write it as yyyy-mm-dd.`);
}

/**
 * The ids of an option that may be given more than once and hold several ids with commas between.
 *
 * @throws {UsageError} naming the nearest valid id and the list.
 */
export function knownIds(
  option: string,
  given: readonly string[],
  valid: readonly string[],
): readonly string[] {
  const ids = given.flatMap((each) => each.split(",")).filter((id) => id !== "");
  for (const id of ids) {
    if (valid.includes(id)) continue;
    const near = nearest(id, valid);
    throw new UsageError(
      `${option} does not know "${id}".${near === null ? "" : ` Did you mean "${near}"?`} Valid: ${valid.join(", ")}.`,
    );
  }
  return ids;
}
