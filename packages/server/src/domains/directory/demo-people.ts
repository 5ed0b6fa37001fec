import type { Role } from "../../platform/actor.ts";

/** A made-up person of the embedded identity provider. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly Role[];
  /** Who is above them: one of these people, of the same organisation. */
  readonly manager?: string;
}

/** The people to try Akkoord as: at least one per role, from several ministries. None of them exists. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { id: "demo-noor", name: "Noor Demo", organisation: "bzk", roles: ["civil-servant"] },
  {
    id: "demo-bram",
    name: "Bram Demo",
    organisation: "szw",
    roles: ["civil-servant"],
    manager: "demo-thijs",
  },
  { id: "demo-yusuf", name: "Yusuf Demo", organisation: "jenv", roles: ["civil-servant"] },
  { id: "demo-sanne", name: "Sanne Demo", organisation: "bzk", roles: ["security-officer"] },
  {
    id: "demo-lotte",
    name: "Lotte Demo",
    organisation: "szw",
    roles: ["security-officer"],
    manager: "demo-thijs",
  },
  { id: "demo-milan", name: "Milan Demo", organisation: "jenv", roles: ["security-officer"] },
  { id: "demo-fatima", name: "Fatima Demo", organisation: "bzk", roles: ["coordinator"] },
  { id: "demo-thijs", name: "Thijs Demo", organisation: "szw", roles: ["records-manager"] },
  { id: "demo-eva", name: "Eva Demo", organisation: "jenv", roles: ["information-officer"] },
  { id: "demo-ruben", name: "Ruben Demo", organisation: "bzk", roles: ["security-officer"] },
  { id: "demo-karim", name: "Karim Demo", organisation: "jenv", roles: ["security-officer"] },
  { id: "demo-olga", name: "Olga Demo", organisation: "fin", roles: ["coordinator"] },
  { id: "demo-daan", name: "Daan Demo", organisation: "fin", roles: ["auditor"] },
  { id: "demo-ilse", name: "Ilse Demo", organisation: "bzk", roles: ["operator"] },
];

/**
 * Where mail to one of them would go; it exists as little as they do.
 *
 * @example demoAddress({ id: "demo-noor", organisation: "bzk" }) // "noor@bzk.example"
 */
export function demoAddress({ id, organisation }: Pick<DemoPerson, "id" | "organisation">): string {
  return `${id.replace("demo-", "")}@${organisation}.example`;
}
