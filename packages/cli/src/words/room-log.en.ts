import type { RoomLogWords } from "./room-log.nl.ts";

/** What `akkoord verify` says of an exported room, in English. */
export const roomLogEn: RoomLogWords = {
  faults: {
    "header-unreadable": "The first line cannot be read.",
    "header-signature": "The signature of the first line is wrong.",
    "other-key": "The file names another key than the one you gave.",
    unreadable: "This line is no event, or is written in another way than it should be.",
    "too-large": "This event is larger than events can be.",
    "other-room": "This event belongs to another room.",
    "other-server": "This was signed by another server than that of the room.",
    changed: "The content of this event was changed.",
    "no-signature": "The signature is missing here.",
    "unknown-key": "This was signed with an unknown key.",
    "wrong-signature": "The signature is wrong.",
    missing: "The event that belongs here is missing.",
    moved: "The event that belongs here stands further on.",
    doubled: "This event is in the file twice.",
    "other-history": "This event does not follow the one before. Two histories were signed.",
    "auth-events": "This event rests on other rights than there were.",
    "not-allowed": "This event was not allowed then.",
    "cut-off": "Events that were there are missing after this.",
    "too-many": "There are more events than the file itself says.",
    "head-differs": "The last event is another than the file itself says.",
  },
  reasons: {
    "no-room": "The room was not there yet.",
    "room-exists": "The room was there already.",
    "creator-elsewhere": "Whoever opened the room is of another server.",
    "room-version": "The room has another version than 11.",
    federated: "The room is open to other servers.",
    "sender-elsewhere": "The sender is of another server.",
    "sender-not-joined": "The sender was not in the room.",
    "too-little-power": "The sender had no right to do this.",
    "state-of-another": "The sender changed what belongs to somebody else.",
    "no-membership": "It does not say whom it is about or what they become.",
    "unknown-membership": "There is no such membership.",
    "member-elsewhere": "The member is of another server.",
    "join-for-another": "People can only join for themselves.",
    banned: "This person was banned.",
    "not-invited": "This person was not invited.",
    "already-member": "This person was in the room already.",
    "not-in-room": "This person was not in the room.",
    "target-as-powerful": "The other had as many rights, or more.",
    knock: "Nobody can knock at this room.",
    "restricted-join": "Nobody can join through another room.",
    "third-party-invite": "Nobody can be invited through somebody else.",
    "join-rule": "The room must not be open without invitation.",
    "power-not-a-number": "The rights are no whole numbers.",
    "power-above-own": "The sender gave or took more rights than they had.",
    "power-of-equal": "The sender took rights of somebody with as many, or more.",
    "malformed-state": "The content lacks what belongs in it.",
    "nothing-to-redact": "The message that was to be removed was not there.",
    "redaction-of-state": "Nobody can remove this part of the room.",
    "redaction-of-another": "The sender had no right to remove messages of others.",
  },
  intact: (events) =>
    events === 1
      ? "The room is intact: its one event is right."
      : `The room is intact: all ${events} events are right.`,
  broken: (line, position) =>
    position === null
      ? `The room fails: the fault is in line ${line} of the file.`
      : `The room fails from event ${position}: line ${line} of the file.`,
  rightUntil: (events) =>
    events === 0
      ? "No event is right."
      : events === 1
        ? "The event before it is right."
        : `The ${events} events before it are right.`,
  room: (name, id) => (name === null ? `Room ${id}` : `Room ${name} (${id})`),
  period: (from, to) => `From ${from} to ${to}`,
  exported: (at, by) => (by === null ? `Exported at ${at}` : `Exported at ${at} by ${by}`),
  contents: (whole) => `Content whole: ${whole}`,
  redacted: (count) => `Content removed by people: ${count}`,
  gone: (count) =>
    `Content that is there no more: ${count}. It was destroyed or removed before the export, or left out. What it said cannot be checked any more. That it was there, when and from whom, is still right.`,
  pinned: "Signed with the key that you gave.",
  pinnedBy: (server) => `Signed with a key that ${server} itself published.`,
  notPinned: (keys) =>
    `The key comes from the file itself, and whoever makes everything up makes up the key too. Ask who runs Akkoord for the key and give it with --key, or give the address of that server with --key-from. The file says: ${keys}`,
  versionUnknown: (file) => `${file} was made by a newer version of Akkoord. Check it with that.`,
  badKey: (key) =>
    `"${key}" is no key of a room. Write its name and the key, for instance --key ed25519:1=XSl0kuyvrXNj6A+7/tkrB9sxSbRi08Of5uRhxOqZtEQ`,
  keysTwice: "Give the key once: with --key or with --key-from.",
  keysOfRooms: "--key-from is for rooms alone. Give the key with --key.",
  keysOverHttp: (from) =>
    `${from} is not secured. Somebody on the way can exchange the key. Take an address with https.`,
  noKeysFrom: (from) => `No key can be read at ${from}. Check the address or the file.`,
  badKeysFrom: (from) =>
    `What is at ${from} is no list of keys that the server signed itself. Ask who runs Akkoord for the key.`,
  keysOfOther: (server, hub) =>
    `These are the keys of ${server}, and the room is of ${hub}. Ask ${hub} for them.`,
  noCheckpoint: "A room has no checkpoints. Leave --checkpoint out.",
};
