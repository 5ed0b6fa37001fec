import type { Attribute } from "@akkoord/policy";
import type { Workplace } from "../../../platform/actor.ts";
import { escapeHtml, plainPage } from "../../../platform/http/plain-page.ts";
import type { Language } from "../../../platform/problem-words.ts";

const WORDS = {
  nl: {
    title: "Verbind een app met Akkoord",
    intro: "Je verbindt deze app met je account. Daarna kan de app alles lezen en schrijven in jouw ruimtes.",
    who: "Je bent ingelogd als",
    other: "Dat ben ik niet",
    app: "De app zit op",
    own: "Deze app staat op je eigen apparaat",
    doubt: "Ken je deze app niet, of wilde je geen app verbinden? Stop dan hier.",
    ask: "Akkoord moet weten hoe je werkt. Daar hangt van af wat er mag.",
    device: "Op welk apparaat gebruik je de app?",
    location: "Waar gebruik je de app meestal?",
    role: "Wat is je functie?",
    unsaid: "Dat zeg ik liever niet",
    agree: "Verbind de app",
    stop: "Stop",
    wait: "Een ogenblik",
    waitText: "Je gaat zo verder.",
    go: "Verder",
    again: "Opnieuw inloggen",
    notSignedIn: "Je bent niet ingelogd",
    notSignedInText: "Log in en probeer het opnieuw.",
  },
  en: {
    title: "Connect an app with Akkoord",
    intro:
      "You connect this app with your account. The app can then read and write everything in your rooms.",
    who: "You are signed in as",
    other: "That is not me",
    app: "The app is at",
    own: "This app is on your own device",
    doubt: "Do you not know this app, or did you not want to connect one? Then stop here.",
    ask: "Akkoord needs to know how you work. What is allowed depends on it.",
    device: "On which device do you use the app?",
    location: "Where do you mostly use the app?",
    role: "What is your role?",
    unsaid: "I would rather not say",
    agree: "Connect the app",
    stop: "Stop",
    wait: "One moment",
    waitText: "You will go on in a moment.",
    go: "Go on",
    again: "Sign in again",
    notSignedIn: "You are not signed in",
    notSignedInText: "Sign in and try again.",
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>;

const STYLE = `<style>
  dt { font-weight: 600; }
  dd { margin: 0 0 0.75rem; overflow-wrap: anywhere; }
  fieldset { margin: 0 0 1.5rem; padding: 0; border: 0; }
  legend { font-weight: 600; padding: 0; margin-block-end: 0.25rem; }
  label { display: flex; gap: 0.75rem; align-items: center; min-block-size: 2.75rem; }
  input { inline-size: 1.25rem; block-size: 1.25rem; flex: none; }
  button { margin-block-end: 0.5rem; }
  button.main { font-weight: 600; }
  a.inline { display: inline-flex; align-items: center; min-block-size: 2.75rem; color: LinkText; }
</style>`;

/** What the page shows and asks. */
export interface ConnectPage {
  readonly person: string;
  readonly app: { readonly name: string; readonly href: string; readonly isSite: boolean };
  readonly device: Attribute;
  readonly location: Attribute;
  /** Null where no rule looks at it. */
  readonly role: Attribute | null;
  /** What they said before. */
  readonly said: Workplace;
  readonly csrfToken: string;
  readonly action: string;
  /** Where somebody else signs in. */
  readonly signInAsOther: string;
}

/** The page on which somebody agrees to an application and says how they work. Works without script. */
export function connectPage(language: Language, page: ConnectPage): string {
  const words = WORDS[language];
  const choice = (attribute: Attribute, legend: string, said: string | null) => {
    const options = [
      ...attribute.values.map(({ id, label }) => ({ value: id, text: label[language] })),
      { value: "", text: words.unsaid },
    ];
    return `<fieldset><legend>${legend}</legend>${options
      .map(
        ({ value, text }) =>
          `<label><input type="radio" name="${attribute.id}" value="${escapeHtml(value)}"` +
          ` required${value === said ? " checked" : ""}> <span>${escapeHtml(text)}</span></label>`,
      )
      .join("")}</fieldset>`;
  };
  return plainPage(
    language,
    words.title,
    `${STYLE}<p>${words.intro}</p>
<dl><dt>${page.app.isSite ? words.app : words.own}</dt>
<dd><strong>${escapeHtml(page.app.name)}</strong><br>${escapeHtml(page.app.href)}</dd>
<dt>${words.who}</dt><dd><strong>${escapeHtml(page.person)}</strong><br>
<a class="inline" href="${escapeHtml(page.signInAsOther)}">${words.other}</a></dd></dl>
<p>${words.doubt}</p>
<form method="post" action="${escapeHtml(page.action)}">
<input type="hidden" name="csrfToken" value="${escapeHtml(page.csrfToken)}">
<input type="hidden" name="redirectUrl" value="${escapeHtml(page.app.href)}">
<p>${words.ask}</p>
${choice(page.device, words.device, page.said.device)}
${choice(page.location, words.location, page.said.location)}
${page.role === null ? "" : choice(page.role, words.role, page.said.role)}
<button class="main" name="agree" value="yes">${words.agree}</button>
<button name="agree" value="no" formnovalidate>${words.stop}</button>
</form>`,
  );
}

/** A page that at once goes on to another of ours, by the header `Refresh` that goes with it. */
export function stepPage(language: Language, onward: string): string {
  const words = WORDS[language];
  const address = escapeHtml(onward);
  return plainPage(
    language,
    words.wait,
    `<p>${words.waitText}</p><p><a class="button" href="${address}">${words.go}</a></p>`,
  );
}

/** The page for who is not signed in after all. */
export function notSignedInPage(language: Language, signIn: string): string {
  const words = WORDS[language];
  return plainPage(
    language,
    words.notSignedIn,
    `<p>${words.notSignedInText}</p><p><a class="button" href="${escapeHtml(signIn)}">${words.again}</a></p>`,
  );
}

/** The page that says that an application cannot be connected. */
export function refusedPage(language: Language, title: string, detail: string): string {
  return plainPage(language, title, `<p>${escapeHtml(detail)}</p>`);
}
