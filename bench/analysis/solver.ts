/** The same questions put to an SMT solver: a sample of them, each checked against ours, and scaled to the whole. */
import { changesBetween, opens, run } from "@akkoord/policy";
import { withChangedRule } from "../../packages/policy/src/testing/generate.ts";
import { type Random, seededRandom } from "../../packages/policy/src/testing/random.ts";
import {
  and,
  not,
  or,
  SmtRules,
  type SmtSolver,
  startSolver,
} from "../../packages/policy/src/testing/smt.ts";
import { type PeerRow, peerRow } from "../policy/report.ts";
import type { Row } from "../policy/works.ts";
import type { Analysed } from "./works.ts";

/** One question for the solver, and whether we found it to be so. */
interface Query {
  readonly formula: string;
  readonly isSo: boolean;
}

const NAME = "z3-solver";

/** Puts a sample of every kind of question. */
export async function measureSolver(
  rows: readonly Row[],
  analysed: Analysed,
  sample: number,
): Promise<readonly PeerRow[]> {
  const { ruleSet, date } = analysed;
  const smt = new SmtRules(ruleSet, date);
  const solver = await startSolver(smt, ruleSet.vocabulary.attributes.length);
  try {
    const random = seededRandom(17);
    const { organisations, activities } = analysed.space;
    const served = activities.reduce((sum, { tools }) => sum + tools.length, 0);
    const count = organisations.length;
    const row = async (
      work: string,
      queries: readonly Query[],
      times: number,
      note: string,
    ): Promise<PeerRow> => {
      const { milliseconds, equal } = await ask(solver, queries);
      const scaled = milliseconds * times;
      const about = `${work}: ${queries.length} questions of ${times}, ${milliseconds.toFixed(1)} ms each. ${note}`;
      return peerRow(rows, NAME, work, scaled, equal === queries.length, about);
    };
    return [
      await row(
        "tool-gaps",
        gapQueries(analysed, smt, random, sample),
        count * activities.length,
        "One per organisation and activity: whether there is a gap, not how large.",
      ),
      await row(
        "norm-conflicts",
        conflictQueries(analysed, smt, random, sample),
        count * (count - 1) * served,
        "One per ordered pair, tool and activity: whether they conflict somewhere.",
      ),
      await row(
        "coalition-gaps",
        coalitionQueries(analysed, smt, solver, random, sample),
        analysed.coalitions.length,
        "One per coalition that we found. It is not asked to find them among 2^30, which it would have to.",
      ),
      await row(
        "change-impact",
        changeQueries(analysed, smt, random, sample),
        changedTools(analysed),
        "One per tool of the changed rule: whether it opens or closes somewhere.",
      ),
    ];
  } finally {
    await solver.close();
  }
}

/** The mean time per question, and how many answers equal ours. One question goes first, as a warm-up. */
async function ask(
  solver: SmtSolver,
  queries: readonly Query[],
): Promise<{ readonly milliseconds: number; readonly equal: number }> {
  const taken: number[] = [];
  let equal = 0;
  await solver.isPossible(queries[0]?.formula ?? "true");
  for (const { formula, isSo } of queries) {
    const start = performance.now();
    const answer = await solver.isPossible(formula);
    taken.push(performance.now() - start);
    if (answer === isSo) equal++;
  }
  // The mean: some questions take far longer than others, and all would have to be asked.
  return { milliseconds: taken.reduce((sum, each) => sum + each, 0) / taken.length, equal };
}

function gapQueries(
  { ruleSet, space, gaps }: Analysed,
  smt: SmtRules,
  random: Random,
  sample: number,
): readonly Query[] {
  return Array.from({ length: sample }, () => {
    const organisation = ruleSet.organisations[random.pick(space.organisations)]?.id ?? "";
    const activity = random.pick(space.activities);
    const open = activity.tools.map((tool) => smt.open(organisation, ruleSet.tools[tool]?.id ?? ""));
    return {
      formula: and([smt.doing(activity.id), not(or(open))]),
      isSo: gaps.some((gap) => gap.activity === activity.id && gap.organisations[0] === organisation),
    };
  });
}

