import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAddressIndex, readAddress } from "./mail-address.ts";
import { mailText, nameInMail } from "./mail-text.ts";
import { plainLine, plainLines } from "./plain-line.ts";

describe("a line that somebody typed", () => {
  test.each([
    ["Jan\r\nBcc: x", "Jan Bcc: x"],
    ["  Jan   de  Vries ", "Jan de Vries"],
    ["factuur\u202egpj.exe", "factuurgpj.exe"],
    ["a\u200bb\u2066c\u2069", "abc"],
    ["tab\tende\u2028regel", "tab ende regel"],
    ["Zoë Çelik-Ødegård 李", "Zoë Çelik-Ødegård 李"],
  ])("%j becomes %j", (typed, plain) => {
    expect(plainLine(typed)).toBe(plain);
  });

  test("never keeps what is unseen, and is the same when it is made plain again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const plain = plainLine(typed);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(plainLine(plain)).toBe(plain);
      }),
    );
  });

  test("keeps its line ends where lines are asked for", () => {
    expect(plainLines(" Een\r\ntwee\u2028drie\u202e\n\n")).toBe("Een\ntwee\ndrie");
  });
});

describe("a name in a mail", () => {
  test.each(["Jan de Vries", "J.P. Balk", "Overleg AI-verordening (2026)", "Project ‘Zon’ & Zn."])(
    "%s stays as it is",
    (name) => expect(nameInMail(name)).toBe(name),
  );

  test.each([
    "Log in op akkoord-login.example",
    "https://evil.example",
    "www.evil",
    "jan@evil.example",
    "win\u202e.example",
    "",
    "\u200b",
  ])("%j is left out: it could become a link, or says nothing", (name) => {
    expect(nameInMail(name)).toBeNull();
  });

  test("is cut when it is long", () => {
    expect(nameInMail("n".repeat(500))).toHaveLength(80);
  });
});

describe("the text of a mail", () => {
  const words = (name: string) => ({
    subject: "Onderwerp",
    greeting: `Beste ${name},`,
    paragraphs: ["Een & ander."],
    links: [{ label: "Open", address: "https://akkoord.example.nl/gast/abc" }],
  });

  test("is Dutch first with English below, and the same in text and HTML", () => {
    const { text, html } = mailText({
      nl: words("Jan"),
      en: { subject: "Subject", greeting: "Dear Jan,", paragraphs: ["This and that."] },
    });
    expect(text.indexOf("Beste Jan,")).toBeLessThan(text.indexOf("Dear Jan,"));
    expect(text).toContain("(English below)");
    expect(text).toContain("Open:\nhttps://akkoord.example.nl/gast/abc");
    expect(html).toContain('<a href="https://akkoord.example.nl/gast/abc">Open</a>');
    expect(html).toContain('<div lang="nl">');
    expect(html).toContain('<div lang="en">');
    expect(html).toContain("Een &#38; ander.");
  });

  test("holds no markup of what somebody typed, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        const { html, subject } = mailText({ nl: words(name), en: words(name) });
        const plain = mailText({ nl: words("x"), en: words("x") }).html;
        const tags = (text: string) => text.match(/<[^>]*>/g)?.length;
        expect(tags(html)).toBe(tags(plain));
        expect(subject).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe("an e-mail address", () => {
  test.each([
    [" jan@example.nl ", "jan@example.nl"],
    ["Jan.de-Vries+werk@Example.NL", "Jan.de-Vries+werk@example.nl"],
    ["jan@bücher.example", "jan@xn--bcher-kva.example"],
  ])("%j is read as %j", (typed, address) => {
    expect(readAddress(typed)).toBe(address);
  });

  test.each([
    "",
    "jan",
    "@example.nl",
    "jan@",
    "jan@example",
    "jan@example.nl\r\nBcc: x@example.nl",
    '"jan x"@example.nl',
    "jan@[127.0.0.1]",
    "jаn@example.nl",
    "jan\u202e@example.nl",
    "jan@example.nl, piet@example.nl",
    `${"a".repeat(250)}@example.nl`,
  ])("%j is none", (typed) => {
    expect(readAddress(typed)).toBeNull();
  });

  test("is found back however its letters are cased, and by who has the key alone", () => {
    const index = createAddressIndex("k".repeat(32));
    expect(index.of("Jan@example.nl")).toBe(index.of("jan@example.nl"));
    expect(index.of("jan@example.nl")).not.toBe(index.of("piet@example.nl"));
    expect(index.of("jan@example.nl")).not.toBe(createAddressIndex("l".repeat(32)).of("jan@example.nl"));
    expect(index.of("jan@example.nl")).not.toContain("jan");
  });
});
