import { useMessages } from "../../../messages/language.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { AboutYouChip } from "../../about-you/components/about-you-chip.tsx";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { ActivityChoices } from "../components/activity-choices.tsx";
import { AskBox } from "../components/ask-box.tsx";
import { ToolFinder } from "../components/tool-finder.tsx";

/** Three ways in on one page: type a question, tap through, look up a tool. */
export function HomePage() {
  const { t } = useMessages();
  const rules = useRules(TODAYS_RULES);
  usePageTitle(t.home.documentTitle);
  return (
    <div className="wrap">
      <div className="hero">
        <Heading level={1}>{t.home.title}</Heading>
        <Paragraph purpose="lead">{t.home.lead}</Paragraph>
        <AskBox rules={rules} />
      </div>
      <div className="about-you-bar">
        <AboutYouChip rules={rules} />
      </div>
      <div className="home-grid">
        <ActivityChoices rules={rules} />
        <ToolFinder rules={rules} />
      </div>
    </div>
  );
}
