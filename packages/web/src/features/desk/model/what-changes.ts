import {
  type Box,
  BY_STRICTNESS,
  canonicalJson,
  type OutcomeEffect,
  type RuleSetChange,
} from "@akkoord/policy";

/** What a change does to somebody: a tool comes or goes, or the same tool under other terms. */
export type ChangeKind = "opens" | "closes" | "contested" | "settled" | "stricter" | "looser" | "duties";

/** Alike changes of organisations that are treated alike. */
export interface ChangeGroup {
  readonly key: string;
  readonly kind: ChangeKind;
  readonly tool: string;
  readonly organisations: readonly string[];
  /** How many people work there, as far as the weights tell; rounded. */
  readonly people: number;
  /** The verdicts that are replaced and that replace them, each once. */
  readonly from: readonly OutcomeEffect[];
  readonly to: readonly OutcomeEffect[];
  /** Where it holds, largest first. */
  readonly boxes: readonly Box[];
  readonly situations: number;
  readonly weight: number;
}

/**
 * Folds changes: those of one organisation, tool and kind together, and then organisations for which exactly the same
 * changes. Heaviest first.
 *
 * @example whatChanges(changes)[0] // { kind: "opens", tool: "skype-for-business", organisations: ["ind", "jenv"], … }
 */
export function whatChanges(changes: readonly RuleSetChange[]): readonly ChangeGroup[] {
  const perOrganisation = Map.groupBy(changes, (change) =>
    JSON.stringify([change.organisation, change.tool, kindOf(change)]),
  );
  const alike = Map.groupBy([...perOrganisation.values()], (own) =>
    canonicalJson(
      own.map(({ tool, from, to, contested, duties, advice, boxes }) => ({
        tool,
        from,
        to,
        contested,
        duties,
        advice,
        boxes,
      })),
    ),
  );
  return [...alike.values()].flatMap(groupOf).toSorted((a, b) => b.weight - a.weight || order(a, b));
}

function groupOf(organisations: readonly (readonly RuleSetChange[])[]): readonly ChangeGroup[] {
  const [changes] = organisations;
  const first = changes?.[0];
  if (changes === undefined || first === undefined) return [];
  const kind = kindOf(first);
  const ids = organisations.flatMap((own) => own[0]?.organisation ?? []);
  const people = organisations.reduce((sum, own) => sum + peopleIn(own), 0);
  const all = organisations.flat();
  return [
    {
      key: JSON.stringify([kind, first.tool, ids]),
      kind,
      tool: first.tool,
      organisations: ids,
      people: Math.round(people),
      from: [...new Set(changes.map((change) => change.from))],
      to: [...new Set(changes.map((change) => change.to))],
      boxes: changes.flatMap((change) => change.boxes),
      situations: changes.reduce((sum, change) => sum + change.situations, 0),
      weight: all.reduce((sum, change) => sum + change.weight, 0),
    },
  ];
}

/** The weight of a change is situations × people, so it tells how many people there are. */
function peopleIn(changes: readonly RuleSetChange[]): number {
  const [change] = changes;
  return change === undefined || change.situations === 0 ? 0 : change.weight / change.situations;
}

/** What one change does. */
export function kindOf({
  from,
  to,
  contested,
}: Pick<RuleSetChange, "from" | "to" | "contested">): ChangeKind {
  if (isOpen(to) && !isOpen(from)) return "opens";
  if (isOpen(from) && !isOpen(to)) return "closes";
  if (contested.to && !contested.from) return "contested";
  if (contested.from && !contested.to) return "settled";
  if (from === to) return "duties";
  return BY_STRICTNESS.indexOf(to) > BY_STRICTNESS.indexOf(from) ? "stricter" : "looser";
}

function isOpen(effect: OutcomeEffect): boolean {
  return effect === "required" || effect === "recommended" || effect === "permitted";
}

function order(a: ChangeGroup, b: ChangeGroup): number {
  return a.key < b.key ? -1 : 1;
}
