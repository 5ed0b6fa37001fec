import type { Tool } from "@akkoord/policy";
import { expect, test } from "vitest";
import type { Verdict } from "../../../primitives/verdict.tsx";
import { contradictedTools } from "./contradiction.ts";

function matrix(verdicts: Readonly<Record<string, readonly Verdict[]>>) {
  const tools = Object.keys(verdicts).map(
    (id): Tool => ({
      id,
      name: id,
      supplier: null,
      supplierCountry: null,
      activities: [],
      tags: [],
      facts: {},
      description: null,
      sources: [],
    }),
  );
  return {
    tools,
    organisations: ["a", "b"],
    rows: tools.map(({ id }) =>
      (verdicts[id] ?? []).map((verdict, index) => ({
        organisation: index === 0 ? "a" : "b",
        tool: id,
        verdict,
        outcomes: [],
      })),
    ),
  };
}

test("a tool is contradicted where one organisation allows it and another refuses it, not where one is silent", () => {
  const found = contradictedTools(
    matrix({
      webex: ["recommended", "prohibited"],
      zoom: ["permitted", "discouraged"],
      teams: ["permitted", "required"],
      signal: ["permitted", "unspecified"],
      whatsapp: ["contested", "prohibited"],
    }),
  );
  expect([...found]).toEqual(["webex", "zoom"]);
});
