import { fold } from "./fold.ts";
import type { ColumnRole } from "./mapping.ts";

/** A kind of column, as headings name it: an attribute by its id, or one of the other roles. */
type HeaderKind = Exclude<ColumnRole["as"], "attribute" | "ignore"> | `attribute:${string}`;

/** Words in headings. The more specific kinds come first: “mag met persoonsgegevens” is about personal data. */
const HEADERS: readonly (readonly [HeaderKind, string])[] = [
  ["attribute:personalData", "persoonsgegevens,avg,personal data,privacy"],
  ["attribute:device", "apparaat,apparaten,toestel,device,devices,werkplek"],
  ["attribute:location", "plek,locatie,plaats waar je werkt,location"],
  ["attribute:role", "functie,rol,role,medewerker"],
  ["attribute:host", "uitnodiging,gastheer,invitation,host"],
  [
    "attribute:audience",
    "met wie,doelgroep,deelnemers,ontvanger,ontvangers,samen met,audience,with whom,participants",
  ],
  [
    "attribute:information",
    "informatie,informatieklasse,classificatie,rubricering,vertrouwelijkheid,gevoeligheid,biv,information,classification,sensitivity,confidentiality",
  ],
  [
    "attribute:activity",
    "activiteit,waarvoor,doen,gebruik,gebruiksdoel,doel,functionaliteit,activity,purpose,use,used for",
  ],
  ["valid-from", "vanaf,geldig vanaf,ingangsdatum,ingang,startdatum,from,valid from,start,start date"],
  [
    "valid-to",
    "t/m,tot en met,geldig tot,geldig tot en met,geldig t/m,einddatum,until,valid until,valid to,end,end date",
  ],
  ["supplier", "leverancier,fabrikant,maker,supplier,vendor"],
  [
    "condition",
    "voorwaarde,voorwaarden,conditie,condities,mits,onder voorwaarde,condition,conditions,provided that",
  ],
  ["quote", "citaat,tekst,regel,afspraak,werkafspraak,quote,text,rule,wording"],
  ["place", "bron,vindplaats,verwijzing,artikel,paragraaf,source,reference,article"],
  [
    "verdict",
    "mag,mag het,mag dit,toegestaan,oordeel,status,besluit,advies,beleid,verdict,allowed,permitted,decision,policy",
  ],
  [
    "tool",
    "middel,middelen,tool,tools,applicatie,applicaties,app,apps,naam,product,software,programma,toepassing,systeem,application,name",
  ],
];

/** What a heading says its column is, with how sure that is (0 to 1); null when no word is known. */
export function readHeader(
  header: string,
  attributes: readonly {
    readonly id: string;
    readonly label: { readonly nl: string; readonly en: string };
  }[],
): { readonly kind: HeaderKind; readonly sure: number } | null {
  const folded = fold(header);
  if (folded === "") return null;
  const named = attributes.find(({ id, label }) =>
    [fold(id), fold(label.nl), fold(label.en)].includes(folded),
  );
  if (named !== undefined) return { kind: `attribute:${named.id}`, sure: 1 };
  const possible = HEADERS.filter(
    ([kind]) => !kind.startsWith("attribute:") || attributes.some(({ id }) => kind === `attribute:${id}`),
  );
  const exact = possible.find(([, words]) => words.split(",").includes(folded));
  if (exact !== undefined) return { kind: exact[0], sure: 1 };
  const within = possible.find(([, words]) =>
    words.split(",").some((word) => ` ${folded} `.includes(` ${word} `)),
  );
  return within === undefined ? null : { kind: within[0], sure: 0.7 };
}
