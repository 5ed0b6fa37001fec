/**
 * Everything needed to check an export of the audit trail away from the server: pure, starts nothing. This is what
 * `@akkoord/server/audit` gives.
 */
export {
  createExportCheck,
  type ExportCheck,
  ExportNotCheckable,
  type ExportReport,
  type ExportTrust,
  type NotCheckable,
} from "./export-check.ts";
export { FINDING_KINDS, type Finding, type FindingKind } from "./log-check.ts";
export { type CheckpointKey, readPublicKeys, UnusableKey } from "./signing-key.ts";
