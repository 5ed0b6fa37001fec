import type { Tool } from "@akkoord/policy";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Registry } from "../registry/registry.ts";

/** Reads the catalogue of tools, which is part of the published rule set. */
export function createCatalogue(registry: Registry, clock: Clock) {
  const on = async (date: string | undefined) =>
    (await registry.currentOn(date ?? dayInAmsterdam(clock.now()))).held;
  return {
    /** Every tool, in catalogue order. */
    async tools(date: string | undefined): Promise<{ ruleSet: string; tools: Tool[] }> {
      const { hash, ruleSet } = await on(date);
      return { ruleSet: hash, tools: [...ruleSet.tools] };
    },

    /** @throws NotFound when there is no such tool */
    async tool(id: string, date: string | undefined): Promise<Tool> {
      const { ruleSet } = await on(date);
      const found = ruleSet.tools.find((tool) => tool.id === id);
      if (found === undefined) throw new NotFound();
      return found;
    },
  };
}

/** Reads the catalogue of tools. */
export type Catalogue = ReturnType<typeof createCatalogue>;
