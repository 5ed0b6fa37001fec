/** What is said of cells that cannot be read, in Dutch and English. */
import type { Attribute, Words } from "@akkoord/policy";
import type { ImportProblem, ImportProblemCode, SkippedPart, WordFix } from "./import-problem.ts";

/** A cell: where it is and what stands in it. */
export interface At {
  readonly cell: string;
  readonly value: string;
}

function problem(
  code: ImportProblemCode,
  { cell, value }: At,
  nl: readonly [message: string, remedy: string],
  en: readonly [message: string, remedy: string],
  fix?: WordFix,
): ImportProblem {
  return {
    code,
    cell,
    value,
    message: { nl: nl[0], en: en[0] },
    remedy: { nl: nl[1], en: en[1] },
    ...(fix === undefined ? {} : { fix }),
  };
}

export function noToolColumn(): ImportProblem {
  return problem(
    "no-tool-column",
    { cell: "", value: "" },
    ["Geen kolom zegt om welk middel het gaat.", "Kies de kolom met de namen van de middelen."],
    ["No column says which tool it is about.", "Choose the column with the names of the tools."],
  );
}

export function noVerdictColumn(): ImportProblem {
  return problem(
    "no-verdict-column",
    { cell: "", value: "" },
    ["Geen kolom zegt wat er mag.", "Kies de kolom met het oordeel, of kies één oordeel voor de hele lijst."],
    [
      "No column says what is allowed.",
      "Choose the column with the verdict, or choose one verdict for the whole list.",
    ],
  );
}

export function unknownAttribute(column: string, attribute: string): ImportProblem {
  return problem(
    "unknown-attribute",
    { cell: column, value: attribute },
    [`De regels kennen het kenmerk “${attribute}” niet.`, "Kies een ander kenmerk voor deze kolom."],
    [`The rules do not know the attribute "${attribute}".`, "Choose another attribute for this column."],
  );
}

export function noTool(at: At): ImportProblem {
  return problem(
    "no-tool",
    at,
    [
      "Hier staat geen middel, maar de rij zegt wel wat er mag.",
      "Vul het middel in, of laat een lege cel ‘zoals hierboven’ betekenen.",
    ],
    [
      "No tool stands here, yet the row says what is allowed.",
      "Fill in the tool, or let an empty cell mean ‘as above’.",
    ],
  );
}

export function similarTool(at: At, word: string, id: string, name: string): ImportProblem {
  return problem(
    "similar-tool",
    at,
    [`“${at.value}” lijkt op ${name}.`, `Kies of dit ${name} is of een nieuw middel.`],
    [`"${at.value}" looks like ${name}.`, `Choose whether this is ${name} or a new tool.`],
    { table: "tools", word, suggestion: id },
  );
}

export function unknownWord(at: At, attribute: Attribute, word: string, near: string | null): ImportProblem {
  const label = attribute.values.find((value) => value.id === near)?.label;
  return problem(
    "unknown-word",
    at,
    [
      `“${word}” is geen bekende waarde van ${attribute.label.nl.toLowerCase()}.`,
      label === undefined
        ? "Kies wat dit woord betekent."
        : `Bedoel je ${label.nl}? Kies wat dit woord betekent.`,
    ],
    [
      `"${word}" is no known value of ${attribute.label.en.toLowerCase()}.`,
      label === undefined
        ? "Choose what this word means."
        : `Do you mean ${label.en}? Choose what this word means.`,
    ],
    { table: { attribute: attribute.id }, word, suggestion: near },
  );
}

export function unclearRange(at: At): ImportProblem {
  return problem(
    "unclear-range",
    at,
    [
      `“${at.value}” zegt niet of de laatste waarde erbij hoort.`,
      "Schrijf ‘t/m’ als die erbij hoort, en anders de waarde ervoor.",
    ],
    [
      `"${at.value}" does not say whether the last value belongs to it.`,
      "Write ‘up to and including’ if so, and otherwise the value before it.",
    ],
  );
}

export function noOrder(at: At, attribute: Attribute): ImportProblem {
  return problem(
    "no-order",
    at,
    [
      `${attribute.label.nl} heeft geen volgorde, dus ‘t/m’ en ‘vanaf’ zeggen hier niets.`,
      "Noem de waarden zelf, met komma's ertussen.",
    ],
    [
      `${attribute.label.en} has no order, so a range says nothing here.`,
      "Name the values themselves, with commas between.",
    ],
  );
}

