import { featureMessages } from "./feature-messages.ts";

/** The words of the page about the audit trail. */
export const useAuditLogMessages = featureMessages({
  nl: () => import("./audit-log.nl.ts").then((module) => module.auditLogNl),
  en: () => import("./audit-log.en.ts").then((module) => module.auditLogEn),
});
