import type { OutcomeEffect, SituationProblem } from "@akkoord/policy";
import { VALUE_WORDS } from "./draft-words.ts";
import type { ScenarioWords } from "./scenario-difference.ts";

/** How an answer differs from what a scenario expects, in Dutch. */
export const scenarioWordsNl: ScenarioWords = {
  effect: ({ tool, expected, got }) =>
    `${tool}: verwacht ‘${effectWords(expected)}’, maar nu ${got.map((effect) => `‘${effectWords(effect)}’`).join(" of ")}.`,
  "no-such-tool": ({ tool, expected }) =>
    `${tool}: verwacht ‘${effectWords(expected)}’, maar dit middel bestaat niet.`,
  common: ({ expected, got }) => `Samen te gebruiken: verwacht ${list(expected)}, maar nu ${list(got)}.`,
  duty: ({ tool, id }) => `${tool}: de plicht ‘${id}’ ontbreekt.`,
  tip: ({ tool, id }) => `${tool}: de tip ‘${id}’ ontbreekt.`,
  situation: (problem) => situationWords(problem),
  unaskable: () => "De regels kunnen deze vraag niet beantwoorden. Pas het voorbeeld aan.",
};

function effectWords(effect: OutcomeEffect): string {
  return effect === "unspecified" ? "geen regel" : VALUE_WORDS[effect].nl.toLowerCase();
}

function list(ids: readonly string[]): string {
  return ids.join(", ") || "niets";
}

function situationWords({ code, attribute, value, nearest }: SituationProblem): string {
  const meant = nearest === null ? "Kies iets anders." : `Bedoel je ‘${nearest}’?`;
  switch (code) {
    case "unknown-attribute":
      return `Het kenmerk ‘${value}’ bestaat niet. ${meant}`;
    case "unknown-value":
      return `De waarde ‘${value}’ bij ‘${attribute}’ bestaat niet. ${meant}`;
    case "unknown-participant":
      return `De deelnemer ‘${value}’ bestaat niet. ${meant}`;
    case "impossible-date":
      return `‘${value}’ is geen dag die bestaat. Schrijf de dag als jjjj-mm-dd.`;
    case "not-in-period":
      return `De deelnemer ‘${value}’ bestond op die dag niet. Kies een andere dag of deelnemer.`;
    case "cannot-occur":
      return `Deze situatie kan niet: ${value}. Laat één ervan weg.`;
    case "no-asker":
      return `‘${value}’ kan de vraag niet stellen, want die heeft hier geen eigen regels. Noem eerst een organisatie.`;
    case "double-participant":
      return `De deelnemer ‘${value}’ staat er twee keer. Haal er één weg.`;
    case "too-many-participants":
      return `Er doen te veel partijen mee: ${value}. Haal er een paar weg.`;
  }
}
