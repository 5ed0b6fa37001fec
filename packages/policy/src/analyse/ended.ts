import type { Reference } from "../compile/diagram.ts";
import { opens, strictness } from "../effect.ts";
import type { Outcome } from "../outcome.ts";
import type { FindingKind } from "./finding.ts";
import { EVERYWHERE, NOWHERE } from "./operations.ts";
import type { FunctionOf, Space } from "./space.ts";

/** What must come to an end, for whom and about what. */
export interface Trouble {
  readonly kind: FindingKind;
  /** Ids. */
  readonly organisations: readonly string[];
  readonly sides?: { readonly for: readonly string[]; readonly against: readonly string[] } | undefined;
  /** Ids of the tools that it is about: one, or all that serve the activity. */
  readonly tools: readonly string[];
  readonly duties?: readonly string[] | undefined;
  readonly advice?: string | undefined;
}

/**
 * Where the trouble has ended: the function that is 1 there, over all points of a space. Its rules may be those of the
 * finding, or mended ones.
 *
 * @param moved makes, of where a tool may be used, where it may be used by somebody who moved out of the region; only for duties
 * that are out of reach.
 */
export function whereEnded(
  space: Space,
  trouble: Trouble,
  moved: (usable: Reference) => Reference = (usable) => usable,
): Reference {
  const { ruleSet } = space.compiled;
  const { and, or, not } = bound(space);
  const organisations = indicesOf(ruleSet.organisations, trouble.organisations);
  const tools = indicesOf(ruleSet.tools, trouble.tools);
  const where = (holds: (outcome: Outcome) => boolean): FunctionOf =>
    space.mapped((index) => (holds(space.compiled.outcome(index)) ? 1 : 0));
  const open = where(({ effect }) => opens(effect));
  const everyPair = (holds: FunctionOf): Reference =>
    tools.reduce(
      (all, tool) => organisations.reduce((some, organisation) => and(some, holds(organisation, tool)), all),
      EVERYWHERE,
    );
  switch (trouble.kind) {
    case "tool-gap":
    case "coalition-gap":
      return tools.reduce(
        (some, tool) =>
          or(
            some,
            organisations.reduce((all, organisation) => and(all, open(organisation, tool)), EVERYWHERE),
          ),
        NOWHERE,
      );
    case "normative-gap":
      return everyPair(where(({ effect }) => effect !== "unspecified"));
    case "norm-conflict": {
      if (trouble.sides === undefined) return everyPair(where(({ contested }) => !contested));
      const refused = where(({ effect }) => effect === "discouraged" || effect === "prohibited");
      const [tool = 0] = tools;
      const against = indicesOf(ruleSet.organisations, trouble.sides.against);
      return indicesOf(ruleSet.organisations, trouble.sides.for).reduce(
        (all, one) =>
          against.reduce((some, other) => and(some, not(and(open(one, tool), refused(other, tool)))), all),
        EVERYWHERE,
      );
    }
    case "unworkable": {
      const usable = where(isUsable);
      const workable = organisations.length > 1 ? dutiesGoTogether : dutiesCanBeMet;
      return and(everyPair(usable), workable(space, trouble, organisations, tools[0] ?? 0, moved));
    }
    case "addressee-gap":
    case "dead-rule":
      return NOWHERE;
  }
}

type Workable = (
  space: Space,
  trouble: Trouble,
  organisations: readonly number[],
  tool: number,
  moved: (usable: Reference) => Reference,
) => Reference;

/** Where the duties of one organisation are not in each other's way, nor in that of a tip, nor out of reach. */
const dutiesCanBeMet: Workable = (space, { duties = [], advice }, [organisation = 0], tool, moved) => {
  const { and, not } = bound(space);
  const { vocabulary } = space.compiled.ruleSet;
  const asks = space.mapped((index) => {
    const outcome = space.compiled.outcome(index);
    const all = duties.every((duty) => outcome.duties.includes(duty));
    return all && (advice === undefined || outcome.advice.includes(advice)) ? 1 : 0;
  })(organisation, tool);
  const [only] = vocabulary.duties.filter(({ id }) => duties.includes(id));
  const attribute = vocabulary.attributes.findIndex(({ id }) => id === only?.constraint?.attribute);
  if (duties.length > 1 || advice !== undefined || attribute === -1) return not(asks);
  const values = vocabulary.attributes[attribute]?.values ?? [];
  const meets = space.operations.where(
    attribute,
    (value) => only?.constraint?.values.includes(values[value]?.id ?? "") === true,
  );
  const usable = space.mapped((index) => (isUsable(space.compiled.outcome(index)) ? 1 : 0))(
    organisation,
    tool,
  );
  const there = and(and(moved(usable), space.occurs), meets);
  return not(and(asks, not(space.operations.exists(there, attribute))));
};

/** Where the duties of two organisations together do not exclude each other. */
const dutiesGoTogether: Workable = (space, { duties = [] }, organisations, tool) => {
  const { and, or, not } = bound(space);
  // Each of the duties is asked of one of them at least.
  const asked = duties.map((duty) =>
    organisations.reduce((some, organisation) => {
      const asks = space.mapped((index) => (space.compiled.outcome(index).duties.includes(duty) ? 1 : 0));
      return or(some, asks(organisation, tool));
    }, NOWHERE),
  );
  return not(asked.reduce(and, EVERYWHERE));
};

function isUsable({ effect }: Outcome): boolean {
  return strictness(effect) <= strictness("discouraged");
}

function indicesOf(list: readonly { readonly id: string }[], ids: readonly string[]): readonly number[] {
  return ids.map((id) => list.findIndex((item) => item.id === id)).filter((index) => index !== -1);
}

function bound(space: Space) {
  const { operations } = space;
  return {
    and: (a: Reference, b: Reference) => operations.and(a, b),
    or: (a: Reference, b: Reference) => operations.or(a, b),
    not: (a: Reference) => operations.not(a),
  };
}
