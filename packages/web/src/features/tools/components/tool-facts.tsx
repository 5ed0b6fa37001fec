import type { FactValue, RuleSet, Tool } from "@akkoord/policy";
import { inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { toolName, valueName } from "../../rule-sets/model/names.ts";

/** What is known of a tool. An unknown fact is absent, never "no". */
export function ToolFacts({ ruleSet, tool }: { readonly ruleSet: RuleSet; readonly tool: Tool }) {
  const { t, say, language } = useMessages();
  const factInWords = (value: FactValue): string => {
    if (typeof value === "boolean") return value ? t.common.yes : t.common.no;
    if (typeof value === "string") return value;
    return value.map((id) => toolName(ruleSet, id)).join(", ");
  };
  const country =
    tool.supplierCountry === null
      ? null
      : (new Intl.DisplayNames([language], { type: "region" }).of(tool.supplierCountry) ??
        tool.supplierCountry);
  return (
    <DataList
      items={[
        {
          key: t.tools.canBeUsedFor,
          value: tool.activities.map((id) => inSentence(valueName(ruleSet, "activity", id, say))).join(", "),
        },
        { key: t.tools.supplier, value: tool.supplier ?? t.common.unknown },
        { key: t.tools.country, value: country ?? t.common.unknown },
        ...(tool.tags.length === 0
          ? []
          : [{ key: t.tools.tags, value: tool.tags.map((tag) => t.tools.tagNames[tag] ?? tag).join(", ") }]),
        ...Object.entries(tool.facts)
          .filter(([name]) => name !== "supplierCountry")
          .map(([name, value]) => ({ key: t.tools.factNames[name] ?? name, value: factInWords(value) })),
      ]}
    />
  );
}
