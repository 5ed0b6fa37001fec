import { useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { usePrivacyMessages } from "../../../messages/privacy.ts";
import { Button } from "../../../primitives/button.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { keptDevice } from "../../rooms/hooks/use-workplace.ts";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf, participantName, valueName } from "../../rule-sets/model/names.ts";
import { TextPage } from "../components/text-page.tsx";

/** What stays on the device, what is kept of whom and who sees it, and a button to forget what is on the device. */
export function PrivacyPage() {
  const { t, say } = useMessages();
  const words = usePrivacyMessages();
  const { ruleSet } = useRules(TODAYS_RULES);
  const { aboutYou, remember } = useAboutYou();
  const [forgotten, setForgotten] = useState(false);
  const { organisation, role } = aboutYou;
  const device = keptDevice.use();
  const deviceName = attributeOf(ruleSet, "device")?.label;
  const known = [
    ...(organisation === null
      ? []
      : [{ key: t.aboutYou.organisation, value: participantName(ruleSet, organisation, say) }]),
    ...(role === null ? [] : [{ key: t.aboutYou.role, value: valueName(ruleSet, "role", role, say) }]),
    ...(device === null || deviceName === undefined
      ? []
      : [{ key: say(deviceName), value: valueName(ruleSet, "device", device, say) }]),
  ];
  return (
    <TextPage words={words}>
      <section className="stack" aria-labelledby="known">
        <Heading level={2} id="known">
          {words.aboutYou}
        </Heading>
        {known.length === 0 ? <p>{words.nothingKnown}</p> : <DataList items={known} />}
        {known.length === 0 ? null : (
          <div>
            <Button
              onClick={() => {
                remember({ organisation: null, role: null });
                keptDevice.set(null);
                setForgotten(true);
              }}
            >
              {words.forget}
            </Button>
          </div>
        )}
        <p role="status">{forgotten ? words.forgotten : ""}</p>
      </section>
    </TextPage>
  );
}
