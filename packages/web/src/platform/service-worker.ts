import { storedFlag } from "./flag.ts";

/** Whether a newer version of the page waits to be used. */
export const updateReady = storedFlag();

let waiting: ServiceWorker | null = null;

/** Makes the page work without a network. Only in a built page: while developing it would serve yesterday's code. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker
    .register("/sw.js")
    .then((registration: ServiceWorkerRegistration) => {
      const watch = (worker: ServiceWorker | null) => {
        if (worker === null) return;
        const announce = () => {
          if (worker.state !== "installed" || navigator.serviceWorker.controller === null) return;
          waiting = worker;
          updateReady.raise();
        };
        worker.addEventListener("statechange", announce);
        announce();
      };
      watch(registration.waiting);
      registration.addEventListener("updatefound", () => watch(registration.installing));
    })
    .catch((error: unknown) => {
      // Private windows and policies may forbid it; the page works, but not without a network.
      console.warn("Akkoord does not work offline here:", error);
    });
}

/** Switches to the newer version of the page. */
export function switchToNewVersion(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage({ type: "SKIP_WAITING" });
}

/**
 * Fetches once more through the service worker, so that it keeps a copy. On a first visit the page asks for its
 * data before the service worker is there to see it; the browser's own cache makes the second time free.
 */
export async function keepForOffline(paths: readonly string[]): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller === null)
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
    );
  await Promise.all(paths.map((path) => fetch(path)));
}
