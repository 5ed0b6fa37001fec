import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { type Mentioning, mentioningAt, type Nameable, peopleFor } from "../model/mention.ts";
import { useChat } from "./use-chat.ts";

/** The list of names below the cursor. */
export interface Mentions {
  readonly id: string;
  readonly found: readonly Nameable[];
  readonly isOpen: boolean;
  /** The name that Enter chooses. */
  readonly active: number;
  readonly optionId: (index: number) => string;
  /** Looks whether a name is being typed at the cursor. */
  readonly look: (text: string, cursor: number) => void;
  readonly close: () => void;
  /** Handles a key. @returns the name that was chosen, "handled" for a key that was used, or null */
  readonly press: (event: KeyboardEvent) => Nameable | "handled" | null;
  readonly at: Mentioning | null;
}

/** Names of the people in the room, offered while somebody types one after an @. */
export function useMentions(): Mentions {
  const { room, me, speakerOf } = useChat();
  const id = useId();
  const [at, setAt] = useState<Mentioning | null>(null);
  const [active, setActive] = useState(0);
  const people = useMemo(
    () =>
      room.members
        .filter(({ membership, userId }) => membership === "join" && userId !== me)
        .map(({ userId }) => ({ userId, name: speakerOf(userId).name })),
    [room.members, me, speakerOf],
  );
  const found = at === null ? [] : peopleFor(at.typed, people);
  const isOpen = found.length > 0;

  function press(event: KeyboardEvent): Nameable | "handled" | null {
    if (!isOpen) return null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((now) => (now + step + found.length) % found.length);
      return "handled";
    }
    if (event.key === "Escape") {
      setAt(null);
      return "handled";
    }
    // With another key held down, Enter means what it always means.
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    return isPlain && (event.key === "Enter" || event.key === "Tab") ? (found[active] ?? null) : null;
  }

  return {
    id,
    found,
    isOpen,
    active: Math.min(active, Math.max(0, found.length - 1)),
    optionId: (index) => `${id}-${index}`,
    look: (text, cursor) => {
      setAt(mentioningAt(text, cursor));
      setActive(0);
    },
    close: () => setAt(null),
    press,
    at,
  };
}
