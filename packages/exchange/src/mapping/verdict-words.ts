import type { VerdictMeaning } from "./mapping.ts";

/** Words that lists use for what may and may not. Adjustable in every mapping. */
const WORDS: Readonly<Record<VerdictMeaning, readonly string[]>> = {
  required: ["verplicht", "moet", "altijd", "required", "mandatory", "must"],
  recommended: [
    ..."aangeraden,aanbevolen,aanbeveling,voorkeur,bij voorkeur,heeft voorkeur,eerste keus".split(","),
    ..."recommended,preferred".split(","),
  ],
  permitted: [
    ..."ja,j,mag,mag wel,toegestaan,wel toegestaan,toegelaten,goedgekeurd,akkoord,ok,oke,waar,groen".split(
      ",",
    ),
    ..."yes,y,allowed,permitted,approved,may,true,green,✓,✔,☑,✅,√,1".split(","),
  ],
  discouraged: [
    ..."liever niet,ontraden,afgeraden,niet aanbevolen,niet aangeraden,bij voorkeur niet".split(","),
    ..."discouraged,rather not,not recommended,advised against".split(","),
  ],
  prohibited: [
    ..."nee,neen,n,niet,mag niet,verboden,niet toegestaan,niet toegelaten,geblokkeerd,onwaar,rood".split(","),
    ..."no,not allowed,not permitted,prohibited,forbidden,blocked,false,red,x,✗,✘,✕,✖,×,❌,☒,0".split(","),
  ],
  skip: [
    ..."-,--,?,nvt,niet van toepassing,onbekend,geen regel,nog te bepalen,nader te bepalen,ntb".split(","),
    ..."n/a,na,not applicable,unknown,no rule,tbd,to be decided".split(","),
  ],
};

const MEANINGS: ReadonlyMap<string, VerdictMeaning> = new Map(
  (["required", "recommended", "permitted", "discouraged", "prohibited", "skip"] as const).flatMap(
    (meaning) => WORDS[meaning].map((word) => [word, meaning] as const),
  ),
);

/** What a word usually means, or null. The word is one that `fold` made. */
export function usualVerdict(folded: string): VerdictMeaning | null {
  return MEANINGS.get(folded) ?? null;
}

/** Every word with a usual meaning, to find what a misspelt one looks like. */
export const USUAL_VERDICT_WORDS: readonly string[] = [...MEANINGS.keys()].filter((word) => word.length > 2);
