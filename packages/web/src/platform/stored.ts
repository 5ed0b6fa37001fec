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
