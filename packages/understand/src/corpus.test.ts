import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadRealWords } from "./real-words.fixture.ts";
import { understand } from "./understand.ts";
import { OWN_ORGANISATION, type Understood } from "./understood.ts";

/** A question of the corpus with the situation it must give; see the head of `corpus/held-out.yaml`. */
interface CorpusQuestion {
  readonly q: string;
  readonly about?: string;
  readonly is: Readonly<Record<string, unknown>>;
  readonly unclear?: readonly string[];
}

const FOLDER = join(import.meta.dirname, "../corpus");
const { words } = await loadRealWords();
const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
const questionsOf = (file: string): readonly CorpusQuestion[] =>
  parse(readFileSync(join(FOLDER, file), "utf8"));
const ask = ({ q, about }: CorpusQuestion): Understood =>
  understand(q, words, { about: { organisation: about ?? null } });

/** What was understood, in the words of the corpus. */
function summary({ situation, parts, unclear }: Understood): Readonly<Record<string, unknown>> {
  return {
    ...situation.attributes,
    asker: situation.asker,
    others: situation.others,
    tool: situation.tool,
    colleague: parts.some((part) => part.kind === "participant" && part.value === OWN_ORGANISATION),
    unclear: [...new Set(unclear.map((each) => each.attribute ?? each.kind))].sort(),
  };
}

describe.each(files)("the questions of corpus/%s", (file) => {
  test.each(questionsOf(file))("are understood: $q", (question) => {
    const { q: _, about, is, unclear } = question;
    expect(summary(ask(question))).toEqual({
      asker: about ?? null,
      others: [],
      tool: null,
      colleague: false,
      ...is,
      unclear: [...(unclear ?? [])].sort(),
    });
  });

  test("are asked only once", () => {
    const asked = questionsOf(file).map(({ q }) => q);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test("are understood the same without the words that played no part", () => {
    for (const question of questionsOf(file)) {
      const understood = ask(question);
      for (const { start, end } of understood.ignored) {
        const without = { ...question, q: question.q.slice(0, start) + question.q.slice(end) };
        expect(summary(ask(without)), without.q).toEqual(summary(understood));
      }
    }
  });

  test("are understood the same with a word that means nothing before and after", () => {
    for (const question of questionsOf(file))
      for (const q of [`blorf, ${question.q}`, `${question.q}, blorf`, `blorf: ${question.q} (blorf)`])
        expect(summary(ask({ ...question, q })), q).toEqual(summary(ask(question)));
  });

  test("give chips that point into the question", () => {
    for (const question of questionsOf(file)) {
      const { parts, unclear, ignored } = ask(question);
      for (const { text, start, end } of [...parts, ...unclear, ...ignored]) {
        expect(question.q.slice(start, end)).toBe(text);
        expect(text).not.toBe("");
      }
      const starts = parts.map(({ start }) => start);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }
  });
});

test("the corpus holds at least 180 questions, half of them written before the lexicon", () => {
  const heldOut = questionsOf("held-out.yaml").length;
  const all = files.reduce((count, file) => count + questionsOf(file).length, 0);
  expect(all).toBeGreaterThanOrEqual(180);
  expect(heldOut).toBeGreaterThanOrEqual(90);
});
