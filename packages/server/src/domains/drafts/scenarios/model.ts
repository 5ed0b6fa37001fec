import {
  BY_STRICTNESS,
  type IsoDate,
  type OutcomeEffect,
  type SituationInput,
  type Words,
} from "@akkoord/policy";
import type { Expectation, ScenarioDifference } from "@akkoord/policy-files";
import { z } from "zod";
import { situationInput } from "../../advice/model.ts";
import type { Named } from "../model.ts";
import { keptText, someText } from "../text.ts";

/** A question with the answer that must stay true, without its name and owner. */
export interface ScenarioContent extends Expectation {
  readonly says: Words;
  /** Without a day it is asked on the day that it is judged. */
  readonly situation: Omit<SituationInput, "date"> & { readonly date: IsoDate | null };
}

/** A scenario as its owner sees it, judged on the rules in force. */
export interface Scenario extends Expectation {
  readonly id: string;
  readonly owner: string;
  readonly title: Words;
  readonly situation: ScenarioContent["situation"];
  /** `folder`: it came with the policies folder. */
  readonly origin: "folder" | "desk";
  /** Whether it was changed at the desk: the folder leaves it alone from then on. */
  readonly edited: boolean;
  readonly state: "green" | "red";
  /** What the rules say now; null when its question cannot be asked. */
  readonly got: Expectation | null;
  /** In English; `details` has them in both languages. */
  readonly differences: readonly string[];
  readonly details: readonly ScenarioDifference[];
  /** UTC. */
  readonly updatedAt: string;
  readonly updatedBy: Named | null;
  readonly abilities: readonly ("edit" | "delete")[];
}

/** The id of a scenario: given here, or by the policies folder. */
export const scenarioId = keptText.min(1).max(100);

const MOST = 100;
const id = z.string().min(1).max(100);
const idsByTool = z
  .record(id, z.array(id).max(MOST))
  .refine((tools) => Object.keys(tools).length <= MOST, { error: "has too many tools" })
  .default({});
const effect = z.enum(BY_STRICTNESS as readonly [OutcomeEffect, ...OutcomeEffect[]]);
const title = someText(200, "must say what it is about");

/** A scenario as people write it. */
export const scenarioInput = z
  .strictObject({
    title: z
      .strictObject({ nl: title, en: title.optional() })
      .meta({ description: "In Dutch; the English is the same when left out." }),
    situation: situationInput.extend({
      date: situationInput.shape.date
        .unwrap()
        .nullable()
        .default(null)
        .meta({ format: "date", description: "Null: the day that it is judged." }),
    }),
    expect: z
      .record(id, effect)
      .refine((tools) => Object.keys(tools).length <= MOST, { error: "has too many tools" })
      .default({})
      .meta({ description: "Effect by tool." }),
    common: z
      .array(id)
      .max(MOST)
      .nullable()
      .default(null)
      .meta({ description: "All tools that everyone may use, best first; null when it does not matter." }),
    duties: idsByTool.meta({ description: "Duties that must come with a tool." }),
    advice: idsByTool.meta({ description: "Tips that must come with a tool." }),
  })
  .meta({ id: "NewScenario", description: "A question with the answer that must stay true." });

/** A scenario as people write it, with defaults filled in. */
export type ScenarioInput = z.output<typeof scenarioInput>;

/** Whether a scenario can ever turn red: something must be expected. */
export function expectsSomething({ expect, common, duties, advice }: Expectation): boolean {
  return (
    common !== null ||
    Object.keys(expect).length > 0 ||
    [...Object.values(duties), ...Object.values(advice)].some((ids) => ids.length > 0)
  );
}
