import { type Answer, effectsOf, opens, type RuleSet, type Tool, type ToolOutcome } from "@akkoord/policy";
import type { Verdict } from "../../../primitives/verdict.tsx";
import { type Decided, leastFavourable } from "./decide.ts";

/** One tool of an answer, with the verdict its badge shows. */
export interface ToolView {
  readonly tool: Tool;
  readonly verdict: Verdict;
  readonly outcome: ToolOutcome;
}

/** Tools that come out the same for the same reason, told in one row. */
export interface ToolGroup {
  readonly verdict: Verdict;
  readonly tools: readonly ToolView[];
  /** The rules behind it, in rule-set order. */
  readonly rules: readonly string[];
}

/** What the answer leads with. */
export type Lead =
  | { readonly kind: "use"; readonly best: readonly ToolView[] }
  | {
      readonly kind: "asked";
      readonly asked: ToolView;
      readonly fine: boolean;
      readonly unworkable: boolean;
      readonly instead: readonly ToolView[];
    }
  | { readonly kind: "secret" }
  | { readonly kind: "depends" }
  | { readonly kind: "contested" }
  | { readonly kind: "last-resort"; readonly tools: readonly ToolView[] }
  | { readonly kind: "no-rule" }
  | { readonly kind: "nothing" };

/** An answer, sorted the way people read it: what to do, then what not to do, then why. */
export interface AnswerView {
  readonly lead: Lead;
  /** Open as well, after the ones the lead names. */
  readonly also: readonly ToolView[];
  readonly lastResort: readonly ToolView[];
  readonly contested: readonly ToolView[];
  readonly unworkable: readonly ToolView[];
  readonly notAllowed: readonly ToolGroup[];
  readonly noRule: readonly ToolView[];
  readonly depends: readonly ToolView[];
  /** The information is a state secret and no tool is open for it: that goes by facilities of its own. */
  readonly secret: boolean;
}

/** State secrets have facilities of their own, which no list of tools replaces. */
const STATE_SECRETS: ReadonlySet<string> = new Set([
  "state-confidential",
  "state-secret",
  "state-top-secret",
]);

/** With more equals than this the first leads and the others follow below. */
const MOST_EQUALS = 3;

/** The verdict the badge of one outcome shows. */
export function verdictOf(outcome: ToolOutcome): Verdict {
  const effects = effectsOf(outcome);
  if (effects.every(opens)) return leastFavourable(effects);
  if (effects.length > 1) return "depends";
  return outcome.contested ? "contested" : leastFavourable(effects);
}

/** Sorts an answer for reading. */
export function viewAnswer(ruleSet: RuleSet, decided: Decided): AnswerView | null {
  const { whole, asked } = decided;
  const answer = whole ?? asked;
  if (answer === null) return null;
  const views = answer.outcomes.flatMap((outcome) => toolView(ruleSet, outcome));
  const common = inOrder(views, answer.common);
  const askedView = asked?.outcomes.flatMap((outcome) => toolView(ruleSet, outcome)).at(0) ?? null;
  const askedFine = asked !== null && askedView !== null && asked.common.includes(askedView.tool.id);
  const rest = views.filter((view) => !common.includes(view) && view.tool.id !== askedView?.tool.id);
  const equals = firstEquals(common);
  const lead = leadOf({ decided, answer, askedView, askedFine, common, equals, rest });
  const named =
    lead.kind === "use" ? lead.best : lead.kind === "asked" ? (lead.fine ? [] : lead.instead) : [];
  return {
    lead,
    also: common.filter((view) => !named.includes(view) && view.tool.id !== askedView?.tool.id),
    lastResort: inOrder(rest, answer.lastResort).filter((view) => !view.outcome.contested),
    contested: views.filter((view) => view.verdict === "contested"),
    unworkable: views.filter(isUnworkable),
    notAllowed: groupByReason(rest.filter((view) => view.verdict === "prohibited")),
    noRule: rest.filter((view) => view.verdict === "unspecified"),
    depends: rest.filter((view) => view.verdict === "depends" || (opensPerhaps(view) && !isUnworkable(view))),
    secret: common.length === 0 && !askedFine && isStateSecret(answer),
  };
}

