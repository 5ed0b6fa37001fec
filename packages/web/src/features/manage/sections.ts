import {
  IconAlertTriangle,
  IconFileImport,
  IconLayoutGrid,
  IconListCheck,
  IconMessages,
  IconPencil,
  IconShieldCheck,
  IconUserMinus,
  IconUsers,
  IconWebhook,
} from "@tabler/icons-react";
import type { ManageMessages } from "../../messages/manage.nl.ts";

/** A part of the management pages. */
export interface ManageSection {
  readonly to: string;
  readonly key: keyof ManageMessages["sections"];
  /** Who may do any of these sees it. */
  readonly abilities: readonly string[];
  readonly icon: typeof IconPencil;
}

/** The parts of the management pages, in the order in which people see them. */
export const MANAGE_SECTIONS: readonly ManageSection[] = [
  { to: "/beheer/concepten", key: "drafts", abilities: ["drafts.write"], icon: IconPencil },
  {
    to: "/beheer/ontheffingen",
    key: "waivers",
    abilities: ["waivers.decide", "waivers.request"],
    icon: IconShieldCheck,
  },
  { to: "/beheer/knelpunten", key: "findings", abilities: ["findings.work"], icon: IconAlertTriangle },
  { to: "/beheer/overzicht", key: "overview", abilities: ["findings.work"], icon: IconLayoutGrid },
  { to: "/beheer/importeren", key: "import", abilities: ["drafts.write"], icon: IconFileImport },
  { to: "/beheer/logboek", key: "auditLog", abilities: ["audit.read"], icon: IconListCheck },
  { to: "/beheer/ruimtes", key: "rooms", abilities: ["rooms.watch", "rooms.appoint"], icon: IconMessages },
  { to: "/beheer/personen", key: "people", abilities: ["people.read"], icon: IconUsers },
  { to: "/medewerkers", key: "managedPeople", abilities: ["people.lead"], icon: IconUserMinus },
  { to: "/beheer/webhooks", key: "webhooks", abilities: ["webhooks.manage"], icon: IconWebhook },
];

/** The parts that somebody with these abilities sees. */
export function sectionsFor(abilities: readonly string[]): readonly ManageSection[] {
  return MANAGE_SECTIONS.filter((section) => section.abilities.some((needed) => abilities.includes(needed)));
}
