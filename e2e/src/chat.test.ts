import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { openSite, type Site, signedIn, type Visit } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const SMALLEST = { viewport: { width: 320, height: 640 } };
const INTERNAL = { information: "internal", personalData: "none" };
const CONFIDENTIAL = { information: "confidential", personalData: "none" };

type Options = NonNullable<Parameters<typeof signedIn>[3]>;

/** Asks the server something as who is signed in on a page. */
async function ask(page: Page, method: string, path: string, body?: unknown): Promise<unknown> {
  const { status, text } = await page.evaluate(
    async ([method, path, body]) => {
      const { csrfToken } = await (await fetch("/v1/session")).json();
      const answer = await fetch(path, {
        method,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken },
        ...(body === "" ? {} : { body }),
      });
      return { status: answer.status, text: await answer.text() };
    },
    [method, path, body === undefined ? "" : JSON.stringify(body)] as const,
  );
  if (status >= 400) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return text === "" ? null : JSON.parse(text);
}

/** The text at a path in an answer. */
function textAt(answer: unknown, ...keys: readonly string[]): string {
  const value = keys.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    answer,
  );
  if (typeof value !== "string") throw new Error(`no text at ${keys.join(".")}`);
  return value;
}

/** A room with two people in it, each with the room open in a browser of their own. */
async function twoInARoom(
  name: string,
  { label = INTERNAL, options = {} }: { readonly label?: typeof INTERNAL; readonly options?: Options } = {},
): Promise<{ readonly noor: Visit; readonly bram: Visit; readonly room: string; readonly path: string }> {
  const noor = await signedIn(site, "Noor Demo", "/over", options);
  const bram = await signedIn(site, "Bram Demo", "/over", options);
  const session = await ask(bram.page, "GET", "/v1/session");
  for (const { page } of [noor, bram])
    await ask(page, "PUT", "/v1/session/workplace", { device: "managed-workstation", location: null });
  const opened = await ask(noor.page, "POST", "/v1/rooms", {
    name,
    label,
    purpose: { text: "Om te praten", activity: null },
    category: null,
    invite: [textAt(session, "person", "id")],
  });
  const room = textAt(opened, "id");
  await ask(bram.page, "POST", `/v1/rooms/${encodeURIComponent(room)}/_join`, {});
  const path = `/ruimtes/${encodeURIComponent(room)}`;
  for (const { page } of [noor, bram]) {
    await page.goto(new URL(path, site.url).href);
    await log(page).waitFor();
  }
  return { noor, bram, room, path };
}

const log = (page: Page) => page.getByRole("log", { name: /^Berichten in (?!dit)/ });
const field = (page: Page) => page.getByRole("textbox", { name: "Schrijf een bericht" });
const message = (page: Page, text: string) => log(page).getByRole("article").filter({ hasText: text });

async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press("Control+Enter");
}

/** What the messages that are in the page say, in order. */
function texts(page: Page): Promise<readonly string[]> {
  return log(page).locator(".chat-text").allInnerTexts();
}

/** Opens the sheet about a message. */
async function more(page: Page, text: string): Promise<void> {
  await message(page, text).first().hover();
  await message(page, text).first().getByRole("button", { name: "Meer bij dit bericht" }).click();
  await page.getByRole("dialog", { name: "Bij dit bericht" }).waitFor();
}

async function close(...visits: readonly Visit[]): Promise<void> {
  for (const { errors, context } of visits) {
    expect(errors).toEqual([]);
    await context.close();
  }
}

