import type { ScenarioWords } from "./scenario-difference.ts";

/** How an answer differs from what a scenario expects, in English: for the command line and who chose English. */
export const scenarioWordsEn: ScenarioWords = {
  effect: ({ tool, expected, got }) => `${tool}: expected ${expected}, found ${got.join(" or ")}`,
  "no-such-tool": ({ tool, expected }) => `${tool}: expected ${expected}, found no such tool`,
  common: ({ expected, got }) => `in common: expected ${list(expected)}, found ${list(got)}`,
  duty: ({ tool, id }) => `${tool}: the duty ${id} is missing`,
  tip: ({ tool, id }) => `${tool}: the tip ${id} is missing`,
  situation: ({ message }) => message,
  unaskable: ({ detail }) => detail,
};

function list(ids: readonly string[]): string {
  return ids.join(", ") || "nothing";
}
