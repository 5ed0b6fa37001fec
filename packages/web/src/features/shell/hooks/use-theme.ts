import { useSyncExternalStore } from "react";
import { storedValue } from "../../../platform/stored.ts";

type Theme = "light" | "dark";

const chosen = storedValue<Theme | null>("akkoord.theme", (stored) =>
  stored === "light" || stored === "dark" ? stored : null,
);

const device = matchMedia("(prefers-color-scheme: dark)");

function useDeviceTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      device.addEventListener("change", listener);
      return () => device.removeEventListener("change", listener);
    },
    () => (device.matches ? "dark" : "light"),
  );
}

/** The appearance in use. Choosing what the device already does gives the choice back to the device. */
export function useTheme(): { readonly theme: Theme; readonly toggle: () => void } {
  const own = chosen.use();
  const devices = useDeviceTheme();
  const theme = own ?? devices;
  return {
    theme,
    toggle: () => {
      const next: Theme = theme === "dark" ? "light" : "dark";
      const kept = next === devices ? null : next;
      if (kept === null) delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = kept;
      chosen.set(kept);
    },
  };
}
