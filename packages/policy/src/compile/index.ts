export { type CompileOptions, compile, DEFAULT_NODE_BUDGET } from "./compile.ts";
export type { CompiledParts, CompiledRuleSet } from "./compiled-rule-set.ts";
export * from "./errors.ts";
export { periodAround, periods } from "./periods.ts";
export { recompile } from "./recompile.ts";
export { readCompiled, writeCompiled } from "./serialise.ts";