describe("a conversation", () => {
  it("carries what people write: replies, signs, edits with their history, names and removals", async () => {
    const { noor, bram } = await twoInARoom("Woondeal");
    await say(noor.page, "Ik heb de tweede versie klaargezet.");
    await message(bram.page, "tweede versie").waitFor();
    await say(bram.page, "Paragraaf 3 klopt nog niet.");
    await message(noor.page, "Paragraaf 3").waitFor();

    await message(noor.page, "Paragraaf 3").hover();
    await message(noor.page, "Paragraaf 3").getByRole("button", { name: "Antwoord", exact: true }).click();
    await noor.page.getByText("Je antwoordt Bram Demo").waitFor();
    await say(noor.page, "Dan wacht ik even.");
    const reply = message(bram.page, "Dan wacht ik even.");
    await reply.getByRole("button", { name: /Antwoord op Bram Demo: Paragraaf 3/ }).waitFor();

    await more(bram.page, "Dan wacht ik even.");
    await bram.page.getByRole("button", { name: "Eens", exact: true }).click();
    await message(noor.page, "Dan wacht ik even.").getByRole("button", { name: "Eens: 1 keer" }).click();
    await message(bram.page, "Dan wacht ik even.")
      .getByRole("button", { name: "Eens: 2 keer, ook van jou" })
      .click();
    await message(noor.page, "Dan wacht ik even.")
      .getByRole("button", { name: "Eens: 1 keer, ook van jou" })
      .waitFor();

    await more(noor.page, "Dan wacht ik even.");
    await noor.page.getByRole("button", { name: "Bewerk", exact: true }).click();
    await noor.page.getByText("Je bewerkt je bericht").waitFor();
    expect(await field(noor.page).inputValue()).toBe("Dan wacht ik even.");
    await say(noor.page, "Dan wacht ik tot morgen.");
    await message(bram.page, "tot morgen")
      .getByRole("button", { name: /bewerkt/ })
      .click();
    const history = bram.page.getByRole("dialog", { name: "Eerdere versies" });
    await history.getByText("Dan wacht ik even.").waitFor();
    await bram.page.keyboard.press("Escape");

    await field(noor.page).pressSequentially("Kijk jij, @br");
    await noor.page.getByRole("option", { name: /Bram Demo/ }).waitFor();
    await noor.page.keyboard.press("Enter");
    await noor.page.keyboard.type("alsjeblieft?");
    await noor.page.keyboard.press("Enter");
    await message(bram.page, "Kijk jij, @Bram Demo alsjeblieft?").getByText("Noemt jou").waitFor();

    await more(noor.page, "tweede versie");
    await noor.page.getByRole("button", { name: "Verwijder", exact: true }).click();
    await noor.page
      .getByRole("dialog", { name: "Verwijder dit bericht?" })
      .getByRole("button", { name: "Verwijder" })
      .click();
    await message(bram.page, "De schrijver heeft dit bericht verwijderd.").waitFor();
    expect(await log(bram.page).getByText("tweede versie").count()).toBe(0);

    // Who looks at the end of the conversation has read it.
    await bram.page.bringToFront();
    await expect
      .poll(
        async () => {
          await more(noor.page, "Kijk jij");
          await noor.page.getByRole("button", { name: "Wie heeft dit gelezen?" }).click();
          const read = await noor.page.getByRole("dialog").getByText("Bram Demo").count();
          await noor.page.keyboard.press("Escape");
          return read;
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    await close(noor, bram);
  }, 120_000);

  it("has threads beside it, which count in the conversation itself", async () => {
    const { noor, bram } = await twoInARoom("Zijgesprek");
    await say(noor.page, "Welke cijfers gebruiken we?");
    await message(bram.page, "Welke cijfers").waitFor();
    await message(bram.page, "Welke cijfers").hover();
    await message(bram.page, "Welke cijfers").getByRole("button", { name: "Begin een zijgesprek" }).click();
    const thread = (page: Page) => page.getByRole("complementary", { name: "Zijgesprek" });
    await thread(bram.page).getByRole("textbox", { name: "Schrijf een antwoord" }).fill("Die van maart.");
    await bram.page.keyboard.press("Enter");
    await message(noor.page, "Welke cijfers")
      .getByRole("button", { name: /^1 antwoord/ })
      .click();
    await thread(noor.page).getByText("Die van maart.").waitFor();
    await thread(noor.page)
      .getByRole("textbox", { name: "Schrijf een antwoord" })
      .fill("Akkoord, die van maart.");
    await noor.page.keyboard.press("Enter");
    await thread(bram.page).getByText("Akkoord, die van maart.").waitFor();
    await message(bram.page, "Welke cijfers")
      .getByRole("button", { name: /^2 antwoorden/ })
      .waitFor();
    // What is said in a thread stays out of the conversation.
    expect(await texts(noor.page)).toEqual(["Welke cijfers gebruiken we?"]);
    expect(await violations(noor.page)).toEqual([]);
    await thread(noor.page).getByRole("textbox").press("Escape");
    await thread(noor.page).waitFor({ state: "detached" });
    await close(noor, bram);
  });

  it("shows where what is new begins, who is writing, and what was not read elsewhere", async () => {
    const { noor, bram, path } = await twoInARoom("Nieuw");
    await say(noor.page, "Dit lees je nog.");
    await message(bram.page, "Dit lees je nog.").waitFor();
    // His own message is where he was.
    await say(bram.page, "Ik ben even weg.");
    await message(noor.page, "Ik ben even weg.").waitFor();
    await bram.page.goto(new URL("/over", site.url).href);
    await field(noor.page).pressSequentially("En nu dit");
    await say(noor.page, "Dit is nieuw.");
    await say(noor.page, "En dit ook.");
    await bram.page.goto(new URL(path, site.url).href);
    await message(bram.page, "En dit ook.").waitFor();
    await log(bram.page).getByText("Nieuw", { exact: true }).waitFor();
    const order = await log(bram.page).locator(".chat-new, .chat-text").allInnerTexts();
    expect(order).toEqual(["Dit lees je nog.", "Ik ben even weg.", "Nieuw", "Dit is nieuw.", "En dit ook."]);
    await field(noor.page).pressSequentially("Wacht");
    await bram.page.getByText("Noor Demo schrijft …").waitFor();
    await close(noor, bram);
  });
});

describe("a line that is lost", () => {
  it("loses and doubles nothing: what was written without a network goes in order when it is back", async () => {
    const { noor, bram } = await twoInARoom("Trein", { options: PHONE });
    await say(noor.page, "Nog op het station.");
    await message(bram.page, "Nog op het station.").waitFor();
    await noor.context.setOffline(true);
    await noor.page.getByText(/Wat je schrijft, blijft op dit apparaat/).waitFor();
    const written = ["Eerste uit de trein.", "Tweede uit de trein.", "Derde uit de trein."];
    for (const text of written) await say(noor.page, text);
    await message(noor.page, "Derde").getByText("Wacht op verbinding").waitFor();
    await say(bram.page, "Ben je er nog?");
    expect(await violations(noor.page)).toEqual([]);
    expect(await tooWideBy(noor.page)).toBeLessThanOrEqual(0);
    await noor.context.setOffline(false);
    await message(bram.page, "Derde").waitFor();
    const all = ["Nog op het station.", "Ben je er nog?", ...written];
    expect(await texts(bram.page)).toEqual(all);
    await expect.poll(() => texts(noor.page)).toEqual(all);
    await expect.poll(() => log(noor.page).getByText("Wacht op verbinding").count()).toBe(0);
    await close(noor, bram);
  });

  it("keeps what was not sent on the device over a reload, until the server has it or somebody signs out", async () => {
    const { noor, bram } = await twoInARoom("Bewaard");
    const sends = /\/send\/m\.room\.message\//;
    // The line takes the question and loses the answer: nobody knows whether it came through.
    await noor.page.route(sends, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await say(noor.page, "Kwam dit aan?");
    await message(bram.page, "Kwam dit aan?").waitFor();
    await noor.page.unrouteAll({ behavior: "ignoreErrors" });
    await noor.page.reload();
    await message(noor.page, "Kwam dit aan?").waitFor();
    await say(noor.page, "En dit?");
    await message(bram.page, "En dit?").waitFor();
    expect(await texts(bram.page)).toEqual(["Kwam dit aan?", "En dit?"]);
    const kept = () =>
      noor.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("akkoord.draft.")));
    await expect.poll(kept).toEqual([]);

    await noor.page.route(sends, (route) => route.abort());
    await say(noor.page, "Dit gaat niet weg.");
    await message(noor.page, "Dit gaat niet weg.").getByText("Wacht op verbinding").waitFor();
    expect(await kept()).toHaveLength(1);
    await noor.page.reload();
    await message(noor.page, "Dit gaat niet weg.").getByText("Wacht op verbinding").waitFor();
    await noor.page.locator(".avatar").click();
    await noor.page.getByRole("dialog").getByRole("button", { name: "Uitloggen" }).click();
    await expect.poll(kept).toEqual([]);
    await close(noor, bram);
  });

  it("may be a server that stops: pages wait, and go on with it when it is back", async () => {
    const { noor, bram } = await twoInARoom("Herstart");
    await say(noor.page, "Voor de storing.");
    await message(bram.page, "Voor de storing.").waitFor();
    await site.stop();
    await say(noor.page, "Tijdens de storing.");
    await message(noor.page, "Tijdens de storing.").getByText("Wacht op verbinding").waitFor();
    await noor.page.getByText("De verbinding is weg.", { exact: false }).waitFor();
    await site.startAgain();
    await message(bram.page, "Tijdens de storing.").waitFor({ timeout: 60_000 });
    await say(bram.page, "Na de storing.");
    await message(noor.page, "Na de storing.").waitFor({ timeout: 60_000 });
    const all = ["Voor de storing.", "Tijdens de storing.", "Na de storing."];
    expect(await texts(noor.page)).toEqual(all);
    expect(await texts(bram.page)).toEqual(all);
    await close(noor, bram);
  }, 180_000);
});

describe("a message that the rules refuse", () => {
  it("stays where it was written, asks what the rules must know, and goes once that is told", async () => {
    const { noor, bram } = await twoInARoom("Vertrouwelijk", { label: CONFIDENTIAL, options: PHONE });
    await ask(bram.page, "PUT", "/v1/session/workplace", { device: null, location: null });
    await say(bram.page, "Mag dit hier?");
    const own = message(bram.page, "Mag dit hier?");
    await own.getByText("Niet verstuurd.").waitFor();
    await own.getByRole("button", { name: "Werklaptop of werkplek" }).waitFor();
    expect(await violations(bram.page)).toEqual([]);
    expect(await tooWideBy(bram.page)).toBeLessThanOrEqual(0);
    expect(await log(noor.page).getByText("Mag dit hier?").count()).toBe(0);
    await own.getByRole("button", { name: "Werklaptop of werkplek" }).click();
    await message(noor.page, "Mag dit hier?").waitFor();
    await own.getByText("Niet verstuurd.").waitFor({ state: "detached" });
    await close(noor, bram);
  });

  it("says which rule, with its source, and can be changed, thrown away or found again after a reload", async () => {
    const { noor, bram } = await twoInARoom("Eigen apparaat", { label: CONFIDENTIAL });
    await ask(bram.page, "PUT", "/v1/session/workplace", { device: "private-device", location: null });
    await say(bram.page, "Vanaf mijn eigen telefoon.");
    const own = message(bram.page, "Vanaf mijn eigen telefoon.");
    await own
      .getByText(/mag niet vanaf een eigen apparaat/)
      .first()
      .waitFor();
    await own.getByText("Apparaat: werklaptop of werkplek", { exact: false }).waitFor();
    await own.getByText("Waarom?").click();
    await own.getByRole("link", { name: /Lees de regel/ }).waitFor();
    expect(await violations(bram.page)).toEqual([]);
    await bram.page.reload();
    await own.getByText("Niet verstuurd.").waitFor();
    await ask(bram.page, "PUT", "/v1/session/workplace", { device: "managed-workstation", location: null });
    await own.getByRole("button", { name: "Pas aan" }).click();
    await expect.poll(() => field(bram.page).inputValue()).toBe("Vanaf mijn eigen telefoon.");
    await say(bram.page, "Vanaf mijn werklaptop.");
    await message(noor.page, "Vanaf mijn werklaptop.").waitFor();
    await own.waitFor({ state: "detached" });

    await ask(bram.page, "PUT", "/v1/session/workplace", { device: "private-device", location: null });
    await say(bram.page, "Toch niet.");
    await message(bram.page, "Toch niet.").getByRole("button", { name: "Gooi weg" }).click();
    await message(bram.page, "Toch niet.").waitFor({ state: "detached" });
    expect(await texts(noor.page)).toEqual(["Vanaf mijn werklaptop."]);
    await close(noor, bram);
  });
});

describe("text of others", () => {
  it("is text: no markup, no hidden turns, no address that is another than it shows", async () => {
    const { noor, bram, room } = await twoInARoom("Trucs");
    await say(
      bram.page,
      "<img src=x onerror=alert(1)> https://goed.nl@kwaad.example/ en https://goed.nl/pad.",
    );
    const plain = message(noor.page, "<img src=x");
    await plain.waitFor();
    expect(await plain.locator("img").count()).toBe(0);
    expect(await plain.getByRole("link").allInnerTexts()).toEqual(["https://goed.nl/pad"]);
    await say(bram.page, "factuur\u202Egpj.exe\u202C");
    await message(noor.page, "factuur")
      .getByRole("img", { name: /U\+202E/ })
      .waitFor();

    const send = (id: string, formatted_body: string) =>
      ask(
        bram.page,
        "PUT",
        `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${id}`,
        {
          msgtype: "m.text",
          body: "van elders",
          format: "org.matrix.custom.html",
          formatted_body,
        },
      );
    await send(
      "formatted",
      '<mx-reply>weg</mx-reply><h1>Kop</h1><script>alert(1)</script><b onclick="alert(1)" style="position:fixed">vet</b>' +
        '<iframe src="https://kwaad.example"></iframe><svg><a href="javascript:alert(1)">x</a></svg>' +
        '<a href="https://kwaad.example/inloggen">https://rijksoverheid.nl</a> <a href="javascript:alert(1)">klik</a>' +
        '<table><tr><td>cel</td></tr></table><form action="/sign-out"><button>druk</button></form>',
    );
    const formatted = message(noor.page, "Kop");
    await formatted.waitFor();
    const inside = formatted.locator(".chat-formatted");
    expect(
      await inside.locator("script, iframe, svg, img, form, button, table, h1, [style], [onclick]").count(),
    ).toBe(0);
    expect(await inside.locator("strong").innerText()).toBe("vet");
    expect(await inside.innerText()).not.toContain("weg");
    const link = inside.getByRole("link");
    expect(await link.count()).toBe(1);
    expect(await link.innerText()).toBe("https://kwaad.example/inloggen");
    expect(await link.getAttribute("href")).toBe("https://kwaad.example/inloggen");
    expect(await link.getAttribute("rel")).toContain("noopener");

    const piled = `z${"\u0301".repeat(400)}`;
    await say(bram.page, `Tekens ${piled} op elkaar`);
    await message(noor.page, "op elkaar").waitFor();
    const text = await message(noor.page, "op elkaar").locator(".chat-text").innerText();
    expect(text.match(/\p{M}/gu)?.length ?? 0).toBeLessThanOrEqual(4);

    await say(bram.page, `Een lang verhaal. ${"Nog een zin. ".repeat(600)}Slot.`);
    const long = message(noor.page, "Een lang verhaal.");
    await long.waitFor();
    expect(await long.locator(".chat-text").innerText()).not.toContain("Slot.");
    await long.getByRole("button", { name: "Toon het hele bericht" }).click();
    await long.getByText(/Slot\./).waitFor();

    // More than a message may hold is counted, and not sent.
    await field(noor.page).fill("x".repeat(40_010));
    await noor.page.getByText("10 tekens te veel. Maak je bericht korter.").waitFor();
    await field(noor.page).press("Control+Enter");
    expect(await field(noor.page).inputValue()).toHaveLength(40_010);
    await close(noor, bram);
  });
});

describe("for everybody", () => {
  it("fits the smallest phone, in light and dark, without anything that keeps people out", async () => {
    const { noor, bram } = await twoInARoom("Klein", { options: SMALLEST });
    await say(
      noor.page,
      "Kijk op https://www.rijksoverheid.nl/een/heel/lang/pad/dat/nergens/past/maar/wel/moet.",
    );
    await say(bram.page, `Woordzonderspatie${"lang".repeat(40)}`);
    await message(noor.page, "Woordzonderspatie").waitFor();
    await more(noor.page, "Woordzonderspatie");
    for (const scheme of ["light", "dark"] as const) {
      await noor.page.emulateMedia({ colorScheme: scheme });
      expect(await violations(noor.page, scheme === "light" ? "everything" : "looks")).toEqual([]);
      expect(await tooWideBy(noor.page)).toBeLessThanOrEqual(0);
    }
    await noor.page.getByRole("button", { name: "Nog een teken" }).click();
    await noor.page.getByRole("dialog", { name: "Kies een teken" }).waitFor();
    expect(await violations(noor.page)).toEqual([]);
    await noor.page.getByRole("button", { name: "Hoera" }).click();
    await message(noor.page, "Woordzonderspatie").getByRole("button", { name: /Hoera/ }).waitFor();
    await more(noor.page, "Woordzonderspatie");
    await noor.page.getByRole("button", { name: "Begin een zijgesprek" }).click();
    const thread = noor.page.getByRole("dialog", { name: "Zijgesprek" });
    await thread.getByText("Woordzonderspatie", { exact: false }).waitFor();
    expect(await tooWideBy(noor.page)).toBeLessThanOrEqual(0);
    for (const scheme of ["light", "dark"] as const) {
      await noor.page.emulateMedia({ colorScheme: scheme });
      expect(await violations(noor.page, scheme === "light" ? "everything" : "looks")).toEqual([]);
    }
    await thread.getByRole("button", { name: "Sluit het zijgesprek" }).click();
    for (const scheme of ["light", "dark"] as const) {
      await noor.page.emulateMedia({ colorScheme: scheme });
      expect(await violations(noor.page, scheme === "light" ? "everything" : "looks")).toEqual([]);
      expect(await tooWideBy(noor.page)).toBeLessThanOrEqual(0);
    }
    await close(noor, bram);
  }, 120_000);

  it("is read aloud once, only what others say", async () => {
    const { noor, bram } = await twoInARoom("Voorgelezen");
    const aloud = noor.page.locator("[aria-live=polite]");
    await say(noor.page, "Mijn eigen woorden.");
    await message(bram.page, "Mijn eigen woorden.").waitFor();
    await say(bram.page, "Die van een ander.");
    await aloud.getByText("Bram Demo: Die van een ander.").waitFor({ state: "attached" });
    expect(await aloud.getByText("Mijn eigen woorden.").count()).toBe(0);
    // The list itself says nothing: it also changes with scrolling.
    expect(await log(noor.page).getAttribute("aria-live")).toBe("off");
    await close(noor, bram);
  });

  it("works with the keyboard alone", async () => {
    const { noor, bram } = await twoInARoom("Toetsen");
    for (const text of ["Eerste bericht.", "Tweede bericht.", "Derde bericht."]) await say(bram.page, text);
    await message(noor.page, "Derde bericht.").waitFor();
    const { keyboard } = noor.page;
    const focused = () => noor.page.evaluate(() => document.activeElement?.textContent ?? "");
    await field(noor.page).focus();
    await keyboard.type("Met Shift en Enter");
    await keyboard.press("Shift+Enter");
    await keyboard.type("komt er een regel bij.");
    await keyboard.press("Enter");
    await message(bram.page, "komt er een regel bij.").waitFor();
    expect(await message(bram.page, "komt er").locator(".chat-text").innerText()).toBe(
      "Met Shift en Enter\nkomt er een regel bij.",
    );

    // From the field back to the messages: one stop, then arrows.
    await keyboard.press("Shift+Tab");
    while (!(await noor.page.evaluate(() => document.activeElement?.closest("[role=log]") !== null)))
      await keyboard.press("Shift+Tab");
    while (!(await noor.page.evaluate(() => document.activeElement?.matches("article") ?? false)))
      await keyboard.press("Shift+Tab");
    expect(await focused()).toContain("komt er een regel bij.");
    await keyboard.press("ArrowUp");
    await expect.poll(focused).toContain("Derde bericht.");
    await keyboard.press("ArrowUp");
    await expect.poll(focused).toContain("Tweede bericht.");
    await keyboard.press("Home");
    await expect.poll(focused).toContain("Eerste bericht.");
    await keyboard.press("ArrowDown");
    await expect.poll(focused).toContain("Tweede bericht.");
    // Its buttons come after it.
    await keyboard.press("Tab");
    expect(await noor.page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Reageer met een teken",
    );
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await noor.page.getByText("Je antwoordt Bram Demo").waitFor();
    await expect.poll(() => noor.page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await keyboard.type("Antwoord met toetsen.");
    await keyboard.press("Enter");
    await message(bram.page, "Antwoord met toetsen.")
      .getByRole("button", { name: /Tweede bericht/ })
      .waitFor();
    // Escape leaves the messages for the field.
    await message(noor.page, "Eerste bericht.").focus();
    await keyboard.press("Escape");
    await expect.poll(() => noor.page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await close(noor, bram);
  });
});
