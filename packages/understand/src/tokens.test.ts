import { expect, test } from "vitest";
import { fold, tokenise } from "./tokens.ts";

const wordsOf = (text: string): readonly string[] => tokenise(text).map((token) => token.word);

test.each([
  ["Privé-laptop?", ["prive", "laptop"]],
  ["sms'en, foto's", ["smsen", "fotos"]],
  ["Dep. V.", ["dep", "v"]],
  ["J&V", ["j", "en", "v"]],
  ["<b>vertrouwelijk</b>", ["b", "vertrouwelijk", "b"]],
  ["v\u200Bertrouwelijk", ["vertrouwelijk"]],
  ["👍🏽 ok", ["ok"]],
  ["", []],
])("%s is cut into words", (text, expected) => {
  expect(wordsOf(text)).toEqual(expected);
});

test("every word knows where it stands", () => {
  const text = "  Één  privé-laptop…";
  expect(tokenise(text).map(({ start, end }) => text.slice(start, end))).toEqual(["Één", "privé", "laptop"]);
});

test("words of one phrase stay together across a hyphen and an abbreviation, not across a sentence", () => {
  expect(tokenise("dep. v. stuk").map((token) => token.joins)).toEqual([false, true, true]);
  expect(tokenise("privé-laptop").map((token) => token.glued)).toEqual([false, true]);
  expect(tokenise("klaar. Thuis").map((token) => token.joins)).toEqual([false, false]);
});

test("a capital counts inside a sentence, unless all are capitals", () => {
  expect(tokenise("Onze Teams").map((token) => token.capital)).toEqual([false, true]);
  expect(tokenise("ONZE TEAMS").map((token) => token.capital)).toEqual([false, false]);
});

test("folding makes words that look alike the same", () => {
  expect([fold("Privé"), fold("ＷｈａｔｓＡｐｐ"), fold("foto’s")]).toEqual(["prive", "whatsapp", "fotos"]);
});
