import type { RuleSet } from "@akkoord/policy";
import { useDeskMessages } from "../../../messages/desk.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Card } from "../../../primitives/card.tsx";
import { cx } from "../../../primitives/cx.ts";
import { Heading } from "../../../primitives/text.tsx";
import type { Live } from "../hooks/use-live.ts";
import { FindingList } from "./finding-list.tsx";
import { ChangeList } from "./impact-card.tsx";
import { ScenarioList } from "./scenario-list.tsx";

/** What the draft does, worked out while it is typed. What belongs to an earlier text stays, and says so. */
export function LivePanel({ live, base }: { readonly live: Live; readonly base: RuleSet }) {
  const t = useDeskMessages();
  const ruleSet = live.applied?.value.ruleSet ?? base;
  const hasProblems = live.problems.length > 0;
  const isOld = (part: { readonly of: number } | null) =>
    part !== null && (hasProblems || part.of !== live.current);
  return (
    <div className="live">
      <Card aria-labelledby="impact-title">
        <Heading level={2} id="impact-title">
          {t.live.title}
        </Heading>
        <LiveStatus live={live} showsOld={[live.changes, live.findings, live.scenarios].some(isOld)} />
        {live.failure === null ? null : (
          <Alert kind="warning">
            <p>{live.failure === "too-large" ? t.live.tooLarge : t.live.failed}</p>
          </Alert>
        )}
        <div className={cx("live__part", isOld(live.changes) && "is-old")}>
          {live.changes === null ? null : <ChangeList ruleSet={ruleSet} groups={live.changes.value} />}
        </div>
        <div className={cx("live__part", isOld(live.findings) && "is-old")}>
          {live.findings === null ? null : (
            <>
              <h3 className="group-title">{t.live.findings}</h3>
              <FindingList ruleSet={ruleSet} groups={live.findings.value} />
            </>
          )}
        </div>
      </Card>
      <Card aria-labelledby="scenarios-title">
        <Heading level={2} id="scenarios-title">
          {t.live.scenarios}
        </Heading>
        <div className={cx("live__part", isOld(live.scenarios) && "is-old")}>
          {live.scenarios === null ? null : <ScenarioList ruleSet={ruleSet} results={live.scenarios.value} />}
        </div>
      </Card>
    </div>
  );
}

/** One line that always stands there, so that nothing moves when the work starts or ends. */
function LiveStatus({ live, showsOld }: { readonly live: Live; readonly showsOld: boolean }) {
  const t = useDeskMessages();
  const { language } = useMessages();
  const took = live.milliseconds;
  const duration =
    took === null
      ? null
      : took < 1000
        ? t.live.ms(Math.max(1, Math.round(took)))
        : t.live.seconds(
            new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB", { maximumFractionDigits: 1 }).format(
              took / 1000,
            ),
          );
  return (
    <p className="live__status small" role="status" data-state={live.busy ? "busy" : "done"}>
      {live.problems.length > 0
        ? live.changes === null
          ? t.live.nothingYet
          : t.live.waits
        : live.busy
          ? `${t.live.busy}${showsOld ? ` ${t.live.old}` : ""}`
          : duration === null
            ? null
            : t.live.took(duration)}
    </p>
  );
}
