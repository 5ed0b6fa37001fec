import type { CertificateWords } from "./certificate.nl.ts";

/** What `akkoord verify` says of a certificate of a leaver, in English. */
export const certificateEn: CertificateWords = {
  intact: "This certificate of leaving is right.",
  problems: {
    unreadable: "This certificate of leaving is incomplete, or written in another way than it should be.",
    "unknown-key": "This certificate of leaving was signed with another key than you gave.",
    "wrong-signature": "This certificate of leaving was changed: the signature is wrong.",
  },
  who: (name, organisation) => (organisation === null ? name : `${name} (${organisation})`),
  ended: (at, by) => `Access ended at ${at} by ${by}`,
  successor: (id) => `Successor: ${id}`,
  nothing: "There was nothing to take away.",
  removed: (count, what) => `${count} × ${what}`,
  kinds: {
    session: "signed-in session",
    "access-token": "access for another app",
    "room-membership": "membership of a room",
    "room-ownership": "ownership of a room",
    guest: "guest of this person",
    avatar: "photo",
    group: "group",
    waiver: "waiver that held for nobody any more",
    "waiver-cover": "waiver that goes on for others",
  },
  pinned: "Signed with the key that you gave.",
  notPinned:
    "The key comes from the certificate itself. Keep the key of Akkoord somewhere else and give it with --key.",
  noCheckpoint: "A certificate of leaving has no checkpoints. Leave --checkpoint out.",
};
