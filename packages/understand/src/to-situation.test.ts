import { expect, test } from "vitest";
import { loadRealWords } from "./real-words.fixture.ts";
import { toSituation } from "./to-situation.ts";
import { understand } from "./understand.ts";

const { ruleSet, words } = await loadRealWords();

test("what is said of device, place and role holds for everyone who takes part", () => {
  const understood = understand("thuis op mijn eigen laptop vergaderen over een intern stuk met SZW", words, {
    about: { organisation: "bzk" },
  });
  const own = { device: "private-device", location: "home" };
  expect(toSituation(understood, ruleSet, "2020-12-01")).toEqual({
    date: "2020-12-01",
    attributes: { activity: "meet", information: "internal" },
    participants: [
      { id: "bzk", attributes: own },
      { id: "szw", attributes: own },
    ],
  });
});

test("while the asker is unknown nobody takes part yet", () => {
  expect(toSituation(understand("mailen naar SZW", words), ruleSet, "2020-12-01").participants).toEqual([]);
});
