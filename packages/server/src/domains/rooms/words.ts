import type { Refusal, Words } from "./model.ts";

/** Refusals that no rule of an organisation is behind. */
type PlainCode = "power" | "not-a-member" | "room-paused" | "access-shut";

const SENTENCES: Readonly<Record<PlainCode, Words>> = {
  power: {
    nl: "Je hebt hier niet genoeg rechten voor. Vraag de eigenaar van de ruimte.",
    en: "You do not have the rights for this here. Ask the owner of the room.",
  },
  "not-a-member": {
    nl: "Je zit niet in deze ruimte. Vraag iemand in de ruimte om je uit te nodigen.",
    en: "You are not in this room. Ask someone in the room to invite you.",
  },
  "room-paused": {
    nl: "Deze ruimte staat stil. Zolang dat zo is kan niemand er schrijven.",
    en: "This room is paused. Nobody can write in it until that is solved.",
  },
  "access-shut": {
    nl: "Deze ruimte staat stil en je hebt er nu geen toegang toe.",
    en: "This room is paused and you have no access to it now.",
  },
};

/** Why nobody writes in a room that nobody leads. */
export function ownerlessRefusal(): Refusal {
  return {
    ...plainRefusal("room-paused"),
    sentence: {
      nl: "Deze ruimte heeft geen eigenaar meer. Totdat er een nieuwe is kan niemand er schrijven. Vraag de recordbeheerder van de organisatie waar de ruimte staat om er een aan te wijzen.",
      en: "This room has no owner any more. Nobody can write in it until there is a new one. Ask the records manager of the organisation that hosts the room to appoint one.",
    },
  };
}

/** A refusal without a rule behind it. */
export function plainRefusal(code: PlainCode, resolvers: Refusal["resolvers"] = []): Refusal {
  return {
    code,
    sentence: SENTENCES[code],
    organisation: null,
    rules: [],
    alternatives: [],
    changes: [],
    referral: null,
    missing: [],
    resolvers,
  };
}
