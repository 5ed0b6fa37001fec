import { draftSchema } from "@akkoord/policy-files/browser";
import { describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { completionsAt } from "./complete.ts";

const { ruleSet } = await realRules("2020-12-01");
const schema = draftSchema(ruleSet);

/** What is proposed where the text has a bar. */
function proposedAt(marked: string): readonly string[] {
  const at = marked.indexOf("|");
  return completionsAt(marked.replace("|", ""), at, schema)?.proposals.map((proposal) => proposal.text) ?? [];
}

describe("what may be written at the cursor", () => {
  it("is the parts of a draft at the start of a line", () => {
    expect(proposedAt("|")).toEqual(expect.arrayContaining(["rules", "withdraw", "sources"]));
    expect(proposedAt("rules:\n  - id: a\n|")).not.toContain("rules");
  });

  it("is the keys of a rule that are not there yet", () => {
    const keys = proposedAt("rules:\n  - id: a\n    effect: none\n    |\n    tools: [webex]\n");
    expect(keys).toEqual(expect.arrayContaining(["when", "words", "duties"]));
    expect(keys).not.toContain("id");
    expect(keys).not.toContain("effect");
    expect(keys).not.toContain("tools");
    expect(proposedAt("rules:\n  - |")).toContain("id");
  });

  it("does not count the keys of another rule", () => {
    expect(proposedAt("rules:\n  - id: a\n    effect: none\n  - id: b\n    |\n  - tools: [x]\n")).toEqual(
      expect.arrayContaining(["effect", "tools"]),
    );
  });

  it("is the allowed values after a key, with what they mean", () => {
    expect(proposedAt("rules:\n  - id: a\n    effect: |")).toContain("prohibited");
    const found = completionsAt("rules:\n  - effect: pro", 22, schema);
    expect(found?.from).toBe(19);
    expect(found?.proposals.find((proposal) => proposal.text === "prohibited")?.label.nl).toBeTruthy();
  });

  it("follows brackets, on one line and over several", () => {
    expect(proposedAt("rules:\n  - tools: [webex, |]")).toContain("zoom");
    expect(proposedAt("rules:\n  - when: { | }")).toContain("activity");
    expect(proposedAt("rules:\n  - when: { activity: [meet], | }")).not.toContain("activity");
    expect(proposedAt("rules:\n  - when: { activity: [|] }")).toContain("meet");
    expect(proposedAt("rules:\n  - when: { information: { from: | } }")).toContain("confidential");
    expect(proposedAt("rules:\n  - tools:\n      {\n        tags: [|\n      }")).toContain("video-app");
  });

  it("follows lists below a key", () => {
    expect(proposedAt("rules:\n  - id: a\n    tools:\n      - |\n")).toContain("webex");
    expect(proposedAt("rules:\n  - id: a\n    when:\n      information:\n        from: |\n")).toContain(
      "internal",
    );
    expect(proposedAt("withdraw:\n- |")).toContain("rijk-2020/webex-not-confidential");
  });

  it("is nothing in a remark or a free text", () => {
    expect(proposedAt("rules:\n  - id: a # |")).toEqual([]);
    expect(proposedAt("rules:\n  - words:\n      nl: |")).toEqual([]);
  });

  it("never fails, wherever the cursor stands", () => {
    const text = 'rules:\n  - id: "a: b"\n    when: { activity: [meet, }\n  -\n : {[\nwithdraw';
    for (let at = 0; at <= text.length; at += 1) completionsAt(text, at, schema);
  });
});
