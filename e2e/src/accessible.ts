import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** WCAG 2.0 to 2.2, levels A and AA. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The rules of those that look at colours and sizes: a page that was checked can break them in another look alone. */
const OF_LOOKS = ["color-contrast", "link-in-text-block", "target-size"];

/**
 * What axe finds wrong with a page by WCAG 2.0 to 2.2, levels A and AA: the rule, and where.
 *
 * @param what everything, or what can differ in the looks of a page of which everything was checked in another
 */
export async function violations(
  page: Page,
  what: "everything" | "looks" = "everything",
): Promise<readonly string[]> {
  // Our pages hold no frames of others, for which the other mode opens a page of its own each time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations: found } = await (what === "everything"
    ? axe.withTags(WCAG)
    : axe.withRules(OF_LOOKS)
  ).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** By how many pixels a page is wider than the screen. */
export function tooWideBy(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
