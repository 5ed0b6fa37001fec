/**
 * Messages that the server does not have yet, kept on this device so that a page that closes loses nothing. Per person,
 * gone as soon as the server has them, and gone at signing out.
 */
import { OF_WHO_IS_SIGNED_IN } from "../../../platform/stored.ts";
import { isRecord, numberOf, recordOf, textOf } from "../matrix/shape.ts";
import type { Deed, Entry } from "../model/queue.ts";
import { readRefusal } from "../model/refusal.ts";

const PREFIX = `${OF_WHO_IS_SIGNED_IN}message.`;

/** The place where they are kept. */
export interface KeptMessages {
  /** Everything kept, also by other tabs and before a reload. */
  readonly all: () => readonly Entry[];
  /** @returns false when this device cannot keep it: then it lasts as long as the page. */
  readonly keep: (entry: Entry) => boolean;
  readonly drop: (transactionId: string) => void;
  readonly has: (transactionId: string) => boolean;
  /** Calls when another tab kept one, or let it go (null). */
  readonly watch: (listener: (transactionId: string, entry: Entry | null) => void) => () => void;
}

/**
 * The messages of a person on this device. Those of somebody else, who did not sign out, are removed.
 *
 * @param storage null where there is none
 * @param who the id of who is signed in
 */
export function keptMessages(storage: Storage | null, who: string): KeptMessages {
  const own = `${PREFIX}${who}.`;
  const keys = (): readonly string[] => {
    try {
      return storage === null ? [] : Object.keys(storage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  };
  for (const key of keys()) if (!key.startsWith(own)) drop(key);

  function drop(key: string): void {
    try {
      storage?.removeItem(key);
    } catch {
      // Storage that is switched off holds nothing to drop.
    }
  }

  function read(key: string): Entry | null {
    try {
      return readEntry(storage?.getItem(key) ?? null);
    } catch {
      return null;
    }
  }

  return {
    all: () => keys().flatMap((key) => (key.startsWith(own) ? (read(key) ?? []) : [])),
    keep(entry) {
      try {
        storage?.setItem(own + entry.transactionId, JSON.stringify(entry));
        return storage !== null;
      } catch {
        return false;
      }
    },
    drop: (transactionId) => drop(own + transactionId),
    has: (transactionId) => read(own + transactionId) !== null,
    watch(listener) {
      const onStorage = (event: StorageEvent) => {
        if (event.key?.startsWith(own)) listener(event.key.slice(own.length), readEntry(event.newValue));
      };
      addEventListener("storage", onStorage);
      return () => removeEventListener("storage", onStorage);
    },
  };
}

function readEntry(stored: string | null): Entry | null {
  if (stored === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const transactionId = textOf(value.transactionId);
  const room = textOf(value.room);
  const deed = readDeed(value.deed);
  const at = numberOf(value.at);
  if (transactionId === null || room === null || deed === null || at === null) return null;
  const why = recordOf(recordOf(value.state).why);
  const code = textOf(why.code);
  return {
    transactionId,
    room,
    deed,
    at,
    tried: value.tried === true,
    state:
      code === null
        ? { kind: "waiting" }
        : { kind: "refused", why: { code, refusal: readRefusal(why.refusal) } },
  };
}

function readDeed(value: unknown): Deed | null {
  if (!isRecord(value)) return null;
  if (value.kind === "removal") {
    const target = textOf(value.target);
    return target === null ? null : { kind: "removal", target };
  }
  const type = textOf(value.type);
  return type === null || !isRecord(value.content) ? null : { kind: "event", type, content: value.content };
}
