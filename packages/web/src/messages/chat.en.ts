import type { ChatMessages } from "./chat.nl.ts";

/** English words of conversations in rooms. */
export const chatEn: ChatMessages = {
  loading: "Fetching the messages …",
  log: (room) => `Messages in ${room}`,
  empty: "Nothing here yet. Write the first message.",
  emptyReading: "Nothing here yet.",
  olderLoading: "Fetching older messages …",
  beginning: "This is the beginning of this room.",
  beginningSeen: "This is the beginning of what you can read here.",
  fetchFailed: "The messages cannot be fetched now.",
  again: "Try again",

  day: { today: "Today", yesterday: "Yesterday" },
  newLine: "New",

  connection: {
    offline: "You are offline. What you write stays on this device and is sent later.",
    retrying: "The connection is gone. We keep trying.",
    notKept: "This device cannot keep your messages. Leave this page open until they are sent.",
  },

  sender: {
    guestOf: (organisation) => `guest from ${organisation}`,
    guestFrom: {
      external: "outside guest",
      "public-sector": "guest, other government",
      international: "guest, international",
    },
    guest: "guest",
    until: (day) => `up to and including ${day}`,
    gone: "no longer in the room",
    unknown: "somebody",
    akkoord: "Akkoord",
  },

  message: {
    edited: "edited",
    showHistory: "edited: show earlier versions",
    removedByOwn: "You removed this message.",
    removedBySender: "The writer removed this message.",
    removedBy: (name) => `${name} removed this message.`,
    removedByAkkoord: "Akkoord removed this message.",
    cannotShow: "This kind of message cannot be shown here.",
    showAll: "Show the whole message",
    showLess: "Show less",
    hiddenMark: (code) => `Hidden sign ${code}, which turns text around`,
    linkGoesTo: (address) => `goes to ${address}`,
    inReplyTo: (name) => `Reply to ${name}`,
    replyGone: "Reply to a message that is no longer there",
    replyLoading: "Reply to an earlier message",
    goToOriginal: "Go to that message",
    namesYou: "Mentions you",
    answers: (count) => (count === 1 ? "1 answer" : `${count} answers`),
    lastAnswer: (time) => `last at ${time}`,
  },

  state: {
    sending: "Sending …",
    waiting: "Waiting for a connection",
    changing: "Sending the change …",
    removing: "Removing …",
    notSent: "Not sent",
    notChanged: "The change was not sent",
    notRemoved: "The message was not removed",
    notReacted: "Your reaction was not placed",
    discard: "Do not send",
    discardTried: "Stop trying",
    maybeSent: "The message may have arrived already.",
  },

  refusal: {
    label: "This message was not sent",
    sendAgain: "Send again",
    edit: "Change it",
    remove: "Throw away",
    kept: "Only you see this. It is on this device, not on the server.",
    tell: "Choose, and we send your message at once.",
    telling: "Checking whether it is allowed like this …",
    tellFailed: "This was not saved. Try again.",
    codes: {
      "room-paused": "This room is paused. Nobody can write now.",
      "access-shut": "Your access is paused. You cannot write now.",
      "not-a-member": "You are no longer in this room.",
      "too-large": "Your message is too long. Make it shorter, or split it.",
      closed: "This room is closed. Nobody can write in it any more.",
      gone: "The message that this belongs to is no longer there.",
      twice: "You reacted like this already.",
      other: "The server did not accept this.",
    },
  },

  actions: {
    label: (name, time) => `Message by ${name}, ${time}`,
    more: "More about this message",
    title: "With this message",
    react: "React with a sign",
    reply: "Reply",
    thread: "Start a side conversation",
    openThread: "Open the side conversation",
    edit: "Edit",
    remove: "Remove",
    copy: "Copy the text",
    copied: "The text was copied.",
    copyFailed: "Copying did not work.",
    readers: "Who has read this?",
    history: "Earlier versions",
  },

  reactions: {
    title: "Choose a sign",
    add: "Another sign",
    count: (name, count) => (count === 1 ? `${name}: once` : `${name}: ${count} times`),
    withMine: (label) => `${label}, by you too`,
    by: (name, people) => `${name}: ${people}`,
    andMore: (count) => `${count} more`,
    you: "you",
    names: {
      agree: "Agree",
      done: "Done",
      heart: "Heart",
      laugh: "Laugh",
      looking: "Looking at it",
      question: "Question",
      disagree: "Disagree",
      party: "Hooray",
      thanks: "Thanks",
      wave: "Wave",
      idea: "Idea",
      star: "Star",
      fire: "Fire",
      rocket: "Rocket",
      coffee: "Coffee",
      wait: "Wait a moment",
      pin: "Remember this",
      careful: "Careful",
      no: "No",
      sad: "Too bad",
    },
  },

  remove: {
    title: "Remove this message?",
    lead: "Nobody in the room can read the text then. That there was a message here can still be seen. The archive does keep the text.",
    confirm: "Remove",
    cancel: "Leave it",
  },

  history: {
    title: "Earlier versions",
    now: (moment) => `Now, since ${moment}`,
    earlier: (moment) => `From ${moment}`,
    loading: "Fetching the versions …",
    failed: "The versions cannot be fetched now.",
  },

  readers: {
    title: "Who has read this?",
    nobody: "Nobody else yet.",
    read: "Read by",
    lead: "You see who has read up to here or further.",
    unsure: (count) => (count === 1 ? "Of 1 person we do not know." : `Of ${count} people we do not know.`),
  },

  thread: {
    title: "Side conversation",
    log: "Messages in this side conversation",
    close: "Close the side conversation",
    older: "Show earlier answers",
    write: "Write an answer",
    failed: "The answers cannot be fetched now.",
    none: "No answers yet.",
  },

  composer: {
    label: "Write a message",
    send: "Send",
    save: "Save the change",
    editing: "You are editing your message",
    replyingTo: (name) => `You are replying to ${name}`,
    cancel: "Stop this",
    reminder: (label) => `This room is ${label}`,
    enterSends: "Enter sends, Shift+Enter is a new line.",
    enterBreaks: "Enter is a new line. Send with the button or with Ctrl+Enter.",
    toEnterBreaks: "Let Enter make a new line",
    toEnterSends: "Let Enter send",
    settings: "Settings for writing",
    left: (count) => (count === 1 ? "1 character left" : `${count} characters left`),
    over: (count) =>
      count === 1
        ? "1 character too many. Make your message shorter."
        : `${count} characters too many. Make your message shorter.`,
    mention: "Mention somebody",
    mentions: (count) =>
      count === 0
        ? "Nobody found."
        : count === 1
          ? "1 name found. Choose with the arrows and Enter."
          : `${count} names found. Choose with the arrows and Enter.`,
    whyNot: {
      paused: "This room is paused. Nobody can write now.",
      shut: "Your access is paused.",
      closed: "This room is closed. You can only read.",
      readOnly: "You can only read in this room.",
    },
    keptHere: "What you have not sent yet is on this device alone. It goes when you sign out.",
  },

  typing: {
    one: (name) => `${name} is writing …`,
    two: (one, other) => `${one} and ${other} are writing …`,
    many: (count) => `${count} people are writing …`,
  },

  jump: {
    toNewest: "To the newest",
    newBelow: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
    toFirstNew: (count) =>
      count === 0
        ? "To what is new"
        : count === 1
          ? "1 new message: go there"
          : `${count} new messages: go to the first`,
  },

  announce: {
    one: (name, text) => `${name}: ${text}`,
    many: (count) => `${count} new messages`,
    removed: "A message was removed.",
  },

  notices: {
    created: (name) => `${name} opened this room`,
    invited: (by, name) => `${by} invited ${name}`,
    joined: (name) => `${name} takes part`,
    left: (name) => `${name} left`,
    removed: (by, name) => `${by} removed ${name}`,
    declined: (name) => `${name} declined the invitation`,
    withdrawn: (by, name) => `${by} withdrew the invitation of ${name}`,
    named: (by, room) => `${by} called this room ${room}`,
    labelled: (by, label) => `${by} changed the label to: ${label}`,
    labelledFirst: (label) => `The label is: ${label}`,
    paused: "The room is paused",
    resumed: "The room goes on",
    changed: (name) => `Details of ${name} were updated`,
  },

  noAccess: "You can no longer read here. What was on this screen has been taken away.",
};
