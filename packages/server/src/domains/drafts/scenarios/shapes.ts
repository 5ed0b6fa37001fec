import type { Expectation, ScenarioDifference } from "@akkoord/policy-files";
import { z } from "zod";
import { describes, ruleSetHash } from "../../../platform/http/shapes.ts";
import type { Scenario } from "./model.ts";

const effect = z.enum(["required", "recommended", "permitted", "discouraged", "prohibited", "unspecified"]);
const idsByTool = z.record(z.string(), z.array(z.string()));

/** What an answer must say, or what it says. */
const expectation = {
  expect: z.record(z.string(), effect),
  common: z.array(z.string()).nullable(),
  duties: idsByTool,
  advice: idsByTool,
};

/** What an answer must say, or what it says, by itself. */
export const expectationShape = describes<Expectation>(z.object(expectation).meta({ id: "Expectation" }));

/** One way in which an answer is not what a scenario expects. */
export const scenarioDifferenceShape = describes<ScenarioDifference>(
  z
    .object({
      kind: z.enum(["effect", "no-such-tool", "common", "duty", "tip", "situation", "unaskable"]),
      tool: z.string().nullable(),
      attribute: z.string().nullable().meta({ description: "The part of the situation that is wrong." }),
      expected: z.array(z.string()),
      got: z.array(z.string()),
      words: z.object({ nl: z.string(), en: z.string() }),
    })
    .meta({ id: "ScenarioDifference", description: "What the scenario expects beside what the rules say." }),
);

/** A scenario, judged. */
export const scenarioShape = describes<Scenario>(
  z
    .object({
      id: z.string(),
      owner: z.string(),
      title: z.object({ nl: z.string(), en: z.string() }),
      situation: z.looseObject({
        date: z.iso
          .date()
          .nullable()
          .meta({ format: "date", description: "Null: the day that it is judged." }),
      }),
      ...expectation,
      origin: z.enum(["folder", "desk"]),
      edited: z.boolean(),
      state: z.enum(["green", "red"]),
      got: expectationShape.nullable(),
      differences: z.array(z.string()).meta({ description: "In English." }),
      details: z.array(scenarioDifferenceShape),
      updatedAt: z.iso.datetime(),
      updatedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
      abilities: z.array(z.enum(["edit", "delete"])),
    })
    .meta({ id: "Scenario", description: "A question with the answer that must stay true." }),
);

/** Scenarios, judged on the rules in force. */
export const scenarioListShape = z
  .object({ ruleSet: ruleSetHash, date: z.iso.date(), scenarios: z.array(scenarioShape) })
  .meta({ id: "ScenarioList" });
