import type { Layer, Rule, RuleSet, Untranslatable } from "../rule-set.ts";
import { type Located, report } from "./reading.ts";

/** Who keeps the rules of the whole government: the coordinators. */
export const GOVERNMENT_WIDE_OWNER = "rijk";

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

/**
 * Who decides on the rules of an issuer: the organisation itself, or `rijk` for the government-wide rules and
 * those of treaties and other bodies that are no organisation here.
 *
 * @example ownerOf(ruleSet, "szw") // "szw"
 * @example ownerOf(ruleSet, "nato-eu") // "rijk"
 */
export function ownerOf(ruleSet: Pick<RuleSet, "organisations">, issuer: string): string {
  return ruleSet.organisations.some(({ id }) => id === issuer) ? issuer : GOVERNMENT_WIDE_OWNER;
}

/** Reports a rule that its owner may not make, or may not replace. */
export function checkRuleRights(
  at: Located,
  rule: Rule,
  before: Rule | undefined,
  base: RuleSet,
  { owner }: DraftRights,
): void {
  checkIssuer(at, `rule "${rule.id}"`, rule.issuer, before?.issuer, base, owner);
  if (owner === GOVERNMENT_WIDE_OWNER) {
    if (!GOVERNMENT_WIDE_LAYERS.includes(rule.layer))
      report(
        at,
        "not-yours",
        `rule "${rule.id}" is of layer ${rule.layer}, which is not made here.`,
        `Use one of: ${GOVERNMENT_WIDE_LAYERS.join(", ")}.`,
      );
    return;
  }
  if (rule.layer !== "organisation")
    report(
      at,
      "not-yours",
      `rule "${rule.id}" is of layer ${rule.layer}; an organisation makes rules of its own layer.`,
      "Write layer: organisation.",
    );
  checkBearers(at, `rule "${rule.id}"`, rule.bearers, owner);
}

/** Reports a clause that its owner may not make, or may not replace. */
export function checkClauseRights(
  at: Located,
  clause: Untranslatable,
  before: Untranslatable | undefined,
  base: RuleSet,
  { owner }: DraftRights,
): void {
  const what = `untranslatable clause "${clause.id}"`;
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
  if (ownerOf(base, issuer) !== owner)
    report(at, "not-yours", `"${id}" is of ${issuer}, not of ${owner}.`, `Ask ${issuer} to withdraw it.`);
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
    report(
      at,
      "not-yours",
      `${kind} "${id}" was not added by ${owner}.`,
      "Give it another id, or ask the coordinators to change it.",
    );
}

/** Reports a part of the vocabulary in a draft of an organisation. */
export function checkVocabularyRights(at: Located, what: string, { owner }: DraftRights): void {
  if (owner !== GOVERNMENT_WIDE_OWNER)
    report(
      at,
      "not-yours",
      `${what} belong to the whole government.`,
      "Use those that exist, or ask the coordinators to add one.",
    );
}

function checkIssuer(
  at: Located,
  what: string,
  issuer: string,
  issuerBefore: string | undefined,
  base: RuleSet,
  owner: string,
): void {
  // An empty issuer was reported when it was read.
  const strange = [issuerBefore, issuer].find(
    (one) => one !== undefined && one !== "" && ownerOf(base, one) !== owner,
  );
  if (strange !== undefined)
    report(
      at,
      "not-yours",
      `${what} is of ${strange}, not of ${owner}.`,
      owner === GOVERNMENT_WIDE_OWNER
        ? "Leave the rules of an organisation to its own security officers."
        : `Write issuer: ${owner}, under an id of your own.`,
    );
}

function checkBearers(at: Located, what: string, bearers: readonly string[], owner: string): void {
  const others = bearers.filter((bearer) => bearer !== owner);
  if (others.length > 0)
    report(
      at,
      "not-yours",
      `${what} binds ${others.join(", ")}; an organisation binds only itself.`,
      `Write bearers: [${owner}].`,
    );
}
