import { IconMoon, IconSun } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { SessionMenu } from "../../session/components/session-menu.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { useTheme } from "../hooks/use-theme.ts";

// Comes after the first screen, and only for who has rooms.
const NewInRooms = lazy(() =>
  import("../../rooms/components/new-in-rooms.tsx").then((module) => ({ default: module.NewInRooms })),
);

/** The ways around, each with the paths of the pages that belong to it. */
const PAGES = [
  { to: "/", key: "ask", paths: /^\/($|antwoord)/ },
  { to: "/middelen", key: "tools", paths: /^\/middelen/ },
  { to: "/vergelijk", key: "compare", paths: /^\/vergelijk/ },
  { to: "/ruimtes", key: "rooms", paths: /^\/ruimtes/ },
  { to: "/regels", key: "rules", paths: /^\/(regel|bronnen|wijzigingen|knelpunten)/ },
  { to: "/beheer", key: "manage", paths: /^\/beheer/ },
] as const;

/** Those that are only there for who is signed in. */
const FOR_WHO_IS_IN: readonly string[] = ["rooms", "manage"];

/** The name, the ways around, the language, the appearance and who is signed in. */
export function SiteHeader() {
  const { t, language, choose } = useMessages();
  const { theme, toggle } = useTheme();
  const path = useLocation({ select: (location) => location.pathname });
  const session = useSession();
  // A guest was invited into one room, and is shown the way to nothing else.
  const isGuest = session?.guest != null;
  const isIn = session?.signedIn ?? false;
  const pages = isGuest ? [] : PAGES.filter(({ key }) => isIn || !FOR_WHO_IS_IN.includes(key));
  const Icon = theme === "dark" ? IconSun : IconMoon;
  return (
    <header className="site-header">
      <div className="wrap site-header__row">
        <PlainLink to={isGuest ? "/ruimtes" : "/"} className="logo">
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span>{t.common.akkoord}</span>
        </PlainLink>
        <nav className="site-nav" aria-label={t.nav.label} hidden={isGuest}>
          <ul>
            {pages.map((page) => (
              <li key={page.to}>
                <PlainLink
                  to={page.to}
                  activeOptions={{ exact: true, includeHash: false }}
                  aria-current={page.paths.test(path) ? "page" : undefined}
                  className="site-nav__link"
                >
                  {t.nav[page.key]}
                  {page.key === "rooms" ? (
                    <Suspense fallback={null}>
                      <NewInRooms />
                    </Suspense>
                  ) : null}
                </PlainLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="site-header__tools">
          <button
            type="button"
            className="tool-button"
            lang={t.language.switchToCode}
            onClick={() => void choose(language === "nl" ? "en" : "nl")}
          >
            <span className="only-wide">{t.language.switchTo}</span>
            <span className="only-narrow" aria-hidden="true">
              {t.language.switchToCode.toUpperCase()}
            </span>
          </button>
          <button type="button" className="tool-button tool-button--icon" onClick={toggle}>
            <Icon aria-hidden="true" size={22} />
            <span className="visually-hidden">
              {theme === "dark" ? t.appearance.toLight : t.appearance.toDark}
            </span>
          </button>
          <SessionMenu />
        </div>
      </div>
    </header>
  );
}
