import { createHash } from "node:crypto";
import type { Finding, IsoDate, RepairAdvice, Report, RuleSet } from "@akkoord/policy";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { NotFound } from "../../platform/errors.ts";
import type { FeedbackQueries } from "../feedback/queries.ts";
import type { Publication } from "../registry/model.ts";
import type { Registry } from "../registry/registry.ts";
import type { Analyst, ChangeScope } from "./analyst.ts";
import { figuresOf } from "./figures.ts";
import { type FindingFamily, familiesOf } from "./model.ts";
import { stretchAround } from "./stretch.ts";

/** Rules to look into: of a published rule set on a day, with what people reported. */
export interface Subject {
  readonly hash: string;
  readonly ruleSet: RuleSet;
  readonly date: IsoDate;
  readonly reports: readonly Report[];
  /** Changes whenever the findings may: rule set, stretch of days, reports. */
  readonly version: string;
}

/** How long reports that were read are good enough for weights. */
const REPORTS_KEPT_MS = 60_000;

/** Looks into published rules: where they fail, what would mend it, what changed. */
export function createInsight(parts: {
  readonly analyst: Analyst;
  readonly registry: Registry;
  readonly feedback: FeedbackQueries;
  readonly clock: Clock;
}) {
  const { analyst, registry, feedback, clock } = parts;
  let kept: { readonly hash: string; readonly at: number; readonly reports: readonly Report[] } | null = null;

  const reportsFor = async (hash: string, ruleSet: RuleSet): Promise<readonly Report[]> => {
    const now = clock.now().getTime();
    if (kept?.hash === hash && now < kept.at + REPORTS_KEPT_MS) return kept.reports;
    try {
      kept = { hash, at: now, reports: await feedback.reports(ruleSet) };
      return kept.reports;
    } catch (error) {
      // Findings follow from the rules alone; without the database only their order may be older.
      if (kept?.hash === hash) return kept.reports;
      throw error;
    }
  };
  const subjectOf = (hash: string, ruleSet: RuleSet, date: IsoDate, reports: readonly Report[]): Subject => {
    const { from, to } = stretchAround([ruleSet], date);
    const said = createHash("sha256").update(JSON.stringify(reports)).digest("base64url").slice(0, 16);
    return { hash, ruleSet, date, reports, version: `${hash} ${from ?? ""}..${to ?? ""} ${said}` };
  };
  const findings = ({ ruleSet, date, reports }: Subject, signal?: AbortSignal): Promise<readonly Finding[]> =>
    analyst.findings(ruleSet, { date, reports, signal });

  return {
    /**
     * The rules of a published rule set, or those in force on the day.
     *
     * @param date today in Amsterdam when left out
     * @throws NotFound when no such rule set was published
     */
    async subject(choice: {
      readonly ruleSet?: string | undefined;
      readonly date?: IsoDate | undefined;
    }): Promise<Subject> {
      const date = choice.date ?? dayInAmsterdam(clock.now());
      const { hash, ruleSet } =
        choice.ruleSet === undefined
          ? (await registry.currentOn(date)).held
          : await registry.byHash(choice.ruleSet);
      return subjectOf(hash, ruleSet, date, await reportsFor(hash, ruleSet));
    },

    /** The rules in force on a day, with the reports as they are now, and the publication that made them so. */
    async inForce(date: IsoDate): Promise<Subject & { readonly publication: Publication }> {
      const { publication, held } = await registry.currentOn(date);
      const reports = await feedback.reports(held.ruleSet);
      const subject = subjectOf(held.hash, held.ruleSet, date, reports);
      return { ...subject, publication, version: `${publication.id} ${subject.version}` };
    },

    /** Everything that is wrong, heaviest first. @throws AnalysisTooLarge, AnalysisTakesTooLong */
    findings,

    /** Everything that is wrong, by family, heaviest first. @throws AnalysisTooLarge, AnalysisTakesTooLong */
    async families(subject: Subject, signal?: AbortSignal): Promise<readonly FindingFamily[]> {
      const { ruleSet, date } = subject;
      return familiesOf(ruleSet, await findings(subject, signal), figuresOf(ruleSet, date));
    },

    /** One finding with the others of its family. @throws NotFound */
    async finding(
      subject: Subject,
      id: string,
      signal?: AbortSignal,
    ): Promise<{ readonly finding: Finding; readonly family: readonly Finding[] }> {
      const all = await findings(subject, signal);
      const finding = all.find((candidate) => candidate.id === id);
      if (finding === undefined) throw new NotFound();
      return { finding, family: all.filter(({ family }) => family === finding.family) };
    },

    /** What would end a finding. @throws NotFound */
    async repairs(subject: Subject, id: string, signal?: AbortSignal): Promise<RepairAdvice> {
      const finding = (await findings(subject, signal)).find((candidate) => candidate.id === id);
      if (finding === undefined) throw new NotFound();
      return analyst.repairs(subject.ruleSet, subject.date, finding, { signal });
    },

    /** In what a published rule set decides otherwise than another. @throws NotFound */
    async changes(
      choice: { readonly since: string; readonly hash: string; readonly scope: ChangeScope },
      signal?: AbortSignal,
    ) {
      const [before, after] = await Promise.all([
        registry.byHash(choice.since),
        registry.byHash(choice.hash),
      ]);
      return analyst.changes(before.ruleSet, after.ruleSet, choice.scope, { signal });
    },
  };
}

/** Looks into published rules. */
export type Insight = ReturnType<typeof createInsight>;
