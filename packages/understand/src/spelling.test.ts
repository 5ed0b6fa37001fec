import { expect, test } from "vitest";
import { loadRealWords } from "./real-words.fixture.ts";
import { SpellingList } from "./spelling.ts";
import { understand } from "./understand.ts";

const { lexicon, words } = await loadRealWords();
const list = new SpellingList(
  new Set(["teams", "signal", "telefoon", "vertrouwelijk", "versturen"]),
  new Set(["signaal"]),
);
const corrected = (word: string): readonly string[] => list.corrections(word).map((each) => each.word);

test.each([
  ["a swap in a short word", "temas", ["teams"]],
  ["a letter missing", "telfoon", ["telefoon"]],
  ["a letter doubled", "signall", ["signal"]],
  ["a wrong letter in a longer word", "telefoen", ["telefoon"]],
  ["two mistakes in a long word", "vertruowlijk", ["vertrouwelijk"]],
])("%s is put right", (_, word, expected) => {
  expect(corrected(word)).toEqual(expected);
});

test.each([
  ["a wrong letter in a short word", "teems"],
  ["another first letter", "selefoon"],
  ["a word that is right", "telefoon"],
  ["a word that is right though it looks misspelt", "signaal"],
  ["two mistakes in a shorter word", "vrestuern"],
  ["what is no word", "v".repeat(60)],
])("%s is not", (_, word) => {
  expect(corrected(word)).toEqual([]);
});

test("ordinary words that look like a misspelt word of the lexicon mean nothing", () => {
  for (const word of lexicon.otherWords) expect(understand(word, words).parts, word).toEqual([]);
});
