import { toolAliases } from "@akkoord/exchange";
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";

const aliasesQuery = queryOptions({
  queryKey: ["tool-aliases"],
  queryFn: async () => toolAliases((await import("virtual:lexicon")).default.tools),
  staleTime: Number.POSITIVE_INFINITY,
  networkMode: "always",
});

/** Other names of tools, by tool id: those that people use in questions. */
export function useToolAliases(): Readonly<Record<string, readonly string[]>> {
  return useSuspenseQuery(aliasesQuery).data;
}
