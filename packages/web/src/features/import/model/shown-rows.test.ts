import { expect, test } from "vitest";
import { shownRows } from "./shown-rows.ts";

test("the first rows are shown, and further down those with something wrong", () => {
  expect(shownRows(1, 500, ["B77", "C3", "Tabel · 1"])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 76]);
  expect(shownRows(1, 3, ["A900"])).toEqual([0, 1, 2]);
});

test("there are never more than a person can look through", () => {
  const cells = Array.from({ length: 5_000 }, (_, row) => `A${row + 1}`);
  expect(shownRows(0, 5_000, cells)).toHaveLength(60);
});
