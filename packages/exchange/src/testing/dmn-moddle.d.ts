/** The part of dmn-moddle that the tests use; the package brings no types. */
declare module "dmn-moddle" {
  export class DmnModdle {
    fromXML(xml: string): Promise<{
      readonly rootElement: { readonly get: (name: string) => readonly unknown[] };
      readonly warnings: readonly unknown[];
    }>;
  }
}
