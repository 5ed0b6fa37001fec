import type { Tool } from "@akkoord/policy";
import { formatList } from "../../../messages/format.ts";
import type { Language } from "../../../messages/language.tsx";
import type { Messages } from "../../../messages/nl.ts";
import type { Lead, ToolView } from "./answer-view.ts";

/** The sentence an answer leads with, and for a refused tool the one that says what to use instead. */
export interface Headline {
  readonly title: string;
  readonly instead: string | null;
}

/**
 * Says the lead of an answer in one sentence.
 *
 * @example headline({ kind: "use", best: [webex] }, nl, "nl").title // "Gebruik Webex"
 */
export function headline(lead: Lead, t: Messages, language: Language): Headline {
  const names = (views: readonly ToolView[]) =>
    formatList(
      views.map((view) => view.tool.name),
      language,
      "or",
    );
  const only = (title: string): Headline => ({ title, instead: null });
  switch (lead.kind) {
    case "use":
      return only(
        lead.best[0]?.verdict === "required"
          ? t.answer.must(names(lead.best))
          : t.answer.use(names(lead.best)),
      );
    case "asked": {
      const instead = !lead.fine && lead.instead.length > 0 ? t.answer.insteadUse(names(lead.instead)) : null;
      return { title: askedTitle(lead.asked.tool, lead, t), instead };
    }
    case "secret":
      return only(t.answer.secret);
    case "depends":
      return only(t.answer.dependsMore);
    case "contested":
      return only(t.answer.contestedOnly);
    case "last-resort":
      return only(t.answer.lastResort);
    case "no-rule":
      return only(t.answer.nothingNoRule);
    case "nothing":
      return only(t.answer.nothing);
  }
}

function askedTitle(tool: Tool, lead: Extract<Lead, { kind: "asked" }>, t: Messages): string {
  if (lead.unworkable) return t.answer.askedUnworkable(tool.name);
  switch (lead.asked.verdict) {
    case "required":
      return t.answer.askedMust(tool.name);
    case "recommended":
    case "permitted":
      return lead.fine ? t.answer.askedFine(tool.name) : t.answer.askedDepends(tool.name);
    case "discouraged":
      return t.answer.askedDiscouraged(tool.name);
    case "prohibited":
      return t.answer.askedProhibited(tool.name);
    case "unspecified":
      return t.answer.askedUnspecified(tool.name);
    case "contested":
      return t.answer.askedContested(tool.name);
    case "depends":
      return t.answer.askedDepends(tool.name);
  }
}