export function emptyCell(at: At, attribute: Attribute): ImportProblem {
  return problem(
    "empty-cell",
    at,
    [
      `Hier staat niets over ${attribute.label.nl.toLowerCase()}.`,
      "Schrijf ‘alle’ als het voor alles geldt, of kies wat een lege cel in deze kolom betekent.",
    ],
    [
      `Nothing stands here about ${attribute.label.en.toLowerCase()}.`,
      "Write ‘all’ if it holds for everything, or choose what an empty cell means in this column.",
    ],
  );
}

export function unknownVerdict(at: At, word: string, suggestion: string | null): ImportProblem {
  return problem(
    "unknown-verdict",
    at,
    [
      `“${at.value}” zegt niet duidelijk wat er mag.`,
      "Kies wat deze woorden betekenen. Een uitzondering (‘behalve’, ‘alleen’) hoort in een eigen rij.",
    ],
    [
      `"${at.value}" does not clearly say what is allowed.`,
      "Choose what these words mean. An exception (‘except’, ‘only’) belongs in a row of its own.",
    ],
    { table: "verdicts", word, suggestion },
  );
}

export function onlyCrosses(at: At): ImportProblem {
  return problem(
    "only-crosses",
    at,
    [
      "In deze lijst staan alleen kruisjes. Die kunnen ‘mag’ en ‘mag niet’ betekenen.",
      "Kies wat een kruisje betekent.",
    ],
    [
      "This list holds only crosses. Those can mean both ‘allowed’ and ‘not allowed’.",
      "Choose what a cross means.",
    ],
    { table: "verdicts", word: "x", suggestion: null },
  );
}

export function nothingInCommon(at: At, attribute: Attribute): ImportProblem {
  return problem(
    "nothing-in-common",
    at,
    [
      `De rij en de kolom noemen andere waarden van ${attribute.label.nl.toLowerCase()}, dus deze regel geldt nooit.`,
      "Haal de waarde weg uit de rij of uit de kop van de kolom.",
    ],
    [
      `Row and column name different values of ${attribute.label.en.toLowerCase()}, so this rule never holds.`,
      "Take the value out of the row or out of the heading of the column.",
    ],
  );
}

export function notADay(at: At): ImportProblem {
  return problem(
    "impossible-date",
    at,
    [
      `“${at.value}” is geen dag die we kunnen lezen.`,
      "Schrijf de dag als dd-mm-jjjj, bijvoorbeeld 01-02-2025.",
    ],
    [`"${at.value}" is no day that can be read.`, "Write the day as dd-mm-yyyy, for instance 01-02-2025."],
  );
}

export function endsBeforeItBegins(at: At, from: string): ImportProblem {
  return problem(
    "impossible-date",
    at,
    [`De regel eindigt (${at.value}) voordat hij begint (${from}).`, "Zet de vroegste dag bij ‘vanaf’."],
    [`The rule ends (${at.value}) before it begins (${from}).`, "Put the earlier day under ‘from’."],
  );
}

export function errorValue(at: At): ImportProblem {
  return problem(
    "error-value",
    at,
    [
      `In deze cel staat een fout van het rekenblad (${at.value}).`,
      "Herstel de formule, of schrijf de waarde zelf.",
    ],
    [
      `This cell holds an error of the spreadsheet (${at.value}).`,
      "Mend the formula, or write the value itself.",
    ],
  );
}

export function saidTwice(at: At, before: string): SkippedPart {
  return { ...at, reason: { nl: `Zegt hetzelfde als ${before}.`, en: `Says the same as ${before}.` } };
}

export function contradicts(at: At, before: string, said: string): ImportProblem {
  return problem(
    "contradicts",
    at,
    [
      `Deze cel zegt “${at.value}”, maar ${before} zegt voor hetzelfde geval “${said}”.`,
      "Kies welke van de twee klopt en haal de andere weg.",
    ],
    [
      `This cell says "${at.value}", but ${before} says "${said}" for the same case.`,
      "Choose which of the two is right and take out the other.",
    ],
  );
}

export function tooManyRules(most: number): ImportProblem {
  return problem(
    "too-many-rules",
    { cell: "", value: "" },
    [`Dit worden meer dan ${most} regels.`, "Splits de lijst."],
    [`This becomes more than ${most} rules.`, "Split the list."],
  );
}

export const NO_VERDICT: Words = { nl: "Hier staat geen oordeel.", en: "No verdict stands here." };

export function saysNothing(value: string): Words {
  return {
    nl: `“${value}” is geen oordeel, dus wordt dit geen regel.`,
    en: `"${value}" is no verdict, so this becomes no rule.`,
  };
}
