import type { PrivacyMessages } from "./privacy.nl.ts";

/** English words about privacy. */
export const privacyEn: PrivacyMessages = {
  documentTitle: "Privacy",
  title: "Privacy",
  lead: "Your question stays with you. Of who signs in, we keep what is needed. Here is what that is.",
  sections: [
    {
      title: "Your question",
      text: [
        "The rules come to your device. The decision is made there. What you type or choose for a question does not go to a server.",
        "A link that you share gives nothing away to the server either: your situation stands after the sign #, and browsers never send that part. Whoever gets the link does see your situation.",
      ],
    },
    {
      title: "What is on your device",
      text: [
        "The rules, your language, the appearance and what you told about yourself. After your first visit, questions work without a network too.",
        "There are no tracking cookies. If you sign in, there is one cookie for your session. Your waivers and messages that are not sent yet stay on this device until you sign out.",
      ],
    },
    {
      title: "What you send yourself",
      text: [
        "A report ‘this does not work for me’: your situation and your reason. The security officers of the organisations concerned and the coordinators can read it. They see your name only if you choose so. If you are signed in, the audit log does say that you reported something.",
        "A proof that you have kept: your situation and the answer. Whoever has the link can read it.",
        "A waiver that you ask for: who you are, your situation and your reason. Whoever decides on it reads that.",
        "For reports, proofs and waivers no term has been set yet.",
      ],
    },
    {
      title: "When you work in a room",
      text: [
        "Then your work is on the server: your messages, who is in it and what changes. Who is in the room sees your name and your organisation.",
        "Some things go along by themselves, without you pressing anything: that you are typing, and up to where you have read. The others in the room see that. That you type is not kept. Up to where you read and when that was, is.",
        "Does a rule ask on what or where you work, or what your role is? Then you tell the server. It belongs to your session and goes with it. The others do not see it. Only the kind of device is remembered longer, on this device.",
        "When you open a room or invite somebody, the server searches by the letters you type and looks whether it is allowed.",
      ],
    },
    {
      title: "Who can read what is in a room",
      text: [
        "Who is in the room. Whoever goes out of it reads nothing any more.",
        "The owners of the room, the records manager of the organisation that hosts it, and auditors can fetch everything. Every time, that is written down. The others in the room are not told.",
        "Messages and names are stored encrypted in the database, with a key for each room. The server has that key. Whoever runs the server can therefore read along. Who sent something when, the label and the organisations are not encrypted.",
        "A room is kept until the records manager destroys it. After that nobody can read the content. A message that you remove, nobody sees any more. It does stay, encrypted, until the room is destroyed.",
      ],
    },
    {
      title: "When you are a guest",
      text: [
        "Of a guest we keep the name, the organisation, the e-mail address, who invited them, why and until when. Name, organisation, address and reason are stored encrypted.",
        "In the room everybody sees your name, where you work, who invited you and until when you are there. Only who invited you sees your e-mail address.",
        "When you are no longer a guest, we erase your e-mail address, your links, your sessions and your picture. That you were there and what you wrote stays with the room.",
      ],
    },
    {
      title: "What we know of colleagues",
      text: [
        "If you sign in, we get your name, user name, e-mail address, organisation and role. We also keep when you last signed in.",
        "The staff administration of your organisation can tell of you too: your name, user name, its own id for you, work e-mail address, organisation, department, groups and manager. We throw away the rest, such as telephone numbers, home addresses, employee numbers and passwords.",
        "Colleagues who are signed in find you by name and see your organisation. Guests find nobody. Operators, auditors and the security officers of your own organisation see your roles. A picture that you choose yourself is seen by who is in a room with you.",
        "When you leave, you are out everywhere at once: your sessions, apps, rooms and pictures. Your name stays with what you wrote, and in a signed proof of what was ended.",
      ],
    },
    {
      title: "Sessions and apps",
      text: [
        "We keep that you are signed in, since when and until when. Of an app we also keep what it calls itself. Of the keys themselves we keep only a checksum.",
        "A session ends by itself, usually after 8 hours. An app after 7 days. Your organisation can set that differently.",
      ],
    },
    {
      title: "Mail",
      text: [
        "Akkoord sends mail about guests, about the review of rooms and about owners. It never holds what was said in a room.",
        "A mail waits encrypted. When it was sent, or failed after three days, we erase address and text. That there was a mail stays for about 30 days.",
      ],
    },
    {
      title: "The audit log",
      text: [
        "Every change in Akkoord is written down, also when it was refused: who (a number and the organisation), what, when and from which network address. What a message says does not go in. Neither does that you read or type in a room.",
        "Who is not signed in cannot be recognised: then we keep only a part of the network address.",
        "Auditors read this log. Nobody can change it or erase anything from it. No term has been set yet. The operator keeps it as long as the retention list says.",
      ],
    },
    {
      title: "Your rights",
      text: [
        "By the GDPR you may ask what is kept of you. You may have mistakes put right, ask to erase something, and object. What belongs in the archive often may not be erased.",
        "Ask the data protection officer of your own organisation. Is it about a room, or are you a guest? Then ask the one of the organisation that hosts the room. If you do not agree with the answer, you can complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).",
      ],
    },
  ],
  aboutYou: "What this device knows of you",
  nothingKnown: "Nothing.",
  forget: "Erase what this device knows of me",
  forgotten: "Erased.",
};
