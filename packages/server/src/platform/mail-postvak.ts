import type { Database } from "./database/database.ts";
import type { App } from "./http/app.ts";
import { escapeHtml, plainPage } from "./http/plain-page.ts";
import { mailPurpose, sealedMail } from "./mail.ts";
import type { MailTables } from "./mail-tables.ts";
import { type Language, preferredLanguage } from "./problem-words.ts";
import type { Seal } from "./sealed.ts";

/** Where mail is read when there is no mail server. */
export const POSTVAK_PATH = "/postvak";

const MOST = 50;

const WORDS = {
  nl: {
    title: "Postvak",
    about:
      "Dit is een demonstratie zonder mailserver. Alle mail die Akkoord zou versturen, staat hier. Iedereen kan haar lezen. In het echt bestaat deze pagina niet.",
    none: "Er is nog geen mail.",
    to: "Aan",
    made: "Gemaakt op",
    unreadable: "Deze mail is met een andere sleutel verzegeld.",
    reload: "Kijk opnieuw",
  },
  en: {
    title: "Mailbox",
    about:
      "This is a demonstration without a mail server. All mail that Akkoord would send, stands here. Anyone can read it. In real use this page does not exist.",
    none: "There is no mail yet.",
    to: "To",
    made: "Made on",
    unreadable: "This mail was sealed with another key.",
    reload: "Look again",
  },
} as const satisfies Record<Language, unknown>;

/** What showing the mailbox needs. */
export interface PostvakParts {
  readonly database: Database;
  readonly seal: Seal;
  readonly publicUrl: () => string;
}

/**
 * Shows the mail that was kept because there is no mail server. Only for the demonstration: whoever can reach this
 * page can follow every link that was meant for somebody else.
 */
export async function postvakRoutes(app: App, parts: PostvakParts): Promise<void> {
  app.get(POSTVAK_PATH, { schema: { hide: true } }, async (request, reply) => {
    const language = preferredLanguage(request.headers["accept-language"]);
    const words = WORDS[language];
    const rows = await parts.database
      .use()
      .$extendTables<MailTables>()
      .selectFrom("outbox_mail")
      .select(["id", "sealed", "made_at"])
      .where("state", "=", "kept")
      .orderBy("made_at", "desc")
      .orderBy("id")
      .limit(MOST)
      .execute();
    const moment = new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", {
      dateStyle: "long",
      timeStyle: "short",
      timeZone: "Europe/Amsterdam",
    });
    const mails = rows.map(({ id, sealed, made_at }) => {
      const mail = open(parts.seal, id, sealed);
      if (mail === null) return `<article><p>${words.unreadable}</p></article>`;
      return (
        `<article aria-labelledby="m-${id}"><h2 id="m-${id}" lang="nl">${escapeHtml(mail.subject)}</h2>` +
        `<p>${words.to}: ${escapeHtml(mail.to)}<br>${words.made} ${escapeHtml(moment.format(made_at))}</p>` +
        `<div lang="nl" style="white-space: pre-wrap; overflow-wrap: anywhere">${withLinks(mail.text, parts.publicUrl())}</div><hr></article>`
      );
    });
    return reply
      .header("Cache-Control", "no-store")
      .type("text/html; charset=utf-8")
      .send(
        plainPage(
          language,
          words.title,
          `<p>${words.about}</p><p><a class="button" href="${POSTVAK_PATH}">${words.reload}</a></p>` +
            (mails.length === 0 ? `<p>${words.none}</p>` : mails.join("\n")),
        ),
      );
  });
}

function open(seal: Seal, id: string, sealed: string | null) {
  try {
    return sealedMail.parse(JSON.parse(seal.open(sealed ?? "", mailPurpose(id))));
  } catch {
    return null;
  }
}

/** Text as HTML, in which addresses of our own can be followed. */
function withLinks(text: string, own: string): string {
  return text
    .split("\n")
    .map((line) =>
      line.startsWith(`${own}/`)
        ? `<a style="color: inherit" href="${escapeHtml(line.slice(own.length))}">${escapeHtml(line)}</a>`
        : escapeHtml(line),
    )
    .join("\n");
}
