import type { Language } from "../../platform/problem-words.ts";

const WORDS = {
  nl: {
    unrecognised: "Dit doet Akkoord niet.",
    "missing-token": "Log eerst in.",
    "unknown-token": "Je bent niet meer ingelogd. Log opnieuw in.",
    "not-json": "De inhoud is geen geldige JSON.",
    "not-in-room": "Je zit niet in deze ruimte, of ze bestaat niet.",
    "not-yours": "Dit kan alleen voor jezelf.",
    "still-in-room": "Je zit nog in deze ruimte. Verlaat haar eerst.",
    "no-alias": "Ruimtes hebben hier geen adres met een #. Gebruik de uitnodiging.",
    "name-from-directory":
      "Je naam komt uit de personeelsadministratie van je organisatie. Pas hem daar aan.",
    "not-your-picture": "Kies een foto die je zelf hier hebt geplaatst.",
    "login-token": "Deze inlogcode is verlopen of al gebruikt. Begin opnieuw met inloggen.",
    "login-type": "Inloggen gaat hier via je organisatie (m.login.sso).",
    "no-such-provider": "Deze manier van inloggen bestaat hier niet.",
    "no-label":
      "Kies eerst wat er in de ruimte mag komen. Open de ruimte op de pagina van Akkoord, of geef een label mee (nl.akkoord.label).",
    "no-public-rooms": "Ruimtes zijn hier nooit openbaar.",
    "no-room-alias": "Ruimtes hebben hier geen adres met een #.",
    "no-rooms-of-rooms": "Ruimtes van ruimtes (spaces) zijn er hier niet.",
    "no-encryption":
      "Versleuteling van begin tot eind kan hier niet: Akkoord moet kunnen bewaren wat is afgesproken. Zet haar uit in je app.",
    "history-not-open": "Berichten zijn hier nooit te lezen voor wie geen lid is.",
    "join-by-invite": "In een ruimte kom je hier alleen op uitnodiging.",
    "state-not-here": "De app vraagt voor deze ruimte iets dat Akkoord niet kent.",
    "room-version": "Akkoord kent alleen ruimteversie 11.",
    "not-a-colleague":
      "Nodig hier alleen mensen uit die bij Akkoord bekend zijn. Gasten nodig je uit op de pagina van Akkoord.",
    "kept-by-server": "Dit houdt de server zelf bij.",
    "member-by-membership":
      "Gebruik uitnodigen, binnenkomen, verlaten of verwijderen om te veranderen wie er lid is.",
    "rule-name": "Een regel voor meldingen mag niet met een punt beginnen en geen schuine streep hebben.",
    "rule-anchor": "De regel waar deze voor of na moet komen, is er niet.",
    "filter-too-large": "Dit filter is te groot om te bewaren. Stuur het bij elke vraag mee.",
    "room-name": "Ruimte",
  },
  en: {
    unrecognised: "Akkoord does not do this.",
    "missing-token": "Sign in first.",
    "unknown-token": "You are not signed in any more. Sign in again.",
    "not-json": "The body is not valid JSON.",
    "not-in-room": "You are not in this room, or it does not exist.",
    "not-yours": "You can do this only for yourself.",
    "still-in-room": "You are still in this room. Leave it first.",
    "no-alias": "Rooms have no address with a # here. Use the invitation.",
    "name-from-directory": "Your name comes from your organisation's directory. Change it there.",
    "not-your-picture": "Choose a picture that you uploaded here yourself.",
    "login-token": "This login token has expired or was used already. Start signing in again.",
    "login-type": "Sign in through your organisation here (m.login.sso).",
    "no-such-provider": "There is no such way of signing in here.",
    "no-label":
      "First choose what the room may hold. Open the room on Akkoord's own page, or send a label along (nl.akkoord.label).",
    "no-public-rooms": "Rooms are never public here.",
    "no-room-alias": "Rooms have no address with a # here.",
    "no-rooms-of-rooms": "There are no rooms of rooms (spaces) here.",
    "no-encryption":
      "End-to-end encryption is not possible here: Akkoord must be able to keep what was agreed. Switch it off in your app.",
    "history-not-open": "Messages can never be read here by who is no member.",
    "join-by-invite": "One comes into a room by invitation only.",
    "state-not-here": "The app asks something for this room that Akkoord does not know.",
    "room-version": "Akkoord knows room version 11 only.",
    "not-a-colleague": "Invite only people here whom Akkoord knows. Invite guests on Akkoord's own page.",
    "kept-by-server": "The server itself keeps this.",
    "member-by-membership": "Use invite, join, leave or kick to change who is a member.",
    "rule-name": "A push rule must not begin with a dot, and must hold no slash.",
    "rule-anchor": "The rule that this one must come before or after is not there.",
    "filter-too-large": "This filter is too large to keep. Send it along with every request.",
    "room-name": "Room",
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>;

/** What a Matrix application can do wrong, by name. */
export type EdgeProblem = keyof (typeof WORDS)["nl"];

/** The sentence for it, which applications show to people. */
export function edgeWords(problem: EdgeProblem, language: Language): string {
  return WORDS[language][problem];
}
