import { useSyncExternalStore } from "react";

/**
 * A value kept on this device and nowhere else. Where storage is switched off it lasts as long as the page.
 *
 * @param parse turns what was stored into the value, and anything else into the value to start with.
 */
export function storedValue<T>(key: string, parse: (stored: unknown) => T) {
  const listeners = new Set<() => void>();
  let current: T = parse(read());

  function read(): unknown {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  function set(value: T): void {
    current = value;
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Private browsing without storage: the choice holds until the page closes.
    }
    for (const listener of listeners) listener();
  }

  function subscribe(listener: () => void): () => void {
    const onStorage = (event: StorageEvent) => {
      if (event.key !== key) return;
      current = parse(read());
      listener();
    };
    listeners.add(listener);
    addEventListener("storage", onStorage);
    return () => {
      listeners.delete(listener);
      removeEventListener("storage", onStorage);
    };
  }

  return {
    get: () => current,
    set,
    use: (): T => useSyncExternalStore(subscribe, () => current),
  };
}

/** What begins so is of who is signed in, such as a text not yet saved: it goes when they sign out. */
export const OF_WHO_IS_SIGNED_IN = "akkoord.draft.";

/** Removes from the device what belongs to who was signed in. */
export function forgetWhoWasSignedIn(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(OF_WHO_IS_SIGNED_IN)) localStorage.removeItem(key);
  } catch {
    // Storage that is switched off holds nothing to remove.
  }
}
