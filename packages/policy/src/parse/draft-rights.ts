import { GOVERNMENT_WIDE_OWNER, ownerOf } from "../owner.ts";
import type { Layer, Rule, RuleSet, Untranslatable } from "../rule-set.ts";
import { type Located, report } from "./reading.ts";
import { type Subject, thing } from "./subject.ts";

/** Whose draft it is, and what it may change besides rules. */
export interface DraftRights {
  /** An organisation, or `rijk`. */
  readonly owner: string;
  /** Tools that this organisation added to the catalogue before, by id. */
  readonly ownTools: readonly string[];
  /** Sources that this organisation added before, by id. */
  readonly ownSources: readonly string[];
}

const GOVERNMENT_WIDE_LAYERS: readonly Layer[] = ["law", "treaty", "government-wide"];

/** Reports a rule that its owner may not make, or may not replace. */
export function checkRuleRights(
  at: Located,
  rule: Rule,
  before: Rule | undefined,
  base: RuleSet,
  { owner }: DraftRights,
): void {
  const what = thing("rule", rule.id);
  const { layer } = rule;
  checkIssuer(at, what, rule.issuer, before?.issuer, base, owner);
  if (owner === GOVERNMENT_WIDE_OWNER) {
    const allowed = GOVERNMENT_WIDE_LAYERS;
    if (!allowed.includes(layer)) report(at, "layer-not-made-here", { what, layer, allowed }, "layer");
    return;
  }
  if (layer !== "organisation") report(at, "layer-above-own", { what, layer }, "layer");
  checkBearers(at, what, rule.bearers, owner);
}

/** Reports a clause that its owner may not make, or may not replace. */
export function checkClauseRights(
  at: Located,
  clause: Untranslatable,
  before: Untranslatable | undefined,
  base: RuleSet,
  { owner }: DraftRights,
): void {
  const what = thing("clause", clause.id);
  checkIssuer(at, what, clause.issuer, before?.issuer, base, owner);
  if (owner !== GOVERNMENT_WIDE_OWNER) checkBearers(at, what, clause.bearers, owner);
}

/** Reports that a rule or clause of somebody else is withdrawn. */
export function checkWithdrawalRights(
  at: Located,
  id: string,
  issuer: string,
  base: RuleSet,
  { owner }: DraftRights,
): void {
  if (ownerOf(base, issuer) !== owner) report(at, "withdraws-anothers", { id, issuer, owner });
}

/** Reports a tool or source that was there already and that this organisation did not add. */
export function checkAdditionRights(
  at: Located,
  kind: "tool" | "source",
  id: string,
  existed: boolean,
  { owner, ownTools, ownSources }: DraftRights,
): void {
  const own = kind === "tool" ? ownTools : ownSources;
  if (owner !== GOVERNMENT_WIDE_OWNER && existed && !own.includes(id))
    report(at, "added-by-another", { what: thing(kind, id), owner }, "id");
}

/** Reports a part of the vocabulary in a draft of an organisation. */
export function checkVocabularyRights(at: Located, parts: "duties" | "tips", { owner }: DraftRights): void {
  if (owner !== GOVERNMENT_WIDE_OWNER) report(at, "vocabulary-of-all", { parts });
}

function checkIssuer(
  at: Located,
  what: Subject,
  issuer: string,
  issuerBefore: string | undefined,
  base: RuleSet,
  owner: string,
): void {
  // An empty issuer was reported when it was read.
  const strange = [issuerBefore, issuer].find(
    (one) => one !== undefined && one !== "" && ownerOf(base, one) !== owner,
  );
  if (strange === undefined) return;
  const fault = owner === GOVERNMENT_WIDE_OWNER ? "issuer-is-an-organisation" : "issuer-is-another";
  report(at, fault, { what, issuer: strange, owner }, "issuer");
}

function checkBearers(at: Located, what: Subject, bearers: readonly string[], owner: string): void {
  const others = bearers.filter((bearer) => bearer !== owner);
  if (others.length > 0) report(at, "binds-others", { what, others, owner }, "bearers");
}
