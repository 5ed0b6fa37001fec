import { useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { participantName, valueName } from "../../rule-sets/model/names.ts";
import { TextPage } from "../components/text-page.tsx";

/** What stays on the device, what is sent and when, and a button to forget it. */
export function PrivacyPage() {
  const { t, say } = useMessages();
  const { ruleSet } = useRules(TODAYS_RULES);
  const { aboutYou, remember } = useAboutYou();
  const [forgotten, setForgotten] = useState(false);
  const { organisation, role } = aboutYou;
  const known = [
    ...(organisation === null
      ? []
      : [{ key: t.aboutYou.organisation, value: participantName(ruleSet, organisation, say) }]),
    ...(role === null ? [] : [{ key: t.aboutYou.role, value: valueName(ruleSet, "role", role, say) }]),
  ];
  return (
    <TextPage words={t.privacy}>
      <section className="stack" aria-labelledby="known">
        <Heading level={2} id="known">
          {t.privacy.aboutYou}
        </Heading>
        {known.length === 0 ? <p>{t.privacy.nothingKnown}</p> : <DataList items={known} />}
        {known.length === 0 ? null : (
          <div>
            <Button
              onClick={() => {
                remember({ organisation: null, role: null });
                setForgotten(true);
              }}
            >
              {t.privacy.forget}
            </Button>
          </div>
        )}
        <p role="status">{forgotten ? t.privacy.forgotten : ""}</p>
      </section>
    </TextPage>
  );
}
