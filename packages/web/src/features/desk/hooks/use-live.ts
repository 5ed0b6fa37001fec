import type { DraftChanges, DraftRights, IsoDate, RuleProblem, RuleSet } from "@akkoord/policy";
import { useEffect, useState } from "react";
import type { DeskWorker } from "../model/desk-worker.ts";
import type { FindingGroup } from "../model/findings-difference.ts";
import { type ChangeGroup, whatChanges } from "../model/what-changes.ts";
import type { DeskReply, LiveScenario, LiveScenarioResult } from "../worker-messages.ts";

/** A part of what was worked out, with the number of the text it belongs to. */
interface Part<T> {
  readonly of: number;
  readonly value: T;
}

/** What a draft does, as far as it is worked out; parts of an earlier text stay until newer ones come. */
export interface Live {
  /** The newest text that was handed in. */
  readonly current: number;
  readonly busy: boolean;
  readonly problems: readonly RuleProblem[];
  readonly applied: Part<{ readonly ruleSet: RuleSet; readonly changed: DraftChanges | null }> | null;
  readonly changes: Part<readonly ChangeGroup[]> | null;
  readonly findings: Part<readonly FindingGroup[]> | null;
  readonly scenarios: Part<readonly LiveScenarioResult[]> | null;
  readonly milliseconds: number | null;
  readonly failure: "failed" | "too-large" | null;
}

const NOTHING_YET: Live = {
  current: 0,
  busy: true,
  problems: [],
  applied: null,
  changes: null,
  findings: null,
  scenarios: null,
  milliseconds: null,
  failure: null,
};

/** How long somebody must stop typing before the text is worked out, in milliseconds. */
const PAUSE = 200;

interface LiveInput {
  readonly worker: DeskWorker | null;
  /** Hash of the rules that the draft is laid on. */
  readonly hash: string;
  readonly ruleSet: RuleSet;
  readonly text: string;
  readonly rights: DraftRights;
  readonly date: IsoDate;
  /** Null while they are fetched. */
  readonly scenarios: readonly LiveScenario[] | null;
}

/** Works out what a draft does while it is typed, off the main thread. */
export function useLive({ worker, hash, ruleSet, text, rights, date, scenarios }: LiveInput): Live {
  const [live, setLive] = useState(NOTHING_YET);

  useEffect(() => worker?.listen((reply) => setLive((before) => withReply(before, reply))), [worker]);

  useEffect(() => {
    if (worker === null) return;
    worker.know(hash, ruleSet);
    setLive((before) => (before.busy ? before : { ...before, busy: true }));
    const timer = setTimeout(() => {
      const current = worker.check({ base: hash, text, rights }, date, scenarios ?? []);
      setLive((before) => ({ ...before, current, busy: true }));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [worker, hash, ruleSet, text, rights, date, scenarios]);

  return live;
}

function withReply(live: Live, reply: DeskReply): Live {
  if (reply.id !== live.current) return live;
  const part = <T>(value: T): Part<T> => ({ of: reply.id, value });
  switch (reply.kind) {
    case "problems":
      return { ...live, busy: false, problems: reply.problems, failure: null };
    case "applied":
      return {
        ...live,
        problems: [],
        failure: null,
        applied: part({ ruleSet: reply.ruleSet, changed: reply.changed }),
      };
    case "changes":
      return { ...live, changes: part(whatChanges(reply.changes)) };
    case "scenarios":
      return { ...live, scenarios: part(reply.scenarios) };
    case "findings":
      return { ...live, findings: part(reply.findings) };
    case "done":
      return { ...live, busy: false, milliseconds: reply.milliseconds };
    case "failed":
      return { ...live, busy: false, failure: reply.tooLarge ? "too-large" : "failed" };
    case "compared":
      return live;
  }
}
