import fc from "fast-check";
import { expect, test } from "vitest";
import { loadRealWords } from "./real-words.fixture.ts";
import { LONGEST_QUESTION, understand } from "./understand.ts";
import { OWN_ORGANISATION } from "./understood.ts";

const { ruleSet, lexicon, words } = await loadRealWords();

/** Words of the lexicon, other words and noise in any order: the questions most likely to go wrong. */
const lexiconWords = [
  ...Object.values(lexicon.attributes).flatMap((values) => Object.values(values)),
  ...Object.values(lexicon.tools),
  ...Object.values(lexicon.participants),
]
  .flatMap((phrases) => [...phrases.nl, ...phrases.en, ...phrases.weak, ...phrases.afterLink])
  .map((phrase) => phrase.replace(/[{}…]/g, ""));
const contextWords = Object.values(lexicon.context).flat();
const anyQuestion = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc
    .array(fc.oneof(fc.constantFrom(...lexiconWords), fc.constantFrom(...contextWords), fc.string()), {
      maxLength: 40,
    })
    .chain((parts) =>
      fc
        .constantFrom(" ", "-", ", ", ". ", "\n", "")
        .map((glue) => parts.join(glue).slice(0, LONGEST_QUESTION)),
    ),
);
const askers = fc.constantFrom(null, ...ruleSet.organisations.map(({ id }) => id));

test("the same question gives the same answer, whatever it holds", () => {
  fc.assert(
    fc.property(anyQuestion, askers, (question, organisation) => {
      const once = understand(question, words, { about: { organisation } });
      expect(understand(question, words, { about: { organisation } })).toEqual(once);
    }),
    { numRuns: 400 },
  );
});

test("every chip points into the question and names something that exists", () => {
  const tools = new Set(ruleSet.tools.map(({ id }) => id));
  const parties = new Set([
    ...ruleSet.organisations.map(({ id }) => id),
    ...ruleSet.outsideParties.map(({ id }) => id),
    OWN_ORGANISATION,
  ]);
  const values = new Map(
    ruleSet.vocabulary.attributes.map((attribute) => [
      attribute.id,
      new Set(attribute.values.map((value) => value.id)),
    ]),
  );
  fc.assert(
    fc.property(anyQuestion, askers, (question, organisation) => {
      const { situation, parts, unclear, ignored } = understand(question, words, { about: { organisation } });
      for (const { text, start, end } of [...parts, ...unclear, ...ignored])
        expect(question.slice(start, end)).toBe(text);
      for (const meaning of [...parts, ...unclear.flatMap((each) => each.candidates)])
        if (meaning.kind === "attribute")
          expect(values.get(meaning.attribute)?.has(meaning.value)).toBe(true);
        else expect((meaning.kind === "tool" ? tools : parties).has(meaning.value)).toBe(true);
      for (const { attribute } of unclear)
        if (attribute !== undefined) expect(situation.attributes).not.toHaveProperty(attribute);
      for (const part of parts)
        if (part.kind === "attribute") expect(situation.attributes[part.attribute]).toBe(part.value);
    }),
    { numRuns: 600 },
  );
});

test("a role said of somebody whom the asker writes to, calls or talks about is never the asker's", () => {
  const roles = Object.values(lexicon.attributes.role ?? {}).flatMap(({ nl, en }) => [...nl, ...en]);
  const before = [
    "Mag ik appen met",
    "ik bel morgen met",
    "een stuk van",
    "mag een collega mailen naar",
    "kan je zomaar",
    "wie is",
    "ik ben gebeld door",
    "can I text",
    "we work for",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...before), fc.constantFrom(...roles), (start, role) => {
      expect(understand(`${start} ${role}?`, words).situation.attributes).not.toHaveProperty("role");
    }),
    { numRuns: 400 },
  );
});

test("no question becomes a situation that cannot occur", () => {
  fc.assert(
    fc.property(anyQuestion, askers, (question, organisation) => {
      const { attributes } = understand(question, words, { about: { organisation } }).situation;
      for (const condition of ruleSet.vocabulary.impossible)
        expect(Object.entries(condition).every(([id, values]) => values.includes(attributes[id] ?? ""))).toBe(
          false,
        );
    }),
    { numRuns: 400 },
  );
});

test("a participant is never named twice, and the asker is no other", () => {
  fc.assert(
    fc.property(anyQuestion, askers, (question, organisation) => {
      const { asker, others, participants } = understand(question, words, {
        about: { organisation },
      }).situation;
      expect(new Set(participants).size).toBe(participants.length);
      expect(participants).toEqual(asker === null ? others : [asker, ...others]);
    }),
    { numRuns: 300 },
  );
});

test("capitals make no difference to longer words", () => {
  for (const question of ["mag ik vertrouwelijk vergaderen met een gemeente", "persoonsgegevens mailen"]) {
    const { situation } = understand(question, words);
    expect(understand(question.toUpperCase(), words).situation).toEqual(situation);
  }
});

test("the longest question is read in bounded time, whatever it holds", () => {
  const worst = [
    "vertroewelijk ".repeat(300),
    "a".repeat(LONGEST_QUESTION),
    "ik heb ".repeat(550),
    "niet geen zonder ".repeat(220),
    "mag minister en ".repeat(250),
    "minister en ".repeat(330),
    "hij zit als minister thuis ".repeat(140),
    Array.from({ length: 400 }, (_, i) => `vertrouw${i.toString(36)}`).join(" "),
    "a-".repeat(1900),
    "\u0301".repeat(LONGEST_QUESTION),
  ];
  for (const question of worst) {
    const start = performance.now();
    understand(question.slice(0, LONGEST_QUESTION), words);
    // Generous for a busy machine; usual is a few milliseconds, and quadratic work would take far longer.
    expect(performance.now() - start).toBeLessThan(1500);
  }
});
