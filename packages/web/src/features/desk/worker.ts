/**
 * Works out what a draft does, off the main thread: the same packages as on the server and in the command line.
 * Work goes in short turns, so that a newer text ends the work on an older one.
 */
import {
  type Analysis,
  analyse,
  applyDraft,
  CompileBudgetError,
  changesBetween,
  type Finding,
  type IsoDate,
  type RuleSet,
} from "@akkoord/policy";
import { readYaml, tryScenario } from "@akkoord/policy-files/browser";
import { findingsDifference } from "./model/findings-difference.ts";
import type { DeskReply, DeskRequest, Version } from "./worker-messages.ts";

/** Longest turn of work before newer messages are looked at, in milliseconds. */
const TURN = 12;

/** A newer text came, so nobody waits for this work any more. */
class SupersededError extends Error {
  override readonly name = "SupersededError";
}

const bases = new Map<string, RuleSet>();
const findingsOfBase = new Map<string, readonly Finding[]>();
let newestCheck = 0;
let newestComparison = 0;

self.onmessage = (event: MessageEvent<DeskRequest>) => {
  const request = event.data;
  if (request.kind === "base") bases.set(request.hash, request.ruleSet);
  else if (request.kind === "check") {
    newestCheck = request.id;
    void answering(request.id, () => check(request));
  } else {
    newestComparison = request.id;
    void answering(request.id, () => compare(request));
  }
};

function reply(message: DeskReply): void {
  self.postMessage(message);
}

async function answering(id: number, work: () => Promise<void>): Promise<void> {
  try {
    // Newer texts that wait already make this one needless.
    await turn();
    await work();
  } catch (error) {
    if (error instanceof SupersededError) return;
    reply({
      kind: "failed",
      id,
      tooLarge: error instanceof CompileBudgetError,
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

async function check({
  id,
  version,
  date,
  scenarios,
}: Extract<DeskRequest, { kind: "check" }>): Promise<void> {
  const isNewest = () => id === newestCheck;
  if (!isNewest()) throw new SupersededError();
  const start = performance.now();
  const base = baseOf(version);
  const applied = apply(base, version);
  if (applied.ruleSet === null) {
    reply({ kind: "problems", id, problems: applied.problems });
    return;
  }
  const { ruleSet, changed } = applied;
  reply({ kind: "applied", id, ruleSet, changed });

  const changes = await driven(changesBetween(base, ruleSet, { date }), isNewest);
  reply({ kind: "changes", id, changes });

  const results = [];
  for (const one of scenarios) {
    const { details, found } = tryScenario(ruleSet, one.scenario);
    results.push({ ...one, state: details.length === 0 ? "green" : "red", found, details } as const);
    await turn();
    if (!isNewest()) throw new SupersededError();
  }
  reply({ kind: "scenarios", id, scenarios: results });

  const before = await findingsOf(version.base, base, date, isNewest);
  const after = await driven(analyse(ruleSet, { date }), isNewest);
  reply({ kind: "findings", id, findings: findingsDifference(before, after) });
  reply({ kind: "done", id, milliseconds: performance.now() - start });
}

async function compare(request: Extract<DeskRequest, { kind: "compare" }>): Promise<void> {
  const before = apply(baseOf(request.before), request.before).ruleSet;
  const after = apply(baseOf(request.after), request.after).ruleSet;
  const { id, date } = request;
  if (before === null || after === null) {
    reply({ kind: "compared", id, result: null });
    return;
  }
  const changes = await driven(changesBetween(before, after, { date }), () => id === newestComparison);
  reply({ kind: "compared", id, result: { before, after, changes } });
}

function baseOf(version: Version): RuleSet {
  const base = bases.get(version.base);
  if (base === undefined) throw new RangeError(`The rule set ${version.base} was not sent yet.`);
  return base;
}

function apply(base: RuleSet, { text, rights }: Version) {
  if (text === null) return { ruleSet: base, changed: null, problems: [] } as const;
  return applyDraft(base, readYaml("concept.yaml", text), rights ?? undefined);
}

/** Findings of published rules stay the same while a draft is typed. */
async function findingsOf(
  hash: string,
  ruleSet: RuleSet,
  date: IsoDate,
  isWanted: () => boolean,
): Promise<readonly Finding[]> {
  const key = `${hash} ${date}`;
  const known = findingsOfBase.get(key);
  if (known !== undefined) return known;
  const found = await driven(analyse(ruleSet, { date }), isWanted);
  findingsOfBase.set(key, found);
  return found;
}

async function driven<T>(analysis: Analysis<T>, isWanted: () => boolean): Promise<T> {
  let turnEnds = performance.now() + TURN;
  for (;;) {
    const step = analysis.next();
    if (step.done === true) return step.value;
    if (performance.now() < turnEnds) continue;
    await turn();
    if (!isWanted()) throw new SupersededError();
    turnEnds = performance.now() + TURN;
  }
}

/** Lets messages that wait be handled first. A timer would be slowed down by the browser; a channel is not. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
