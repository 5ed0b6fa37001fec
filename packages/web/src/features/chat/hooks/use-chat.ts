import { createContext, use } from "react";
import type { Room } from "../../rooms/api.ts";
import type { ChatClient } from "../client/chat-client.ts";
import type { RoomState } from "../client/state.ts";
import type { Message, Quoted } from "../model/messages.ts";
import type { Entry } from "../model/queue.ts";
import type { SpeakerOf } from "./use-speakers.ts";

/** A sheet about one message. */
export type Sheet = "menu" | "reactions" | "history" | "readers" | "remove";

/** What somebody is writing besides a new message. */
export type Writing =
  | { readonly kind: "new" }
  | { readonly kind: "reply"; readonly to: Message }
  | { readonly kind: "edit"; readonly of: Message }
  /** What was refused, to change and send again. */
  | { readonly kind: "mend"; readonly entry: Entry };

/** What is known of a conversation now; changes with everything that happens in it. */
export interface ConversationNow {
  readonly state: RoomState;
  /** What is on its way to the server in this room. */
  readonly entries: readonly Entry[];
  /** A message of the room in few words, when it is here. */
  readonly quote: (eventId: string) => Quoted | null;
}

/** What everything in a conversation needs: the room, who speak in it, and what can be done. Seldom changes. */
export interface ChatContextValue {
  readonly room: Room;
  readonly client: ChatClient;
  /** One's own Matrix id. */
  readonly me: string;
  readonly speakerOf: SpeakerOf;
  /** The name of somebody in the room; null for who is not in it. */
  readonly nameOf: (userId: string) => string | null;
  readonly mayWrite: boolean;
  /**
   * Opens a sheet about a message.
   *
   * @param write where what is chosen in it is written; the field of the room when left out
   */
  readonly open: (sheet: Sheet, message: Message, write?: (writing: Writing) => void) => void;
  /** Writes an answer, a change or a mended message. */
  readonly write: (writing: Writing) => void;
  /** Sets a sign on a message, or takes one's own away. */
  readonly react: (message: Message, key: string) => void;
  readonly openThread: (root: string) => void;
  /** Shows a message of the room, wherever it is. */
  readonly goTo: (eventId: string) => void;
}

const ChatContext = createContext<ChatContextValue | null>(null);

/** Gives everything below it the conversation. */
export const ChatProvider = ChatContext;

/** The conversation that this is part of. */
export function useChat(): ChatContextValue {
  const value = use(ChatContext);
  if (value === null) throw new Error("useChat must be used inside a conversation");
  return value;
}

const NowContext = createContext<ConversationNow | null>(null);

/** Gives everything below it what is known of the conversation now. */
export const NowProvider = NowContext;

/** What is known of the conversation now. What uses it is drawn anew with everything that happens. */
export function useConversation(): ConversationNow {
  const value = use(NowContext);
  if (value === null) throw new Error("useConversation must be used inside a conversation");
  return value;
}
