export { authEvents } from "./authorise/auth-events.ts";
export { type AuthFacts, authorise } from "./authorise/authorise.ts";
export type { Authorisation, AuthReason } from "./authorise/reasons.ts";
export type { RedactionTarget } from "./authorise/redaction.ts";
export { base64, base64Url, fromBase64 } from "./base64.ts";
export { canonicalJson, MAX_NESTING, NotCanonical } from "./canonical-json.ts";
export {
  type CategoryContent,
  createContent,
  type LabelContent,
  type PausedContent,
  type PurposeContent,
} from "./content.ts";
export {
  type Draft,
  isState,
  isUserId,
  type LoggedEvent,
  ROOM_VERSION,
  type RoomEvent,
  serverOf,
  TYPES,
} from "./event.ts";
export { contentHash, eventId, referenceHash } from "./hashes.ts";
export { isObject, type JsonObject, type JsonValue, own } from "./json.ts";
export { byteLength, MAX_EVENT_BYTES, MAX_FIELD_BYTES } from "./limits.ts";
export { exportLog, isRoomLog, LOG_FORMAT, type LogHeader, logHeader, logLine } from "./log/format.ts";
export { parseEvent } from "./log/parse-event.ts";
export { LOG_FAULTS, type LogFault, type LogFinding, type LogReport } from "./log/report.ts";
export { type VerifyLogOptions, verifyLog } from "./log/verify.ts";
export { EventNotPossible, type Head, makeEvent } from "./make-event.ts";
export { firstPowerLevels, POWER, type PowerLevels, powerLevelsOf } from "./power.ts";
export { redact, redactedContent } from "./redact.ts";
export { type FormerKey, type KnownServerKeys, readServerKeys, serverKeys } from "./server-keys.ts";
export {
  type PublicKeys,
  type Signatures,
  type Signer,
  sign,
  signObject,
  type Verifier,
  verifyObject,
  verifySignature,
} from "./signing.ts";
export { isMembership, type Membership, type RoomState, roomState } from "./state.ts";
