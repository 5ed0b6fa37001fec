import { SkipLink } from "@nl-design-system-candidate/skip-link-react";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Loading } from "../components/loading.tsx";
import { SiteFooter } from "../components/site-footer.tsx";
import { SiteHeader } from "../components/site-header.tsx";
import { SiteNotices } from "../components/site-notices.tsx";

/** What is around every page: the skip link, the header, the page itself and the footer. */
export function Shell() {
  const { t } = useMessages();
  const main = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  const firstPath = useRef(path);

  // After going to another page the focus follows, so that a keyboard or screen reader starts at its beginning.
  useEffect(() => {
    if (firstPath.current === path) return;
    firstPath.current = "";
    main.current?.focus({ preventScroll: true });
  }, [path]);

  return (
    <>
      <SkipLink
        href="#main"
        onClick={(event) => {
          // Following the link would put `#main` where the address holds the question.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t.common.skipToContent}
      </SkipLink>
      <SiteHeader />
      <SiteNotices />
      <main id="main" ref={main} tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <SiteFooter />
    </>
  );
}
