import { type ImportProblem, NO_WORDS } from "@akkoord/exchange";
import { expect, test } from "vitest";
import { chosenWords, groupProblems, withoutWord, withWord } from "./mend.ts";

const words = { nl: "x", en: "x" };
const problem = (cell: string, fix?: ImportProblem["fix"]): ImportProblem => ({
  code: "unknown-word",
  cell,
  value: "",
  message: words,
  remedy: words,
  fix,
});

test("cells that one choice mends stand together, others by themselves", () => {
  const fix = { table: "verdicts", word: "groen licht", suggestion: null } as const;
  const groups = groupProblems([problem("D2", fix), problem("C3"), problem("D4", { ...fix }), problem("C5")]);
  expect(groups.map(({ cells }) => cells)).toEqual([["D2", "D4"], ["C3"], ["C5"]]);
});

test("a word gets its meaning, and loses it again", () => {
  const fixes = [
    [{ table: "tools", word: "webx", suggestion: "webex" }, "webex"],
    [{ table: "verdicts", word: "zzz", suggestion: null }, "skip"],
    [
      { table: { attribute: "information" }, word: "geheim", suggestion: null },
      "state-secret,state-top-secret",
    ],
  ] as const;
  const all = fixes.reduce((made, [fix, meaning]) => withWord(made, fix, meaning), NO_WORDS);
  expect(all).toEqual({
    tools: { webx: "webex" },
    verdicts: { zzz: "skip" },
    values: { information: { geheim: ["state-secret", "state-top-secret"] } },
    conditions: {},
  });
  expect(chosenWords(all).map(({ meaning }) => meaning)).toEqual(fixes.map(([, meaning]) => meaning));
  expect(chosenWords(chosenWords(all).reduce(withoutWord, all))).toEqual([]);
});
