import { fileURLToPath } from "node:url";

const ENTRY = fileURLToPath(new URL("../src/main.tsx", import.meta.url));

/** What the bundler tells of its modules. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Modules that pass on whole packages: what is used of them is not to be seen from who imports them. */
const PASSES_ON = /[\\/](@tabler[\\/]icons-react[\\/]|packages[\\/][\w-]+[\\/]src[\\/]index\.ts$)/;

/**
 * Names the file of what the first screen needs. Without it every part that some later screen needs as well would become
 * a file of its own, and the first screen would be fetched in ever more and ever smaller pieces.
 */
export function firstScreen(): (id: string, modules: Modules) => string | null {
  let needed: ReadonlySet<string> | null = null;
  return (id, modules) => {
    needed ??= reachedFrom(ENTRY, modules);
    return needed.has(id) ? "first-screen" : null;
  };
}

/** The modules that one needs at once, itself among them. */
function reachedFrom(entry: string, modules: Modules): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id) || PASSES_ON.test(id)) continue;
    reached.add(id);
    waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return reached;
}