function isStateSecret(answer: Answer): boolean {
  return STATE_SECRETS.has(answer.situation.attributes.information ?? "");
}

function toolView(ruleSet: RuleSet, outcome: ToolOutcome): readonly ToolView[] {
  const tool = ruleSet.tools.find((candidate) => candidate.id === outcome.tool);
  return tool === undefined ? [] : [{ tool, verdict: verdictOf(outcome), outcome }];
}

function inOrder(views: readonly ToolView[], ids: readonly string[]): readonly ToolView[] {
  return ids.flatMap((id) => views.filter((view) => view.tool.id === id));
}

function isUnworkable(view: ToolView): boolean {
  return (
    view.outcome.unworkable && ["required", "recommended", "permitted", "discouraged"].includes(view.verdict)
  );
}

function opensPerhaps(view: ToolView): boolean {
  return ["required", "recommended", "permitted"].includes(view.verdict);
}

function firstEquals(common: readonly ToolView[]): readonly ToolView[] {
  const [first] = common;
  if (first === undefined) return [];
  const equals = common.filter((view) => view.verdict === first.verdict);
  return equals.length <= MOST_EQUALS ? equals : [first];
}

function leadOf(material: {
  readonly decided: Decided;
  readonly answer: Answer;
  readonly askedView: ToolView | null;
  readonly askedFine: boolean;
  readonly common: readonly ToolView[];
  readonly equals: readonly ToolView[];
  readonly rest: readonly ToolView[];
}): Lead {
  const { decided, answer, askedView, askedFine, common, equals, rest } = material;
  if (askedView !== null)
    return {
      kind: "asked",
      asked: askedView,
      fine: askedFine,
      unworkable: isUnworkable(askedView),
      instead: decided.whole === null ? [] : equals.filter((view) => view.tool.id !== askedView.tool.id),
    };
  if (common.length > 0) return { kind: "use", best: equals };
  if (isStateSecret(answer)) return { kind: "secret" };
  if (rest.some((view) => view.verdict === "depends" || (opensPerhaps(view) && !isUnworkable(view))))
    return { kind: "depends" };
  const lastResort = inOrder(rest, answer.lastResort);
  if (lastResort.length > 0) return { kind: "last-resort", tools: lastResort };
  if (rest.some((view) => view.verdict === "contested")) return { kind: "contested" };
  if (rest.every((view) => view.verdict === "unspecified")) return { kind: "no-rule" };
  return { kind: "nothing" };
}

/** Whether nothing may be used here, so that the page must show a way on. */
export function isRefusal(lead: Lead): boolean {
  if (lead.kind === "asked") return !lead.fine && lead.instead.length === 0;
  return lead.kind !== "use" && lead.kind !== "depends";
}

/** The tool that a room of Akkoord is. */
const ROOM = "akkoord-ruimte";

/** Whether a room may be opened here: as what the answer leads with, or as one of what may be used. */
export function roomIn(lead: Lead, { whole, asked }: Decided): "first" | "also" | null {
  if (![asked, whole].some((answer) => answer?.common.includes(ROOM))) return null;
  const leads =
    lead.kind === "use"
      ? lead.best.some(({ tool }) => tool.id === ROOM)
      : lead.kind === "asked" &&
        (lead.fine ? lead.asked.tool.id === ROOM : lead.instead.some(({ tool }) => tool.id === ROOM));
  return leads ? "first" : "also";
}

/** The rules that settle an outcome, over all participants, each once. */
export function decisiveRules(outcome: ToolOutcome): readonly string[] {
  return [...new Set(outcome.participants.flatMap((participant) => participant.decisive))];
}

/** Groups tools that have the same verdict by the same rules. */
export function groupByReason(views: readonly ToolView[]): readonly ToolGroup[] {
  const groups = new Map<string, { verdict: Verdict; tools: ToolView[]; rules: readonly string[] }>();
  for (const view of views) {
    const rules = decisiveRules(view.outcome);
    const key = [view.verdict, ...rules].join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { verdict: view.verdict, tools: [view], rules });
    else group.tools.push(view);
  }
  return [...groups.values()];
}
