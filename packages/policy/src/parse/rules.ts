import { EFFECTS, type Effect } from "../effect.ts";
import {
  type Citation,
  LAYERS,
  type Layer,
  type Period,
  type Rule,
  type RuleSet,
  type Untranslatable,
} from "../rule-set.ts";
import {
  type Fields,
  isNull,
  type Located,
  readFields,
  readItems,
  readKnownId,
  readPeriod,
  readText,
  report,
} from "./reading.ts";
import { part, type Subject, thing } from "./subject.ts";
import { readCitation, readToolSelection } from "./tools.ts";
import { needId, readCondition } from "./vocabulary.ts";

/** What a rule refers to and must therefore be read first. */
export type Background = Pick<RuleSet, "vocabulary" | "organisations" | "groups" | "tools" | "sources">;

/** What may stand in a rule. */
export const RULE_KEYS = [
  "id",
  "issuer",
  "layer",
  "force",
  "yieldsTo",
  "overrides",
  "bearers",
  "valid",
  "when",
  "tools",
  "effect",
  "duties",
  "advice",
  "words",
  "source",
  "reading",
];
/** What may stand in a clause that is no rule. */
export const UNTRANSLATABLE_KEYS = ["id", "issuer", "bearers", "valid", "when", "tools", "source", "why"];

/** Keys that a file may set once for all its rules. */
export const DEFAULT_KEYS = ["issuer", "layer", "force", "yieldsTo", "bearers", "valid", "when", "document"];

const EFFECT_OR_NONE = [...EFFECTS, "none"];

/** Reads one rule; keys it leaves out are taken from the file's defaults. */
export function readRule(at: Located, defaults: Fields | null, background: Background): Rule | null {
  const fields = readFields(at, thing("rule"), RULE_KEYS);
  const id = fields === null ? null : needId(fields, thing("rule"));
  if (fields === null || id === null) return null;
  const what = thing("rule", id);
  const own = (key: string): Located | null => fields.get(key) ?? defaults?.get(key) ?? null;
  const need = (key: string): Located | null => own(key) ?? fields.need(key, what);
  const layer = choose(need("layer"), part("layer"), LAYERS);
  const force = choose(need("force"), part("force"), ["strict", "defeasible"] as const) ?? "defeasible";
  const bearers = readBearers(need("bearers"), at, what, background);
  const toolsAt = fields.need("tools", what);
  const before = at.findings.problems.length;
  const tools = readToolSelection(toolsAt ?? at, what, toolsAt === null ? [] : background.tools);
  // A misspelt name is reported as such; that it leaves nothing needs no second report.
  if (toolsAt !== null && tools.ids.length === 0 && at.findings.problems.length === before)
    report(toolsAt, "no-tool", { what });
  const effectAt = fields.need("effect", what);
  const effect = effectAt === null ? null : readKnownId(effectAt, part("effect", what), EFFECT_OR_NONE);
  const yieldsTo = itemsOf(own("yieldsTo")).flatMap((item) => choose(item, part("layer"), LAYERS) ?? []);
  checkStrict(own("yieldsTo") ?? at, what, layer, force, yieldsTo);
  return {
    id,
    issuer: textOf(need("issuer"), part("issuer", what)),
    layer: layer ?? "organisation",
    force,
    yieldsTo: LAYERS.filter((known) => yieldsTo.includes(known)),
    overrides: itemsOf(fields.get("overrides")).flatMap(
      (item) => readText(item, part("override", what)) ?? [],
    ),
    ...bearers,
    valid: periodOf(own("valid"), what),
    when: readMergedCondition(fields.get("when"), defaults?.get("when") ?? null, what, background),
    tools,
    effect: EFFECTS.find((known): known is Effect => known === effect) ?? null,
    duties: knownIds(fields.items("duties"), part("duty", what), background.vocabulary.duties),
    advice: knownIds(fields.items("advice"), part("tip", what), background.vocabulary.advice),
    words: fields.words("words", what),
    source: readSource(fields.need("source", what), what, defaults, background),
    reading: fields.words("reading", what),
  };
}

