import { useMessages } from "../../../messages/language.tsx";
import { RouteLink } from "../../../primitives/link.tsx";

/** What belongs to the site rather than to a page. */
export function SiteFooter() {
  const { t } = useMessages();
  return (
    <footer className="site-footer">
      <div className="wrap site-footer__row">
        <p className="site-footer__promise">{t.home.privacy}</p>
        <nav className="site-footer__links" aria-label={t.nav.footer}>
          <ul>
            <li>
              <RouteLink to="/wijzigingen">{t.nav.changes}</RouteLink>
            </li>
            <li>
              <RouteLink to="/over">{t.nav.about}</RouteLink>
            </li>
            <li>
              <RouteLink to="/privacy">{t.nav.privacy}</RouteLink>
            </li>
            <li>
              <RouteLink to="/toegankelijkheid">{t.nav.accessibility}</RouteLink>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}
