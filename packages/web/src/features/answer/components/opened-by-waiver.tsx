import type { RuleSet } from "@akkoord/policy";
import { lazy, Suspense } from "react";
import { waiversThatOpen } from "../../waivers/model/waiver-in-answer.ts";
import type { ToolView } from "../model/answer-view.ts";

const WaiverNote = lazy(() =>
  import("../../waivers/components/waiver-note.tsx").then((module) => ({ default: module.WaiverNote })),
);

/** Where a tool is open because of a waiver: that it is, and until when. */
export function OpenedByWaiver({ ruleSet, view }: { readonly ruleSet: RuleSet; readonly view: ToolView }) {
  const rules = waiversThatOpen(ruleSet, view.outcome);
  if (rules.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <WaiverNote rules={rules} />
    </Suspense>
  );
}
