/** What is said of decision tables that cannot be read, in Dutch and English. */
import type { Words } from "@akkoord/policy";
import type { ImportProblem, ImportProblemCode, WordFix } from "../../import/import-problem.ts";

/** A place in a decision table. */
export interface TablePlace {
  readonly table: string;
  /** Number of the rule, from 1; null for the table or column as a whole. */
  readonly rule: number | null;
  /** The column; null for the whole rule. */
  readonly column: string | null;
}

/** A place in a decision table as one text: the table, the number of the rule, the column. */
export function placeText({ table, rule, column }: TablePlace): string {
  return [table, ...(rule === null ? [] : [String(rule)]), ...(column === null ? [] : [column])].join(" · ");
}

function problem(
  code: ImportProblemCode,
  place: TablePlace,
  value: string,
  nl: readonly [message: string, remedy: string],
  en: readonly [message: string, remedy: string],
  fix?: WordFix,
): ImportProblem {
  const { table, rule, column } = place;
  const inDutch = `Tabel “${table}”${rule === null ? "" : `, regel ${rule}`}${column === null ? "" : `, kolom “${column}”`}: `;
  const inEnglish = `Table "${table}"${rule === null ? "" : `, rule ${rule}`}${column === null ? "" : `, column "${column}"`}: `;
  return {
    code,
    cell: placeText(place),
    value,
    message: { nl: `${inDutch}${nl[0]}`, en: `${inEnglish}${en[0]}` },
    remedy: { nl: nl[1], en: en[1] },
    ...(fix === undefined ? {} : { fix }),
  };
}

export function unknownInput(place: TablePlace, value: string): ImportProblem {
  return problem(
    "unknown-input",
    place,
    value,
    ["dit is geen kenmerk dat de regels kennen.", "Zeg in de indeling welk kenmerk dit is, onder ‘inputs’."],
    [
      "this is no attribute that the rules know.",
      "Say in the mapping which attribute this is, under ‘inputs’.",
    ],
  );
}

export function noEffect(place: TablePlace): ImportProblem {
  return problem(
    "unknown-output",
    place,
    "",
    ["geen kolom zegt wat er mag.", "Zeg in de indeling welke uitkomst het oordeel is, onder ‘outputs’."],
    ["no column says what is allowed.", "Say in the mapping which output is the verdict, under ‘outputs’."],
  );
}

export function noToolInTable(place: TablePlace, like: string | null): ImportProblem {
  return problem(
    "no-tool",
    place,
    "",
    [
      `de tabel zegt niet over welk middel ze gaat.${like === null ? "" : ` Misschien ${like}?`}`,
      "Zeg het in de indeling, onder ‘decisions’.",
    ],
    [
      `the table does not say which tool it is about.${like === null ? "" : ` Perhaps ${like}?`}`,
      "Say so in the mapping, under ‘decisions’.",
    ],
  );
}

export function notExpressible(place: TablePlace, value: string): ImportProblem {
  return problem(
    "not-expressible",
    place,
    value,
    [
      `“${value}” kan geen regel worden.`,
      "Gebruik waarden in aanhalingstekens, met komma's ertussen, of not(…). Getallen alleen als de indeling zegt welke waarde ze zijn, onder ‘numbers’.",
    ],
    [
      `"${value}" cannot become a rule.`,
      "Use values in quotes, with commas between, or not(…). Numbers only where the mapping says which value they are, under ‘numbers’.",
    ],
  );
}

export function unknownValue(
  place: TablePlace,
  value: string,
  near: string | null,
  fix?: WordFix,
): ImportProblem {
  return problem(
    "unknown-word",
    place,
    value,
    [
      `“${value}” is geen bekende waarde.`,
      near === null
        ? "Zeg in de indeling wat dit betekent, onder ‘words’."
        : `Bedoel je “${near}”? Zeg het in de indeling, onder ‘words’.`,
    ],
    [
      `"${value}" is no known value.`,
      near === null
        ? "Say in the mapping what this means, under ‘words’."
        : `Do you mean "${near}"? Say so in the mapping, under ‘words’.`,
    ],
    fix,
  );
}

export function unknownEffect(place: TablePlace, value: string, fix?: WordFix): ImportProblem {
  return problem(
    "unknown-verdict",
    place,
    value,
    [`“${value}” zegt niet wat er mag.`, "Zeg in de indeling wat dit betekent, onder ‘words’, ‘verdicts’."],
    [
      `"${value}" does not say what is allowed.`,
      "Say in the mapping what this means, under ‘words’, ‘verdicts’.",
    ],
    fix,
  );
}

export function policyNotKept(place: TablePlace, policy: string): ImportProblem {
  return problem(
    "not-expressible",
    place,
    policy,
    [
      `de werkwijze ${policy} kan niet in regels worden uitgedrukt.`,
      "Gebruik UNIQUE, ANY, FIRST, PRIORITY, of COLLECT zonder optelling.",
    ],
    [
      `the hit policy ${policy} cannot be expressed in rules.`,
      "Use UNIQUE, ANY, FIRST, PRIORITY, or COLLECT without aggregation.",
    ],
  );
}

export function overlaps(place: TablePlace, other: number, policy: string): ImportProblem {
  return problem(
    "contradicts",
    place,
    policy,
    [
      `deze regel geldt tegelijk met regel ${other}${policy === "ANY" ? " en zegt iets anders" : ""}. Dat mag niet bij ${policy}.`,
      "Maak de twee regels verschillend, of kies FIRST als de bovenste voorgaat.",
    ],
    [
      `this rule holds together with rule ${other}${policy === "ANY" ? " and says otherwise" : ""}. ${policy} does not allow that.`,
      "Make the two rules differ, or choose FIRST if the upper one goes first.",
    ],
  );
}

export function noPriorities(place: TablePlace): ImportProblem {
  return problem(
    "not-expressible",
    place,
    "PRIORITY",
    ["de tabel zegt niet welke uitkomst voorgaat.", "Noem de uitkomsten op volgorde (outputValues)."],
    ["the table does not say which output goes first.", "List the outputs in order (outputValues)."],
  );
}

export const NOT_A_TABLE: Words = {
  nl: "Deze beslissing is geen tabel, maar een berekening. Die wordt geen regel.",
  en: "This decision is no table but a computation. It becomes no rule.",
};

export const LEFT_OUT: Words = {
  nl: "De indeling laat deze tabel weg.",
  en: "The mapping leaves this table out.",
};

export const RAW_RULES: Words = {
  nl: "Deze tabel noemt de regels waar de beslissingen vandaan komen. De beslissingen zelf staan in de andere tabel.",
  en: "This table lists the rules that the decisions come from. The decisions themselves stand in the other table.",
};

export const OTHERS_ORGANISATION: Words = {
  nl: "Deze regel gaat over een andere organisatie.",
  en: "This rule is about another organisation.",
};

export const OUTPUT_NOT_USED: Words = {
  nl: "Deze uitkomst wordt niet gebruikt: de regels kennen haar niet.",
  en: "This output is not used: the rules do not know it.",
};

export const SAYS_NOTHING: Words = {
  nl: "Hier staat geen oordeel, dus is er geen regel nodig.",
  en: "No verdict stands here, so no rule is needed.",
};
