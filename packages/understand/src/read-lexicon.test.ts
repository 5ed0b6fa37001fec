import { readYaml } from "@akkoord/policy-files";
import { expect, test } from "vitest";
import { type ReadLexicon, readLexicon } from "./read-lexicon.ts";
import { loadRealWords } from "./real-words.fixture.ts";

const { ruleSet } = await loadRealWords();
const read = (text: string): ReadLexicon => readLexicon(readYaml("lexicon.yaml", text), ruleSet);
const problemsOf = (text: string): readonly string[] =>
  read(text).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

test("a small lexicon is read as plain data", () => {
  const { lexicon, problems } = read("tools:\n  zoom: {nl: [zoom], misspelt: [zom]}\n");
  expect(problems).toEqual([]);
  expect(lexicon?.tools).toEqual({
    zoom: { nl: ["zoom"], en: [], weak: [], afterLink: [], misspelt: ["zom"] },
  });
  expect(JSON.parse(JSON.stringify(lexicon))).toEqual(lexicon);
});

test("an id that does not exist is refused with its place and the nearest one", () => {
  const { problems } = read("tools:\n  webx: {nl: [webex]}\n");
  expect(problems).toMatchObject([{ code: "unknown-id", file: "lexicon.yaml", line: 2, column: 3 }]);
  expect(problems[0]?.remedy).toContain('Did you mean "webex"?');
});

test.each([
  ["an attribute that does not exist", "attributes:\n  informatie: {}\n", ["unknown-id 2:3"]],
  ["a value that does not exist", "attributes:\n  host:\n    mine: {nl: [ik]}\n", ["unknown-id 3:5"]],
  ["a participant that does not exist", "participants:\n  abc: {nl: [abc]}\n", ["unknown-id 2:3"]],
  ["a key that does not exist", "tolls: {}\n", ["unknown-key 1:1"]],
  ["a list that does not exist", "tools:\n  zoom: {nl: ['in {land}']}\n", ["unknown-id 2:15"]],
  ["a phrase that is no text", "tools:\n  zoom: {nl: [42]}\n", ["shape 2:15"]],
  ["a phrase without words", "tools:\n  zoom: {nl: ['?!']}\n", ["shape 2:15"]],
  ["a phrase that is too long", "tools:\n  zoom: {nl: [a b c d e f g h]}\n", ["shape 2:15"]],
  ["a gap at the edge", "tools:\n  zoom: {nl: ['ik …']}\n", ["shape 2:15"]],
  ["ambiguous words without meanings", "ambiguous:\n  - {nl: [geheim]}\n", ["missing 2:5"]],
  ["text where keys belong", "attributes: veel\n", ["shape 1:13"]],
  ["broken YAML", "tools: [", ["syntax 1:9"]],
])("%s is refused with its place", (_, text, expected) => {
  expect(problemsOf(text)).toEqual(expected);
});

test.each([
  ["in one value", "attributes:\n  host:\n    own: {nl: [gastheer, gastheer]}\n"],
  [
    "in two values of one attribute",
    "attributes:\n  host:\n    own: {nl: [gastheer]}\n    other: {nl: [gastheer]}\n",
  ],
  ["for two tools", "tools:\n  zoom: {nl: [zoom]}\n  webex: {nl: [zoom]}\n"],
  [
    "for a tool in and a tool outside the catalogue",
    "tools:\n  zoom: {nl: [zoom]}\notherTools:\n  zum: {nl: [Zoom]}\n",
  ],
  ["with other spaces", "tools:\n  zoom: {nl: [zoom bellen, zoombellen]}\n"],
  ["with other accents", "tools:\n  zoom: {nl: [zoomén, zoomen]}\n"],
])("a phrase that stands twice %s is refused", (_, text) => {
  expect(read(text).problems).toMatchObject([{ code: "duplicate-id" }]);
});

test("one word may mean things of different kinds", () => {
  expect(
    problemsOf("attributes:\n  activity:\n    meet: {nl: [zoomen]}\ntools:\n  zoom: {nl: [zoomen]}\n"),
  ).toEqual([]);
});

test("lists that write out to too many phrases are refused", () => {
  const list = `[${Array.from({ length: 40 }, (_, i) => `woord${i}`).join(", ")}]`;
  const text = `lists:\n  w: ${list}\ntools:\n  zoom: {nl: ["{w} {w} {w}"]}\n`;
  expect(read(text).problems.map(({ code }) => code)).toContain("too-large");
});