function conflictQueries(
  { ruleSet, space, conflicts }: Analysed,
  smt: SmtRules,
  random: Random,
  sample: number,
): readonly Query[] {
  const found = new Set(
    conflicts.map(({ sides, tool, activity }) => [sides?.for[0], sides?.against[0], tool, activity].join()),
  );
  return Array.from({ length: sample * 4 }, () => {
    const [one = 0, other = 0] = random.some(space.organisations, 2);
    const inFavour = ruleSet.organisations[one]?.id ?? "";
    const against = ruleSet.organisations[other]?.id ?? "";
    const activity = random.pick(space.activities);
    const tool = ruleSet.tools[random.pick(activity.tools)]?.id ?? "";
    return {
      formula: and([
        smt.doing(activity.id),
        smt.together(),
        smt.open(inFavour, tool),
        smt.refused(against, tool),
      ]),
      isSo: found.has([inFavour, against, tool, activity.id].join()),
    };
  });
}

/** Coalitions that are gaps, and as many that are not: such a coalition with one member exchanged. */
function coalitionQueries(
  { ruleSet, space, coalitions }: Analysed,
  smt: SmtRules,
  solver: SmtSolver,
  random: Random,
  sample: number,
): readonly Query[] {
  const found = new Set(coalitions.map(({ organisations, activity }) => [activity, ...organisations].join()));
  const everyone = ruleSet.organisations.map(({ id }) => id);
  return Array.from({ length: sample }, (_, index) => {
    const { organisations, activity = "" } = random.pick(coalitions);
    const exchanged = [...organisations.slice(1), random.pick(everyone)];
    const chosen = new Set(index % 2 === 0 ? organisations : exchanged);
    const coalition = everyone.filter((id) => chosen.has(id));
    const tools = space.activities.find(({ id }) => id === activity)?.tools ?? [];
    const open = (member: string, tool: number): string => smt.open(member, ruleSet.tools[tool]?.id ?? "");
    const share = (members: readonly string[]): string => {
      const common = tools.map((tool) => and(members.map((member) => solver.named(open(member, tool)))));
      return solver.named(or(common));
    };
    const each = coalition.map((one) => {
      const alone = solver.named(smt.amongOwnPeople(or(tools.map((tool) => open(one, tool)))));
      return or([share([one]), alone]);
    });
    const parts = coalition
      .map((left) => coalition.filter((member) => member !== left))
      .filter(({ length }) => length > 1)
      .map(share);
    return {
      formula: and([smt.doing(activity), smt.together(), ...each, ...parts, not(share(coalition))]),
      isSo: coalition.length > 1 && found.has([activity, ...coalition].join()),
    };
  });
}

function changeQueries(
  { ruleSet, date }: Analysed,
  smt: SmtRules,
  random: Random,
  sample: number,
): readonly Query[] {
  return Array.from({ length: sample }, () => {
    const organisation = random.pick(ruleSet.organisations).id;
    const draft = withChangedRule(ruleSet, organisation);
    const tool = random.pick(changedRuleOf(ruleSet, organisation).tools.ids);
    const changes = run(changesBetween(ruleSet, draft, { date }));
    const served = ruleSet.tools.find(({ id }) => id === tool)?.activities ?? [];
    return {
      formula: `(and ${or(served.map((activity) => smt.doing(activity)))} (xor ${smt.open(organisation, tool)} ${new SmtRules(draft, date).open(organisation, tool)}))`,
      isSo: changes.some(
        (change) =>
          change.tool === tool &&
          change.organisation === organisation &&
          opens(change.from) !== opens(change.to),
      ),
    };
  });
}

/** How many tools the changed rule of an organisation speaks of, on average. */
function changedTools({ ruleSet }: Analysed): number {
  const all = ruleSet.organisations.map(({ id }) => changedRuleOf(ruleSet, id).tools.ids.length);
  return all.reduce((sum, tools) => sum + tools, 0) / all.length;
}

/** The rule that `withChangedRule` changes. */
function changedRuleOf(
  ruleSet: Analysed["ruleSet"],
  organisation: string,
): Analysed["ruleSet"]["rules"][number] {
  const rule = ruleSet.rules.find(({ issuer }) => issuer === organisation);
  if (rule === undefined) throw new Error(`${organisation} has no rule of its own`);
  return rule;
}
