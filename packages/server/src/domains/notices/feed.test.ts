import { expect, test } from "vitest";
import { convert } from "xmlbuilder2";
import { atomFeed } from "./feed.ts";
import type { Notice } from "./model.ts";

const NOTICE: Notice = {
  id: "3a0a5a6e-0000-4000-8000-000000000001",
  publication: 2,
  organisation: "bzk",
  ruleSet: "b".repeat(64),
  before: "a".repeat(64),
  validFrom: "2027-01-01",
  madeAt: "2026-11-21T12:00:00.000Z",
  title: { nl: "Vanaf 1 januari 2027 <verandert> er iets & meer", en: "Something changes" },
  lines: [
    {
      words: { nl: "Je mag “Skype” gebruiken.", en: "You may use Skype." },
      tool: "skype-for-business",
      from: "prohibited",
      to: "permitted",
      situations: 12,
      period: { from: "2027-01-01", to: null },
    },
  ],
  more: 2,
};

test("a feed is well-formed Atom with an id, a title and the lines of each notice", () => {
  const xml = atomFeed([NOTICE], {
    self: "https://akkoord.example/feeds/rules.atom?organisation=bzk",
    page: "https://akkoord.example/wijzigingen",
    language: "nl",
    organisation: "BZK",
    updated: NOTICE.madeAt,
  });
  const read = convert(xml, { format: "object" });
  expect(read).toMatchObject({
    feed: {
      "@xmlns": "http://www.w3.org/2005/Atom",
      "@xml:lang": "nl",
      title: "Wat verandert er in de werkafspraken voor BZK",
      updated: NOTICE.madeAt,
      entry: {
        id: `urn:uuid:${NOTICE.id}`,
        // As it stands in the XML: this reader leaves entities as they are.
        title: "Vanaf 1 januari 2027 &lt;verandert&gt; er iets &amp; meer",
        updated: NOTICE.madeAt,
        category: { "@term": "bzk" },
        content: { "#": "Je mag “Skype” gebruiken.\nEn nog 2 wijzigingen." },
      },
    },
  });
});

test("a feed stays readable when a rule speaks of a tool with a control character in its name", () => {
  const title = { nl: "Sky\u0001pe\u0000\uFFFF \u{1F600}", en: "Skype" };
  const xml = atomFeed([{ ...NOTICE, title }], {
    self: "https://akkoord.example/feeds/rules.atom",
    page: "https://akkoord.example/wijzigingen",
    language: "nl",
    organisation: null,
    updated: NOTICE.madeAt,
  });
  expect(xml).toContain("<title>Sky\uFFFDpe\uFFFD\uFFFD \u{1F600}</title>");
});
