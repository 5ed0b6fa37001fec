import { inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Chip } from "../../../primitives/chip.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { participantName, valueName } from "../../rule-sets/model/names.ts";
import { useAboutYou } from "../hooks/use-about-you.ts";
import { AboutYouSheet } from "./about-you-sheet.tsx";

/** What this device knows of its user, changeable in place. */
export function AboutYouChip({ rules }: { readonly rules: Rules }) {
  const { t, say } = useMessages();
  const { aboutYou, remember } = useAboutYou();
  const { organisation, role } = aboutYou;
  const parts = [
    organisation === null ? null : participantName(rules.ruleSet, organisation, say),
    role === null ? null : inSentence(valueName(rules.ruleSet, "role", role, say)),
  ].filter((part) => part !== null);
  return (
    <Chip
      name={t.aboutYou.chipName}
      value={organisation === null ? null : parts.join(", ")}
      invitation={t.aboutYou.open}
      title={t.aboutYou.title}
    >
      {(close) => (
        <AboutYouSheet
          rules={rules}
          organisation={organisation}
          role={role}
          onOrganisation={(id) => remember({ organisation: id })}
          onRole={(id) => remember({ role: id })}
          onDone={close}
        />
      )}
    </Chip>
  );
}
