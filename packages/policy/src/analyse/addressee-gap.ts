import type { Reference } from "../compile/diagram.ts";
import { holdsOn } from "../valid-on.ts";
import { NOWHERE } from "./operations.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { Analysis } from "./run.ts";
import { toolsSpokenOf, whereServed } from "./serving.ts";
import type { Space } from "./space.ts";

/**
 * Finds who no rule is for: an organisation, or people in it with some value of a given attribute of participants (their
 * role), to whom no rule with an effect ever applies. A rule that only lays down duties is for nobody by itself.
 */
export function* addresseeGaps(space: Space): Analysis<readonly RawFinding[]> {
  const { ruleSet, date } = space.compiled;
  const groups = peopleToldApart(space);
  const applying = ruleSet.rules
    .filter((rule) => rule.effect !== null && holdsOn(rule.valid, date))
    .map((rule) => ({ rule, reached: groups.filter((group) => reaches(space, rule, group.people)) }));
  const findings: RawFinding[] = [];
  for (const [done, index] of space.organisations.entries()) {
    const organisation = ruleSet.organisations[index]?.id ?? "";
    const reached = new Set(
      applying.flatMap(({ rule, reached: some }) => (rule.bearers.includes(organisation) ? some : [])),
    );
    findings.push(...gapsAt(space, organisation, groups, reached));
    yield { done: done + 1, of: space.organisations.length, what: "addressee-gap" };
  }
  return findings;
}

/** People that the vocabulary tells apart; everyone is a group too. */
interface People {
  readonly value?: { readonly attribute: string; readonly value: string };
  /** The points at which such people can be. */
  readonly people: Reference;
}

function peopleToldApart(space: Space): readonly People[] {
  const { operations, occurs } = space;
  const told = [...space.compiled.ruleSet.vocabulary.attributes.entries()]
    .filter(([, attribute]) => attribute.given && attribute.scope === "participant")
    .flatMap(([index, attribute]) =>
      attribute.values.map(({ id }, value) => ({
        value: { attribute: attribute.id, value: id },
        people: operations.and(
          occurs,
          operations.where(index, (candidate) => candidate === value),
        ),
      })),
    );
  return [{ people: occurs }, ...told].filter(({ people }) => people !== NOWHERE);
}

/** Whether a rule applies to some tool that counts, at some point where such people can be. */
function reaches(space: Space, rule: Parameters<typeof toolsSpokenOf>[1], people: Reference): boolean {
  const { and } = space.operations;
  const counts = and(people, whereServed(space, toolsSpokenOf(space, rule)));
  return and(counts, space.functionOf(rule.when)) !== NOWHERE;
}

function gapsAt(
  space: Space,
  organisation: string,
  groups: readonly People[],
  reached: ReadonlySet<People>,
): readonly RawFinding[] {
  const [everyone, ...others] = groups;
  if (everyone === undefined) return [];
  const missed = reached.has(everyone) ? others.filter((group) => !reached.has(group)) : [everyone];
  return missed.map(({ value, people }) => {
    const region = space.region(people);
    return {
      kind: "addressee-gap",
      organisations: [organisation],
      ...(value === undefined ? {} : { value }),
      situations: region.situations,
      region,
      causes: [],
    };
  });
}
