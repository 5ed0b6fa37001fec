import type { Rule } from "@akkoord/policy";
import { IconShieldCheck } from "@tabler/icons-react";
import { formatDate } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { Badge } from "../../../primitives/badge.tsx";

/** That a tool is open because of a waiver, and until when. */
export function WaiverNote({ rules }: { readonly rules: readonly Rule[] }) {
  const t = useWaiverMessages();
  const { language } = useMessages();
  return (
    <>
      {rules.flatMap(({ id, valid }) =>
        valid.to === null
          ? []
          : [
              <Badge key={id} tone="brand" icon={IconShieldCheck}>
                {t.until(formatDate(valid.to, language))}
              </Badge>,
            ],
      )}
    </>
  );
}
