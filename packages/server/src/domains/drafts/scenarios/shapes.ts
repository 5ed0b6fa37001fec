import type { Expectation } from "@akkoord/policy-files";
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
      differences: z.array(z.string()),
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
