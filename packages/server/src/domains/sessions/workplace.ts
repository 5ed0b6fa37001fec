import { z } from "zod";
import { NOTHING_SAID, type Workplace } from "../../platform/actor.ts";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { InvalidInput, type Violation } from "../../platform/errors.ts";
import type { Registry } from "../registry/registry.ts";
import type { HolderKind } from "./tables.ts";

const value = z.string().max(100).nullable();

/** What somebody said about how they work: values of the vocabulary, null for what they did not say. */
export const workplaceShape = z.object({
  device: value.meta({ description: "What you work on: a value of the attribute `device`." }),
  location: value.meta({ description: "Where you are: a value of the attribute `location`." }),
  role: value.meta({
    description: "What you are there: a value of the attribute `role`. Guests have none.",
  }),
});

/** The same as somebody says it. Callers from before roles could be told leave theirs out: it then stays as it was. */
export const workplaceInput = workplaceShape.partial({ role: true });

/**
 * Holds what somebody says against the vocabulary in force.
 *
 * @param holder who says it: a guest has no role
 * @throws InvalidInput naming the values that it may be
 */
export async function checkWorkplace(
  registry: Pick<Registry, "currentOn">,
  workplace: Partial<Workplace>,
  holder: { readonly kind: HolderKind },
  now: Date,
): Promise<void> {
  const { vocabulary } = (await registry.currentOn(dayInAmsterdam(now))).held.ruleSet;
  const said = { ...NOTHING_SAID, ...workplace };
  const violations = (["device", "location", "role"] as const).flatMap((attribute): Violation[] => {
    const given = said[attribute];
    if (given === null) return [];
    if (attribute === "role" && holder.kind === "guest")
      return [{ path: attribute, message: "must be null: no rule is about the role of a guest" }];
    const allowed =
      vocabulary.attributes.find(({ id }) => id === attribute)?.values.map(({ id }) => id) ?? [];
    return allowed.includes(given)
      ? []
      : [{ path: attribute, message: `must be one of ${allowed.join(", ")}` }];
  });
  if (violations.length > 0) throw new InvalidInput(violations);
}

/** The columns in which a session or token keeps it. */
export const WORKPLACE_COLUMNS = ["workplace_device", "workplace_location", "workplace_role"] as const;

/** What a session or token keeps of it. */
export type WorkplaceRow = Readonly<Record<(typeof WORKPLACE_COLUMNS)[number], string | null>>;

/** As a session or token keeps it. */
export function asRow({ device, location, role }: Workplace): WorkplaceRow {
  return { workplace_device: device, workplace_location: location, workplace_role: role };
}

/** As a session or token has kept it. */
export function fromRow(row: WorkplaceRow): Workplace {
  return { device: row.workplace_device, location: row.workplace_location, role: row.workplace_role };
}
