/**
 * A text as words are compared: small letters, no accents, dots or odd spaces, no punctuation around it.
 *
 * @example fold(" Dep.V. ") // "depv"
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(".", "")
    .replace(/[‐‑–—]/g, "-")
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, " ")
    .replace(/^[\s"'“”„:;,!?(]+|[\s"'“”:;,!)]+$/g, "");
}

/**
 * A text as part of an id.
 *
 * @example slug("Microsoft Teams (Rijk)") // "microsoft-teams-rijk"
 */
export function slug(text: string): string {
  const made = text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  return made === "" ? "x" : made;
}
