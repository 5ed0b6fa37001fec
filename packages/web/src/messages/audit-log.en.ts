import type { AuditLogMessages } from "./audit-log.nl.ts";

/** English words of the page about the audit trail. */
export const auditLogEn: AuditLogMessages = {
  documentTitle: "Audit trail",
  title: "Audit trail",
  lead: "This is who did what in Akkoord, and what was refused. That you look here is in it too.",
  notAllowed: "Only an auditor may see the audit trail.",
  signIn: "Sign in as an auditor to see the audit trail.",
  failed: "The audit trail cannot be fetched. Try again later.",
  retry: "Try again",
  loading: "Fetching the audit trail…",

  check: {
    title: "Is the trail intact?",
    never: "The whole trail has not been checked yet. Every night that happens by itself.",
    intact: (entries, moment) => `All ${entries} entries were right at the last check, on ${moment}.`,
    damaged: (where, moment) => `The trail is not right. ${where} Checked on ${moment}.`,
    at: (sequence, upTo) =>
      sequence === upTo
        ? `It begins at entry ${sequence}.`
        : `The fault is among entries ${sequence} to ${upTo}.`,
    whatNow: "Report this as a security incident. Make an export, and leave the trail as it is.",
    now: "Check everything now",
    running: "Checking…",
    kinds: {
      missing: "An entry is missing or stands in another place.",
      changed: "The content of an entry was changed.",
      "tree-differs": "Entries do not match the hashes that were kept of them.",
      "root-differs": "Entries are not what a signed checkpoint says.",
      "cut-off": "Entries are missing at the end.",
      "not-covered": "There are entries that no checkpoint covers.",
      "checkpoint-unreadable": "A checkpoint cannot be read.",
      "checkpoint-unknown-key": "A checkpoint was signed with an unknown key.",
      "checkpoint-wrong-signature": "The signature of a checkpoint is wrong.",
      "checkpoint-misplaced": "A checkpoint belongs in another place.",
      "noted-checkpoint-differs": "This is not the trail that this server signed.",
      unreadable: "An entry cannot be read.",
    },
  },

  export: {
    title: "Check it yourself",
    text: "Download the whole trail as a file. With “akkoord verify” you check it on your own computer, without trusting this server.",
    action: "Download the trail",
    keys: "Download the public key",
    keysFile: "akkoord-audit-key.pem",
  },

  search: {
    title: "Search",
    since: "From",
    until: "Up to and including",
    result: "Result",
    anyResult: "All results",
    organisation: "Organisation of who did it",
    anyOrganisation: "All organisations",
    actor: "Who",
    anyActor: "Everyone",
    action: "Action",
    actionHint: "Exactly as it stands in the trail, such as sessions.start.",
    objectType: "Kind of object",
    objectId: "Id of the object",
    more: "Search for more",
    submit: "Search",
    clear: "Clear all",
  },

  list: {
    title: "Entries",
    none: "There are no entries that fit this.",
    found: (count) => (count === 1 ? "1 entry" : `${count} entries`),
    more: "Older entries",
    open: "View",
    entry: (sequence) => `Entry ${sequence}`,
  },

  results: { succeeded: "Succeeded", refused: "Refused", failed: "Failed" },
  actors: {
    anonymous: "Somebody who did not sign in",
    system: (id) => `Akkoord itself (${id})`,
    of: (name, organisation) => `${name}, ${organisation}`,
  },

  details: {
    time: "Time",
    action: "Action",
    object: "Object",
    result: "Result",
    reason: "Reason",
    actor: "Who",
    actorId: "Id of who",
    origin: "From where",
    traceId: "Trace number",
    proven: "Proven: the newest signed checkpoint covers this entry.",
    "not-yet": "This entry is newer than the last checkpoint. Sign now and there is a proof.",
    broken: "This entry is not what was signed. Check the whole trail.",
    proof: "The proof",
    proofText:
      "Reckon from the hash of the entry along the steps upwards (RFC 9162). The root in the signed checkpoint must come out.",
    leafHash: "Hash of the entry",
    root: "Root",
    size: "Number of entries",
    path: "Steps",
    noSteps: "None: this is the only entry.",
    checkpoint: "Signed checkpoint",
  },

  checkpoints: {
    title: "Signed checkpoints",
    text: "Keep one outside Akkoord now and then. With it you can see later that nothing was changed or removed.",
    none: "Nothing was signed yet.",
    line: (size, moment) => `${size} entries, signed on ${moment}`,
    key: (id) => `key ${id}`,
    save: "Keep",
    saveFor: (size) => `the checkpoint of ${size} entries`,
    file: (size) => `akkoord-checkpoint-${size}.txt`,
    sign: "Sign now",
    signed: (size) => `Signed: ${size} entries.`,
  },
};
