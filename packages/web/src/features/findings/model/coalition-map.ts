/** A coalition that has no tool in common. */
export interface Coalition {
  readonly id: string;
  readonly organisations: readonly string[];
}

/** Organisations that lack a common tool with the very same others. */
export interface MapGroup {
  readonly organisations: readonly string[];
  /** They lack one with each other too: the finding of two of them. */
  readonly within: string | null;
}

/** Which organisations have no tool in common, two by two. */
export interface CoalitionMap {
  readonly groups: readonly MapGroup[];
  /** Per group and group the finding of some pair of them, or null where every pair has a tool in common. */
  readonly cells: readonly (readonly (string | null)[])[];
  /** Organisations that have a tool in common with every single other. */
  readonly without: readonly string[];
  /** Coalitions of three and more whose pairs do have one. */
  readonly larger: readonly Coalition[];
}

/**
 * Draws the map of coalition gaps. Organisations in the same position are taken together, so that a map of thirty
 * stays readable.
 *
 * @param organisations all, in the order to show them
 */
export function coalitionMap(organisations: readonly string[], gaps: readonly Coalition[]): CoalitionMap {
  const partners = new Map<string, Map<string, string>>(organisations.map((id) => [id, new Map()]));
  for (const { id, organisations: members } of gaps) {
    const [a, b] = members;
    if (members.length !== 2 || a === undefined || b === undefined) continue;
    partners.get(a)?.set(b, id);
    partners.get(b)?.set(a, id);
  }
  const gapOf = (a: string, b: string): string | null => partners.get(a)?.get(b) ?? null;
  const involved = organisations.filter((id) => (partners.get(id)?.size ?? 0) > 0);
  const groups: string[][] = [];
  for (const id of involved) {
    const group = groups.find(([first = ""]) => inSamePosition(first, id, involved, gapOf));
    if (group === undefined) groups.push([id]);
    else group.push(id);
  }
  return {
    groups: groups.map((members) => ({ organisations: members, within: pairWithin(members, gapOf) })),
    cells: groups.map((row) =>
      groups.map((column) =>
        row === column ? pairWithin(row, gapOf) : gapOf(row[0] ?? "", column[0] ?? ""),
      ),
    ),
    without: organisations.filter((id) => !involved.includes(id)),
    larger: gaps.filter(({ organisations: members }) => members.length > 2),
  };
}

function pairWithin(
  [first, second]: readonly string[],
  gapOf: (a: string, b: string) => string | null,
): string | null {
  return first === undefined || second === undefined ? null : gapOf(first, second);
}

function inSamePosition(
  a: string,
  b: string,
  all: readonly string[],
  gapOf: (a: string, b: string) => string | null,
): boolean {
  return all.every(
    (other) => other === a || other === b || (gapOf(a, other) === null) === (gapOf(b, other) === null),
  );
}
