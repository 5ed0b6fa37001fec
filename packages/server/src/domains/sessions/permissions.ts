import type { Actor } from "../../platform/actor.ts";
import { mayAsk } from "../advice/permissions.ts";
import { mayReadAuditTrail } from "../audit/permissions.ts";
import { mayReadCatalogue } from "../catalogue/permissions.ts";
import { mayManageScimClients, mayReadManagedPeople, mayReadPeople } from "../directory/permissions.ts";
import { mayWriteDrafts } from "../drafts/permissions.ts";
import { mayReadFeedback, maySendFeedback } from "../feedback/permissions.ts";
import { mayWorkOnFindings } from "../insight/permissions.ts";
import { mayMakeReceipt } from "../receipts/permissions.ts";
import { mayPublish } from "../registry/permissions.ts";
import { mayAppointOwners, mayUseRooms } from "../rooms/permissions.ts";
import { checksOf } from "../rooms/room-checks.ts";
import { mayDecideWaivers, mayRequestWaiver } from "../waivers/permissions.ts";
import { mayManageWebhooks } from "../webhooks/permissions.ts";
import { isHolder } from "./holders.ts";

/** Only who has just signed in gets a session or an access token, and ends it. */
export function mayStartSession(actor: Actor): boolean {
  return isHolder(actor);
}

/** Whoever is signed in says where they work. */
export function maySetWorkplace(actor: Actor): boolean {
  return isHolder(actor);
}

/** Only the sign-in itself notes that one failed. */
export function mayNoteFailedSignIn(actor: Actor): boolean {
  return actor.kind === "system";
}

const ABILITIES: Readonly<Record<string, (actor: Actor) => boolean>> = {
  "answers.ask": mayAsk,
  "catalogue.read": mayReadCatalogue,
  "feedback.send": (actor) => maySendFeedback(actor, { contact: false }),
  "feedback.leave-contact": (actor) => maySendFeedback(actor, { contact: true }),
  "feedback.read": mayReadFeedback,
  "drafts.write": mayWriteDrafts,
  "findings.work": mayWorkOnFindings,
  "receipts.make": mayMakeReceipt,
  "rooms.appoint": mayAppointOwners,
  "rooms.use": mayUseRooms,
  "rooms.watch": (actor) => checksOf(actor) !== null,
  "rule-sets.reload": mayPublish,
  "people.read": mayReadPeople,
  "people.manage": mayManageScimClients,
  "audit.read": mayReadAuditTrail,
  "audit.verify": mayReadAuditTrail,
  "waivers.request": mayRequestWaiver,
  "waivers.decide": mayDecideWaivers,
  "webhooks.manage": mayManageWebhooks,
};

/** What is known of an actor besides their roles. */
interface Known {
  /** Whether they are the manager of anybody. */
  readonly leads: boolean;
}

/** Everything the actor may do, for the page to show and hide by. */
export function abilitiesOf(actor: Actor, { leads }: Known): string[] {
  const byRole = Object.entries(ABILITIES).flatMap(([ability, may]) => (may(actor) ? [ability] : []));
  return leads && mayReadManagedPeople(actor) ? [...byRole, "people.lead"] : byRole;
}
