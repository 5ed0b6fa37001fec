/// <reference types="vite/client" />

declare module "virtual:lexicon" {
  import type { Lexicon } from "@akkoord/understand";

  const lexicon: Lexicon;
  export default lexicon;
}
