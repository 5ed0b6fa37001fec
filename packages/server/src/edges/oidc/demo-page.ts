import type { DemoPerson } from "../../domains/directory/demo-people.ts";
import type { Role } from "../../platform/actor.ts";
import { escapeHtml, plainPage } from "../../platform/http/plain-page.ts";
import type { Language } from "../../platform/problem-words.ts";

const WORDS = {
  nl: {
    title: "Kies wie je bent",
    intro: "Dit is een demonstratie. De mensen hieronder bestaan niet. Kies een van hen om mee in te loggen.",
    legend: "Demopersonen",
    cancel: "Terug zonder inloggen",
    problemTitle: "Inloggen is niet gelukt",
    problem: "Deze inlogpagina is verlopen of al gebruikt. Ga terug en begin opnieuw.",
    again: "Opnieuw inloggen",
    roles: {
      "civil-servant": "ambtenaar",
      "security-officer": "beveiligingsfunctionaris (CISO)",
      coordinator: "coördinator van het Rijk (CIO Rijk)",
      "records-manager": "archivaris",
      "information-officer": "Woo-functionaris",
      auditor: "auditor",
      operator: "beheerder",
    },
  },
  en: {
    title: "Choose who you are",
    intro: "This is a demonstration. The people below do not exist. Choose one of them to sign in as.",
    legend: "Demo people",
    cancel: "Back without signing in",
    problemTitle: "Signing in did not work",
    problem: "This sign-in page has expired or was used already. Go back and start again.",
    again: "Sign in again",
    roles: {
      "civil-servant": "civil servant",
      "security-officer": "security officer (CISO)",
      coordinator: "government-wide coordinator",
      "records-manager": "records manager",
      "information-officer": "information officer",
      auditor: "auditor",
      operator: "operator",
    },
  },
} as const satisfies Record<Language, { roles: Record<Role, string>; [word: string]: unknown }>;

/** The page on which a visitor chooses which made-up person to be. Works without script. */
export function choosePersonPage(language: Language, action: string, people: readonly DemoPerson[]): string {
  const words = WORDS[language];
  const choices = people.map(
    ({ id, name, organisation, roles }) =>
      `<li><button name="person" value="${escapeHtml(id)}"><strong>${escapeHtml(name)}</strong> ` +
      `<span class="what">${escapeHtml(organisation.toUpperCase())}, ${roles.map((role) => escapeHtml(words.roles[role])).join(", ")}</span></button></li>`,
  );
  return plainPage(
    language,
    words.title,
    `<p>${words.intro}</p>
<form method="post" action="${escapeHtml(action)}">
<h2 id="people">${words.legend}</h2>
<ul aria-labelledby="people">${choices.join("\n")}</ul>
<button name="person" value="">${words.cancel}</button>
</form>`,
  );
}

/** The page for a sign-in that ran out or was tampered with. */
export function demoProblemPage(language: Language): string {
  const words = WORDS[language];
  return plainPage(
    language,
    words.problemTitle,
    `<p>${words.problem}</p><p><a class="button" href="/sign-in">${words.again}</a></p>`,
  );
}
