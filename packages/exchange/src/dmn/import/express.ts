/**
 * Expresses decision tables as rules that give the same decisions.
 *
 * In a table one rule decides and the others do not; among our rules everything that applies counts, unless it is set
 * aside by name. And to require one tool is to forbid the others, which no table says. Both are made good here:
 *
 * - Without `required`: a rule that goes first overrides the later ones that it overlaps.
 * - With `required`: overriding by order would also change what is implied for other tools. So every rule gets exactly the
 *   region where it decides, and what a table says of another tool overrides the implied prohibition. Where two tools are
 *   both required, one rule that requires the two goes before the rules that require each.
 */
import { MOST_TABLE_ROWS } from "../../limits.ts";
import { tooManyRules } from "../../refusals.ts";
import { type Draft, type Entry, type ReadTable, saysNothing } from "./entries.ts";
import { intersect, type Region, type Space, subtract } from "./region.ts";

/**
 * Makes drafts of rules out of tables.
 *
 * @throws ExchangeError `too-many-rules` past 20,000.
 */
export function expressTables(tables: readonly ReadTable[], space: Space): readonly Draft[] {
  const collected = tables
    .filter((table) => table.counts === "all")
    .flatMap((table) => table.entries.map(wholeDraft));
  const deciding = tables.filter((table) => table.counts !== "all");
  const requires = deciding.some((table) => table.entries.some((entry) => entry.effect === "required"));
  const drafts = requires ? byExactRegions(deciding, space) : deciding.flatMap(byOrder);
  const all = [...collected, ...drafts].filter((draft) => !saysNothing(draft) || draft.overrides.length > 0);
  if (all.length > MOST_TABLE_ROWS) throw tooManyRules(MOST_TABLE_ROWS);
  return all;
}

function idOf(entry: Entry): string {
  return `${entry.table}/${entry.number}`;
}

function wholeDraft(entry: Entry): Draft {
  const { tools, region, effect, duties, advice } = entry;
  return { id: idOf(entry), entry, tools, region, effect, duties, advice, overrides: [] };
}

/** Rules that go first set later ones aside, where both may apply. */
function byOrder({ entries, counts }: ReadTable): readonly Draft[] {
  return entries.map((entry, place) => ({
    ...wholeDraft(entry),
    overrides:
      counts === "first"
        ? entries
            .slice(place + 1)
            .filter((later) => !saysNothing(later) && shareTool(entry, later) && meet(entry, later))
            .map(idOf)
        : [],
  }));
}

function byExactRegions(tables: readonly ReadTable[], space: Space): readonly Draft[] {
  const pieces = tables.flatMap((table) => exactPieces(table, space));
  const single = pieces.filter((piece) => piece.effect === "required");
  const together = requiredTogether(single);
  const inCombination = new Set(together.flatMap((draft) => draft.overrides));
  const requiring = [
    // Duties are each tool's own; a rule that requires two tools at once would lay them on both.
    ...single.map((piece) => (inCombination.has(piece.id) ? { ...piece, duties: [], advice: [] } : piece)),
    ...together,
  ];
  const ownDuties = single
    .filter((piece) => inCombination.has(piece.id) && piece.duties.length + piece.advice.length > 0)
    .map((piece): Draft => ({ ...piece, id: `${piece.id}/duties`, effect: null }));
  const others = pieces
    .filter((piece) => piece.effect !== "required")
    .map((piece) => ({
      ...piece,
      overrides: requiring
        .filter((other) => !shareTool(piece, other) && meet(piece, other))
        .map(({ id }) => id),
    }));
  return [...requiring, ...ownDuties, ...others];
}

/** The parts of a table's rules in which they decide, per tool; tools that a rule requires together stay together. */
function exactPieces({ entries, counts }: ReadTable, space: Space): readonly Draft[] {
  const pieces: Draft[] = [];
  for (const [place, entry] of entries.entries()) {
    const earlier = counts === "first" ? entries.slice(0, place) : [];
    const perRegion = new Map<string, { readonly tools: string[]; readonly regions: readonly Region[] }>();
    for (const tool of entry.tools) {
      const regions = earlier
        .filter((other) => other.tools.includes(tool))
        .reduce<readonly Region[]>(
          (left, other) => left.flatMap((region) => subtract(space, region, other.region)),
          [entry.region],
        );
      const key = entry.effect === "required" ? JSON.stringify(regions.map((region) => [...region])) : tool;
      const same = perRegion.get(key);
      if (same === undefined) perRegion.set(key, { tools: [tool], regions });
      else same.tools.push(tool);
    }
    for (const { tools, regions } of perRegion.values()) {
      const base = entry.tools.length > tools.length ? `${idOf(entry)}/${tools[0] ?? ""}` : idOf(entry);
      for (const [index, region] of regions.entries()) {
        const id = index === 0 ? base : `${base}/part-${index + 1}`;
        pieces.push({ ...wholeDraft(entry), id, tools, region });
      }
      if (pieces.length > MOST_TABLE_ROWS) throw tooManyRules(MOST_TABLE_ROWS);
    }
  }
  return pieces;
}

/** Where rules that require different tools meet: rules that require all of those, and go before them. */
function requiredTogether(single: readonly Draft[]): readonly Draft[] {
  const made = new Map<string, Draft>();
  let fresh: readonly Draft[] = single;
  while (fresh.length > 0) {
    const found: Draft[] = [];
    for (const a of fresh) {
      for (const b of single) {
        if (a === b || b.tools.every((tool) => a.tools.includes(tool))) continue;
        const region = intersect(a.region, b.region);
        if (region === null) continue;
        const tools = [...new Set([...a.tools, ...b.tools])].sort();
        const key = `${tools.join()}:${JSON.stringify([...region].sort())}`;
        const before = made.get(key);
        if (before !== undefined) {
          made.set(key, { ...before, overrides: [...new Set([...before.overrides, a.id, b.id])] });
          continue;
        }
        const draft: Draft = {
          ...a,
          id: `together/${made.size + 1}`,
          tools,
          region,
          duties: [],
          advice: [],
          overrides: [a.id, b.id],
        };
        made.set(key, draft);
        found.push(draft);
        if (made.size > MOST_TABLE_ROWS) throw tooManyRules(MOST_TABLE_ROWS);
      }
    }
    fresh = found;
  }
  return setAsideSmaller([...made.values()], single);
}

/** Where several of these rules meet, the one with the most tools goes before all that it overlaps. */
function setAsideSmaller(together: readonly Draft[], single: readonly Draft[]): readonly Draft[] {
  return together.map((draft) => ({
    ...draft,
    overrides: [...single, ...together]
      .filter(
        (other) =>
          other.tools.length < draft.tools.length &&
          other.tools.every((tool) => draft.tools.includes(tool)) &&
          intersect(other.region, draft.region) !== null,
      )
      .map(({ id }) => id),
  }));
}

function shareTool(a: Pick<Entry, "tools">, b: Pick<Entry, "tools">): boolean {
  return a.tools.some((tool) => b.tools.includes(tool));
}

function meet(a: Pick<Entry, "region">, b: Pick<Entry, "region">): boolean {
  return intersect(a.region, b.region) !== null;
}
