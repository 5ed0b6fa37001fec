import type { SourceDocument, SourceNode } from "@akkoord/policy";
import { readPolicyFolder } from "@akkoord/policy-files";
import { policyFolders } from "./rules.ts";

/** Where rules stand in files, as `file:line`, by rule id. */
export type RulePlaces = ReadonlyMap<string, string>;

/** Finds where every rule of some policy folders stands. */
export async function rulePlaces(folders: readonly string[]): Promise<RulePlaces> {
  const documents = await Promise.all(policyFolders(folders).map(readPolicyFolder));
  return new Map(documents.flat().flatMap(placesIn));
}

function placesIn({ file, root }: SourceDocument): readonly (readonly [string, string])[] {
  const rules = member(root, "rules");
  if (rules?.kind !== "list") return [];
  return rules.items.flatMap((rule) => {
    const id = member(rule, "id");
    return id?.kind === "scalar" ? [[String(id.value), `${file}:${rule.place.line}`] as const] : [];
  });
}

function member(node: SourceNode, key: string): SourceNode | undefined {
  return node.kind === "map" ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}
