import {
  type Place,
  problemOf,
  type RuleProblem,
  type SourceDocument,
  type SourceNode,
} from "@akkoord/policy";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** Larger files are refused before they are read: no honest policy file comes near. */
export const MOST_BYTES = 2_000_000;

/** Nobody reads more errors than these; broken text can hold thousands. */
const MOST_ERRORS = 100;

/**
 * Reads one YAML text into a document that knows the place of every value.
 * Syntax errors, double keys and references (`*alias`) become problems with their place; nothing is thrown.
 *
 * @param file the name to show in errors.
 */
export function readYaml(file: string, text: string): SourceDocument {
  if (text.length > MOST_BYTES) {
    const place = { line: 1, column: 1 };
    const problem = problemOf("file-too-large", { most: MOST_BYTES }, { file, ...place, key: null });
    return { file, root: { kind: "map", entries: [], place }, problems: [problem] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: "1.2",
    schema: "core",
    // Checked below: the library compares every key with every other one, which takes minutes for a hostile text.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: RuleProblem[] = document.errors.slice(0, MOST_ERRORS).map(({ code, message, pos }) => {
    const place = { file, ...placeOf(pos[0]), key: null };
    return message.includes("call stack")
      ? problemOf("too-deep", {}, place)
      : problemOf("not-yaml", { fault: code, detail: message }, place);
  });
  const empty: SourceNode = { kind: "map", entries: [], place: { line: 1, column: 1 } };
  if (problems.length > 0 || document.contents === null) return { file, root: empty, problems };

  const convert = (node: Node | null, fallback: Place): SourceNode => {
    const place = node?.range ? placeOf(node.range[0]) : fallback;
    if (isMap(node)) {
      const known = new Set<string>();
      return {
        kind: "map",
        place,
        entries: node.items.map((pair) => {
          const scalarKey = isScalar(pair.key) ? pair.key : null;
          const keyPlace = scalarKey?.range ? placeOf(scalarKey.range[0]) : place;
          const key = String(scalarKey?.value ?? "");
          if (known.has(key)) problems.push(problemOf("key-twice", { key }, { file, ...keyPlace, key }));
          known.add(key);
          return { key, place: keyPlace, value: convert(asNode(pair.value), keyPlace) };
        }),
      };
    }
    if (isSeq(node))
      return { kind: "list", place, items: node.items.map((item) => convert(asNode(item), place)) };
    if (isScalar(node)) return { kind: "scalar", place, value: scalar(node.value) };
    if (isAlias(node)) problems.push(problemOf("reference", {}, { file, ...place, key: null }));
    return { kind: "scalar", place, value: null };
  };
  const root = convert(document.contents, { line: 1, column: 1 });
  return { file, root, problems };
}

function asNode(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;
}

function scalar(value: unknown): string | number | boolean | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
