import type { Language } from "../problem-words.ts";

const STYLE = `
  :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
  body { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
  ul { list-style: none; padding: 0; display: grid; gap: 0.5rem; }
  button, a.button { font: inherit; display: block; inline-size: 100%; box-sizing: border-box; text-align: start;
    padding: 0.75rem 1rem; min-block-size: 3rem; border: 1px solid currentcolor; border-radius: 0.25rem;
    background: Canvas; color: CanvasText; cursor: pointer; text-decoration: none; }
  button:hover, a.button:hover { text-decoration: underline; }
  :focus-visible { outline: 3px solid; outline-offset: 2px; }
  .what { display: block; }
`;

/**
 * A page that the server itself shows, outside the built page: works without script.
 *
 * @param title plain text
 * @param content HTML, with everything that comes from outside escaped
 */
export function plainPage(language: Language, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} – Akkoord</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${content}</main></body>
</html>
`;
}

/** Text made safe to stand in HTML, also in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
