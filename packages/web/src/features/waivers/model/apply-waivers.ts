import { type CompiledRuleSet, type IsoDate, recompileWithWaivers, type Waiver } from "@akkoord/policy";

/** The rules of a day with somebody's waivers, decided on the device like all others. Loaded when there are any. */
export function applyWaivers(
  published: CompiledRuleSet,
  waivers: readonly Waiver[],
  date: IsoDate,
): CompiledRuleSet {
  return recompileWithWaivers(published, waivers, date);
}
