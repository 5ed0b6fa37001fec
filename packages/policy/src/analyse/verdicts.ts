import type { Reference } from "../compile/diagram.ts";
import { CONTESTED, RECORD_WORDS } from "../compile/outcome-table.ts";
import { word } from "../compile/tables.ts";
import { strictness } from "../effect.ts";
import { mapper } from "./operations.ts";
import type { Activity, Space } from "./space.ts";

const PERMITTED = strictness("permitted");
const UNSPECIFIED = strictness("unspecified");

/** What the rules of an organisation say of a tool while somebody does something, without why. */
export interface Verdict {
  /** 1 where the tool is open: `permitted` or better. */
  readonly open: Reference;
  /** 1 where it is `discouraged` or `prohibited`. */
  readonly refused: Reference;
  /** 1 where no rule speaks. */
  readonly silent: Reference;
  /** 1 where rules for and against apply together. */
  readonly contested: Reference;
}

/**
 * The verdicts of a space, brought in when they are first asked for. Their functions do not look at the activity any
 * more, and are not limited to what can occur. Equal verdicts are the same object: organisations for which that holds
 * are one class, and whatever is found for one is found for all of them.
 *
 * @example Verdicts.of(space).at(activity, organisation, tool).open
 */
export class Verdicts {
  static readonly #known = new WeakMap<Space, Verdicts>();
  readonly #functionOf: (organisation: number, tool: number, activity: Activity) => Reference;
  readonly #split: (root: Reference) => Verdict;
  readonly #verdicts = new Map<Reference, Verdict>();

  /** The verdicts of a space; each space has one. */
  static of(space: Space): Verdicts {
    const known = Verdicts.#known.get(space) ?? new Verdicts(space);
    Verdicts.#known.set(space, known);
    return known;
  }

  private constructor(space: Space) {
    const { records } = space.compiled.outcomes;
    // The first word of a record is the strictness of the effect, with the mark of a contest.
    this.#functionOf = space.mappedAt((outcome) => word(records, outcome * RECORD_WORDS));
    const effectOf = (value: number): number => value & (CONTESTED - 1);
    const where = (holds: (value: number) => boolean): ((root: Reference) => Reference) =>
      mapper(space.store, (value) => (holds(value) ? 1 : 0));
    const open = where((value) => effectOf(value) <= PERMITTED);
    const refused = where((value) => effectOf(value) > PERMITTED && effectOf(value) !== UNSPECIFIED);
    const silent = where((value) => effectOf(value) === UNSPECIFIED);
    const contested = where((value) => (value & CONTESTED) !== 0);
    // Worked out when asked for: most analyses look at one or two of them.
    this.#split = (root) => ({
      get open() {
        return open(root);
      },
      get refused() {
        return refused(root);
      },
      get silent() {
        return silent(root);
      },
      get contested() {
        return contested(root);
      },
    });
  }

  /** What the rules of an organisation say of a tool, both by index, during an activity. */
  at(activity: Activity, organisation: number, tool: number): Verdict {
    const root = this.#functionOf(organisation, tool, activity);
    const known = this.#verdicts.get(root) ?? this.#split(root);
    this.#verdicts.set(root, known);
    return known;
  }
}
