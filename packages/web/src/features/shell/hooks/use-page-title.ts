import { useEffect } from "react";
import { useMessages } from "../../../messages/language.tsx";

/** Names the page in the browser's tab, for people and screen readers alike. */
export function usePageTitle(title: string): void {
  const { t } = useMessages();
  useEffect(() => {
    document.title = `${title} · ${t.common.akkoord}`;
  }, [title, t]);
}
