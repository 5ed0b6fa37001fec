/**
 * Measures the Cost table of the policy model, and the same work by a scan and by other engines.
 *
 *     node bench/policy/main.ts [--json] [--quick]
 */
import { equalAnswers, scanIsEqual } from "./equivalence.ts";
import { FULL, QUICK, timedLater } from "./measure.ts";
import { makeCasbin } from "./peers/casbin.ts";
import { makeCedar } from "./peers/cedar.ts";
import { makeJsonLogic } from "./peers/json-logic.ts";
import type { MakePeer } from "./peers/peer.ts";
import { Scan } from "./peers/scan.ts";
import { makeZen } from "./peers/zen.ts";
import { measureLargeRuleSet, type PeerRow, peerRow, readOptions, report } from "./report.ts";
import { makeWorkload } from "./workload.ts";
import { measureOurs, measureScan } from "./works.ts";

const PEERS: readonly MakePeer[] = [makeJsonLogic, makeCasbin, makeZen, makeCedar];

const SCAN_NOTE =
  "Rules picked beforehand per organisation and tool, conditions as bit masks, nothing allocated. " +
  "Effect, contest and decisive rules; no lists of defeats, duties and advice.";

const { asJson, isQuick } = readOptions("bench/policy/main.ts");
await run(asJson, isQuick);

async function run(asJson: boolean, isQuick: boolean): Promise<void> {
  const effort = isQuick ? QUICK : FULL;
  const workload = makeWorkload();
  const large = measureLargeRuleSet();
  const { rows: measured, compiled } = measureOurs(effort, workload);
  const rows = [
    ...measured,
    { work: "compile-5100-rules", value: large.milliseconds, unit: "ms", limit: 10_000 },
    { work: "memory-5100-rules", value: large.megabytes, unit: "MB", limit: 1000 },
  ];

  const scan = new Scan(workload.ruleSet, workload.date);
  const isEqual = scanIsEqual(compiled, scan, workload.manyQuestions);
  const peers: PeerRow[] = [];
  for (const [work, value] of measureScan(effort, workload, scan)) {
    peers.push(peerRow(rows, "naive scan", work, value, isEqual, SCAN_NOTE));
  }
  // Others cost microseconds, so fewer questions do; every one is checked before the clock runs.
  const questions = workload.questions.slice(0, 200);
  for (const make of PEERS) {
    const peer = await make(workload, questions);
    const equal = await equalAnswers(compiled, peer, questions);
    const value = await timedLater(effort, questions.length, async () => {
      const later = questions
        .map((_, place) => peer.answer(place))
        .filter((answer) => answer instanceof Promise);
      if (later.length > 0) await Promise.all(later);
    });
    peers.push(peerRow(rows, peer.name, "one-decision", value, equal === questions.length, peer.note));
  }
  report(rows, peers, asJson);
}
