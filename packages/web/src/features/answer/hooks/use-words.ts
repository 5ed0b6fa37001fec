import type { RuleSet } from "@akkoord/policy";
import type { CompiledLexicon, Understood } from "@akkoord/understand";
import { queryOptions, useQuery } from "@tanstack/react-query";

/** What reads a question, loaded when somebody starts typing. */
interface Reader {
  readonly understand: (question: string, about: { readonly organisation: string | null }) => Understood;
}

const compiled = new WeakMap<RuleSet, CompiledLexicon>();

/** Loads the lexicon and the code that reads with it. Both are cached for offline use. */
export async function loadReader(ruleSet: RuleSet): Promise<Reader> {
  const [{ compileLexicon, understand }, { default: lexicon }] = await Promise.all([
    import("@akkoord/understand"),
    import("virtual:lexicon"),
  ]);
  const words = compiled.get(ruleSet) ?? compileLexicon(lexicon, ruleSet);
  compiled.set(ruleSet, words);
  return { understand: (question, about) => understand(question, words, { about }) };
}

/** How a typed question was read; undefined while the reader loads, null when nothing was typed. */
export function useUnderstood(
  ruleSet: RuleSet,
  ruleSetHash: string,
  typed: string | undefined,
  organisation: string | null,
): Understood | null | undefined {
  const { data } = useQuery(
    queryOptions({
      queryKey: ["understood", ruleSetHash, typed, organisation],
      queryFn: async () =>
        typed === undefined ? null : (await loadReader(ruleSet)).understand(typed, { organisation }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
    }),
  );
  return data;
}
