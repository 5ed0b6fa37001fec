import type { RuleSet } from "@akkoord/policy";
import { formatDate } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { toolName } from "../../rule-sets/model/names.ts";
import type { CoveringWaiver } from "../api.ts";

/** For who is covered: which waivers end within two weeks. */
export function ExpiringWaivers({
  ruleSet,
  waivers,
}: {
  readonly ruleSet: RuleSet;
  readonly waivers: readonly CoveringWaiver[];
}) {
  const t = useWaiverMessages();
  const { language } = useMessages();
  return (
    <>
      {waivers
        .filter((waiver) => waiver.expiresSoon)
        .map(({ id, tools, valid }) => (
          <Alert key={id} kind="warning">
            <p>
              {t.expiring(
                tools.map((tool) => toolName(ruleSet, tool)).join(", "),
                formatDate(valid.to, language),
              )}
            </p>
          </Alert>
        ))}
    </>
  );
}
