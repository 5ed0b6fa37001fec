import { describe, expect, it } from "vitest";
import { asEdit, inThread, messageContent } from "./content.ts";
import { mentioningAt, peopleFor, withMention } from "./mention.ts";

const BRAM = { userId: "@u-1:hub", name: "Bram Demo" };
const BRAMS = { userId: "@u-2:hub", name: "Bram Demo-Smit" };

describe("a message", () => {
  it("is plain text, with those whose name still stands in it", () => {
    expect(messageContent("Dag", [BRAM])).toEqual({ msgtype: "m.text", body: "Dag", "m.mentions": {} });
    expect(messageContent("Dag @Bram Demo & <b>", [BRAM])).toEqual({
      msgtype: "m.text",
      body: "Dag @Bram Demo & <b>",
      "m.mentions": { user_ids: ["@u-1:hub"] },
      format: "org.matrix.custom.html",
      formatted_body: 'Dag <a href="https://matrix.to/#/%40u-1%3Ahub">@Bram Demo</a> &amp; &lt;b&gt;',
    });
  });

  it("names the right one of two whose names begin alike", () => {
    const content = messageContent("@Bram Demo-Smit en @Bram Demo", [BRAM, BRAMS]);
    expect(content.formatted_body).toBe(
      '<a href="https://matrix.to/#/%40u-2%3Ahub">@Bram Demo-Smit</a> en <a href="https://matrix.to/#/%40u-1%3Ahub">@Bram Demo</a>',
    );
  });

  it("says in an edit what is put in place, also to apps that know no edits", () => {
    expect(asEdit(messageContent("beter"), "$1")).toMatchObject({
      body: "* beter",
      "m.new_content": { body: "beter" },
      "m.relates_to": { rel_type: "m.replace", event_id: "$1" },
    });
  });

  it("is in a thread an answer to its newest message, unless it answers another", () => {
    const relates = (content: Readonly<Record<string, unknown>>) => content["m.relates_to"];
    expect(relates(inThread(messageContent("a"), "$1", "$5"))).toEqual({
      rel_type: "m.thread",
      event_id: "$1",
      is_falling_back: true,
      "m.in_reply_to": { event_id: "$5" },
    });
    expect(relates(inThread(messageContent("a"), "$1", "$5", "$3"))).toMatchObject({
      is_falling_back: false,
      "m.in_reply_to": { event_id: "$3" },
    });
  });
});

describe("naming somebody", () => {
  it("begins at an @ after a space, and not within an address", () => {
    expect(mentioningAt("Dag @br", 7)).toEqual({ from: 4, to: 7, typed: "br" });
    expect(mentioningAt("@", 1)).toEqual({ from: 0, to: 1, typed: "" });
    expect(mentioningAt("mail a@b", 8)).toBeNull();
    expect(mentioningAt("Dag @bram demo en nog iets", 26)).toBeNull();
  });

  it("finds people by any word of their name, without accents", () => {
    const people = [BRAM, { userId: "@u-3:hub", name: "Zoë van den Berg" }];
    expect(peopleFor("zoe", people).map(({ name }) => name)).toEqual(["Zoë van den Berg"]);
    expect(peopleFor("de", people).map(({ name }) => name)).toEqual(["Bram Demo", "Zoë van den Berg"]);
    expect(peopleFor("xyz", people)).toEqual([]);
  });

  it("puts the name in the place of what was typed", () => {
    expect(withMention("Dag @br daar", { from: 4, to: 7, typed: "br" }, "Bram Demo")).toEqual({
      text: "Dag @Bram Demo daar",
      cursor: 15,
    });
  });
});