/** Reads a clause that is no rule. */
export function readUntranslatable(
  at: Located,
  defaults: Fields | null,
  background: Background,
): Untranslatable | null {
  const fields = readFields(at, thing("clause"), UNTRANSLATABLE_KEYS);
  const id = fields === null ? null : needId(fields, thing("clause"));
  if (fields === null || id === null) return null;
  const what = thing("clause", id);
  const own = (key: string): Located | null => fields.get(key) ?? defaults?.get(key) ?? null;
  const toolsAt = fields.get("tools");
  return {
    id,
    issuer: textOf(own("issuer") ?? fields.need("issuer", what), part("issuer", what)),
    bearers: readBearers(own("bearers") ?? fields.need("bearers", what), at, what, background).bearers,
    valid: periodOf(own("valid"), what),
    when: readMergedCondition(fields.get("when"), null, what, background),
    tools:
      toolsAt === null
        ? {
            ids: background.tools.map((tool) => tool.id),
            named: { ids: [], tags: [], facts: [], except: [], all: true },
          }
        : readToolSelection(toolsAt, what, background.tools),
    source: readSource(fields.need("source", what), what, defaults, background),
    why: fields.needWords("why", what),
  };
}

/** The clause something rests on; its document may be the file's default. */
function readSource(
  at: Located | null,
  what: Subject,
  defaults: Fields | null,
  background: Background,
): Citation {
  const documentAt = defaults?.get("document") ?? null;
  const inherited = documentAt === null ? null : readText(documentAt, thing("default-document"));
  const known = background.sources.map((source) => source.id);
  return (at === null ? null : readCitation(at, what, known, inherited)) ?? { document: "", quote: "" };
}

/** A rule's own condition, plus the file's default for every attribute it does not mention itself. */
function readMergedCondition(
  own: Located | null,
  inherited: Located | null,
  what: Subject,
  background: Background,
) {
  return {
    ...(inherited === null
      ? {}
      : readCondition(inherited, thing("default-condition"), background.vocabulary)),
    ...(own === null ? {} : readCondition(own, part("condition", what), background.vocabulary)),
  };
}

function readBearers(
  at: Located | null,
  fallback: Located,
  what: Subject,
  background: Background,
): Pick<Rule, "bearers" | "bearersNamed"> {
  const organisations = background.organisations.map((organisation) => organisation.id);
  const known = [...organisations, ...background.groups.map((group) => group.id)];
  const before = fallback.findings.problems.length;
  const named = itemsOf(at).flatMap((item) => readKnownId(item, part("bearer", what), known) ?? []);
  const bound = new Set(
    named.flatMap((name) => background.groups.find((group) => group.id === name)?.members ?? [name]),
  );
  if (bound.size === 0 && fallback.findings.problems.length === before)
    report(at ?? fallback, "no-bearer", { what }, "bearers");
  return { bearers: organisations.filter((id) => bound.has(id)), bearersNamed: named };
}

function checkStrict(
  at: Located,
  what: Subject,
  layer: Layer | null,
  force: Rule["force"],
  yieldsTo: readonly Layer[],
): void {
  if (force === "strict" && yieldsTo.length > 0) report(at, "strict-yields", { what }, "yieldsTo");
  if (layer !== null && yieldsTo.includes(layer)) report(at, "yields-to-own-layer", { what }, "yieldsTo");
}

function knownIds(
  items: readonly Located[],
  what: Subject,
  known: readonly { id: string }[],
): readonly string[] {
  const ids = known.map((item) => item.id);
  const wanted = items.flatMap((item) => readKnownId(item, what, ids) ?? []);
  return ids.filter((id) => wanted.includes(id));
}

function choose<T extends string>(at: Located | null, what: Subject, known: readonly T[]): T | null {
  const id = at === null ? null : readKnownId(at, what, known);
  return known.find((candidate) => candidate === id) ?? null;
}

function itemsOf(at: Located | null): readonly Located[] {
  return at === null ? [] : readItems(at);
}

function textOf(at: Located | null, what: Subject): string {
  return (at === null ? null : readText(at, what)) ?? "";
}

function periodOf(at: Located | null, what: Subject): Period {
  return at === null || isNull(at) ? { from: null, to: null } : readPeriod(at, part("validity", what));
}
