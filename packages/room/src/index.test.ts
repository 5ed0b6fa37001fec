import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Everything that a module imports, through all modules of this package that it reaches. */
function importsFrom(start: URL): Set<string> {
  const seen = new Set<string>();
  const others = new Set<string>();
  const visit = (file: URL): void => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/from "([^"]+)"/g))
      if (name.startsWith(".")) visit(new URL(name, file));
      else others.add(name);
  };
  visit(start);
  return others;
}

it("runs in a browser too: the main entry imports nothing of Node", () => {
  expect([...importsFrom(new URL("./index.ts", import.meta.url))]).toEqual(["@noble/hashes/sha2.js"]);
});
