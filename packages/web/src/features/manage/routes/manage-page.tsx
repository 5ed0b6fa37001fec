import { useManageMessages } from "../../../messages/manage.ts";
import { PlainLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { sectionsFor } from "../sections.ts";

/** The start of the management pages: what you may do here. */
export function ManagePage() {
  const t = useManageMessages();
  const session = useSession();
  usePageTitle(t.documentTitle);
  const sections = sectionsFor(session?.abilities ?? []);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Heading level={1}>{t.title}</Heading>
        <Paragraph purpose="lead">{t.lead}</Paragraph>
      </div>
      {session !== undefined && !session.signedIn ? (
        <p>
          {t.signInFirst}{" "}
          <a className="nl-link" href={signInAddress("/beheer")}>
            {t.signIn}
          </a>
        </p>
      ) : null}
      {session?.signedIn && sections.length === 0 ? <p>{t.nothing}</p> : null}
      <ul className="manage-sections">
        {sections.map(({ to, key, icon: Icon }) => (
          <li key={to}>
            <PlainLink to={to} className="manage-section card">
              <Icon aria-hidden="true" size={28} />
              <span className="manage-section__title">{t.sections[key].title}</span>
              <span className="manage-section__text">{t.sections[key].text}</span>
            </PlainLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
