import type { Reference } from "../compile/diagram.ts";
import type { Point } from "../situation.ts";
import type { AllowedValues } from "./boxes.ts";
import type { Box } from "./finding.ts";
import { NOWHERE } from "./operations.ts";
import type { Space } from "./space.ts";

/**
 * A set of situations: a function that is 1 at its points, all of which can occur. Exact, however many there are.
 * Two regions of one space are the same exactly when their `root` is.
 *
 * @example const gap = space.region(root); gap.situations; [...gap.boxes()]
 */
export class Region {
  readonly space: Space;
  /** The function in `space.store`. */
  readonly root: Reference;

  /** Use `space.region`, which leaves out points that cannot occur. */
  constructor(space: Space, root: Reference) {
    this.space = space;
    this.root = root;
  }

  /** Whether it has no point. */
  get isEmpty(): boolean {
    return this.root === NOWHERE;
  }

  /** How many situations it holds; exact up to 2^53. */
  get situations(): number {
    return this.space.counter.points(this.root);
  }

  /** How many situations it holds; always exact. */
  count(): bigint {
    return this.space.counter.exact(this.root);
  }

  /** Whether a point lies in it. */
  has(point: Point): boolean {
    return this.space.valueAt(this.root, point) === 1;
  }

  and(other: Region): Region {
    return this.#with(this.space.operations.and(this.root, other.root));
  }

  or(other: Region): Region {
    return this.#with(this.space.operations.or(this.root, other.root));
  }

  minus(other: Region): Region {
    return this.#with(this.space.operations.minus(this.root, other.root));
  }

  /** One of its points, from where it is widest: the least special one. The region must not be empty. */
  examplePoint(): Point {
    const { boxFinder, sizes } = this.space;
    const box = boxFinder.widestPath(this.root);
    return Uint8Array.from(sizes, (size, attribute) => {
      const first = boxFinder.firstOf[attribute] ?? 0;
      return Math.max(0, box.subarray(first, first + size).indexOf(1));
    });
  }

  /**
   * Boxes that together are exactly the region, wide ones first. They may overlap. Made one at a time, so a caller may stop.
   *
   * A box may hold points that cannot occur, where that makes it wider: “sign, any host” reads better than “sign, own
   * host” when nobody else can be the host. Apart from those it stays within the region, and no value can be added to it.
   */
  *boxes(): Generator<Box> {
    for (const allowed of this.#cover()) yield this.space.boxOf(allowed);
  }

  /** All its boxes, the one that holds most situations first. */
  allBoxes(): readonly Box[] {
    const { boxFinder, operations, counter, occurs } = this.space;
    return [...this.#cover()]
      .map((allowed) => ({
        box: this.space.boxOf(allowed),
        points: counter.points(operations.and(occurs, boxFinder.regionOf(allowed))),
      }))
      .sort((a, b) => b.points - a.points)
      .map(({ box }) => box);
  }

  #cover(): Generator<AllowedValues> {
    const { boxFinder, operations, impossible } = this.space;
    return boxFinder.cover(this.root, operations.or(this.root, impossible));
  }

  #with(root: Reference): Region {
    return new Region(this.space, root);
  }
}
