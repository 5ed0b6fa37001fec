import type { ReactNode } from "react";
import { useMessages } from "../messages/language.tsx";

/** The way back up from a page below a list. */
export function Breadcrumbs({
  children,
  current,
}: {
  readonly children: ReactNode;
  readonly current: string;
}) {
  const { t } = useMessages();
  return (
    <nav className="breadcrumbs no-print" aria-label={t.nav.breadcrumbs}>
      <ol>
        <li>{children}</li>
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}
