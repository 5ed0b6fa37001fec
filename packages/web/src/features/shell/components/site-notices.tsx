import { useSyncExternalStore } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { switchToNewVersion, updateReady } from "../../../platform/service-worker.ts";
import { Button } from "../../../primitives/button.tsx";

function watchNetwork(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** Says that the device is offline, or that a newer version of the page waits. */
export function SiteNotices() {
  const { t } = useMessages();
  const online = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const newer = updateReady.use();
  return (
    <div className="site-notices no-print" role="status">
      {online ? null : <p className="wrap site-notice">{t.common.offline}</p>}
      {newer ? (
        <div className="wrap site-notice">
          <span>{t.update.ready}</span>
          <Button onClick={switchToNewVersion}>{t.update.reload}</Button>
        </div>
      ) : null}
    </div>
  );
}
