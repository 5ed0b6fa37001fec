import { canBeOpen, checkSituation, holdsOn, SituationError, valuesThatDiffer } from "@akkoord/policy";
import type { HeldRuleSet } from "../registry/held-rule-set.ts";
import { ALWAYS, ROOM_TOOL } from "./verdict.ts";

const known = new WeakMap<HeldRuleSet, Map<string, boolean>>();

/**
 * Whether there can be a room in which somebody's role decides whether they may write there: for who is asked before
 * there is a room to look at. It looks at every label with every kind of company, once per rule set, organisation and
 * day.
 *
 * @example asksRole(held, "2026-11-22", "bzk") // false, as long as no rule about rooms is about roles
 */
export function asksRole(held: HeldRuleSet, day: string, organisation: string): boolean {
  const found = known.get(held) ?? new Map<string, boolean>();
  known.set(held, found);
  const key = `${day} ${organisation}`;
  const asks = found.get(key) ?? decides(held, day, organisation);
  found.set(key, asks);
  return asks;
}

function decides(held: HeldRuleSet, day: string, organisation: string): boolean {
  const { vocabulary, organisations, outsideParties, tools } = held.ruleSet;
  const isKnown = (id: string, list: readonly { readonly id: string }[]) => list.some((one) => one.id === id);
  if (!isKnown(organisation, organisations) || !isKnown(ROOM_TOOL, tools)) return false;
  const decider = held.decider(day);
  const differ = valuesThatDiffer(decider, organisation, ROOM_TOOL);
  const roles = differ.get("role") ?? [];
  if (roles.length < 2) return false;

  const valuesOf = (id: string) =>
    vocabulary.attributes.find((attribute) => attribute.id === id)?.values.map((value) => value.id) ?? [];
  const colleague = organisations.find(({ id, period }) => id !== organisation && holdsOn(period, day))?.id;
  const company = [
    [],
    ...(colleague === undefined ? [] : [[colleague]]),
    ...outsideParties.map(({ id }) => [id]),
  ];
  const labels = valuesOf("information").flatMap((information) =>
    valuesOf("personalData").map((personalData) => ({ information, personalData })),
  );
  const isOpen = (
    label: (typeof labels)[number],
    others: readonly string[],
    mine: Record<string, string>,
  ) => {
    try {
      const attributes = { ...ALWAYS, ...label };
      const participants = [{ id: organisation, attributes: mine }, ...others];
      return canBeOpen(
        decider,
        checkSituation(held.ruleSet, { date: day, attributes, participants }),
        ROOM_TOOL,
      );
    } catch (error) {
      // What cannot be asked is nobody's room.
      if (error instanceof SituationError) return false;
      throw error;
    }
  };
  const circumstances = (differ.get("device") ?? []).flatMap((device) =>
    (differ.get("location") ?? []).map((location) => ({ device, location })),
  );
  return company.some((others) =>
    labels.some(
      (label) =>
        // Where nobody may write, no role helps.
        isOpen(label, others, {}) &&
        circumstances.some((mine) => {
          const [first, ...rest] = roles.map((role) => isOpen(label, others, { ...mine, role }));
          return rest.some((open) => open !== first);
        }),
    ),
  );
}
