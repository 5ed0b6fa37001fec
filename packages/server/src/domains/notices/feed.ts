import { create } from "xmlbuilder2";
import type { Language } from "../../platform/problem-words.ts";
import type { Notice } from "./model.ts";
import { feedWords } from "./words.ts";

/** What the feed says of itself. */
export interface FeedAbout {
  /** Its own address. */
  readonly self: string;
  /** Address of the page with all changes. */
  readonly page: string;
  readonly language: Language;
  /** What people call the organisation, or null for all of them. */
  readonly organisation: string | null;
  /** When something was last added, UTC. */
  readonly updated: string;
}

/**
 * Notices as an Atom feed (RFC 4287), newest first. Ids are those of the notices, so that readers show each once.
 *
 * @example atomFeed(notices, { self, page, language: "nl", organisation: "BZK", updated })
 */
export function atomFeed(notices: readonly Notice[], about: FeedAbout): string {
  const words = feedWords[about.language];
  const feed = create({ version: "1.0", encoding: "UTF-8" }).ele("http://www.w3.org/2005/Atom", "feed", {
    "xml:lang": about.language,
  });
  feed.ele("title").txt(inXml(about.organisation === null ? words.title : words.titleOf(about.organisation)));
  feed.ele("id").txt(about.self);
  feed.ele("updated").txt(about.updated);
  feed.ele("link", { rel: "self", type: "application/atom+xml", href: about.self });
  feed.ele("link", { rel: "alternate", type: "text/html", href: about.page });
  feed.ele("author").ele("name").txt("Akkoord");
  for (const notice of notices) {
    const entry = feed.ele("entry");
    entry.ele("id").txt(`urn:uuid:${notice.id}`);
    entry.ele("title").txt(inXml(notice.title[about.language]));
    entry.ele("updated").txt(notice.madeAt);
    entry.ele("link", { rel: "alternate", type: "text/html", href: about.page });
    entry.ele("category", { term: notice.organisation });
    const lines = notice.lines.map(({ words: line }) => line[about.language]);
    entry
      .ele("content", { type: "text" })
      .txt(inXml([...lines, ...(notice.more > 0 ? [words.more(notice.more)] : [])].join("\n")));
  }
  return feed.end({ prettyPrint: true });
}

/** Characters that XML cannot hold, however they are written; one of them makes the whole feed unreadable. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function inXml(text: string): string {
  return text.replace(NOT_IN_XML, "\u{FFFD}");
}
