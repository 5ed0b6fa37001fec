import { useGuestMessages } from "../../../messages/guests.ts";
import { Card } from "../../../primitives/card.tsx";
import { ButtonLink, ExternalLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { AskLink } from "../components/ask-link.tsx";

/** Where a guest comes back: with a link by mail. */
export function AskPage() {
  const t = useGuestMessages().ask;
  const guest = useSession()?.guest ?? null;
  usePageTitle(t.documentTitle);
  return (
    <div className="wrap page stack stack--wide guest-page">
      <div className="page-head">
        <Heading level={1}>{t.title}</Heading>
        {guest === null ? <Paragraph purpose="lead">{t.lead}</Paragraph> : null}
      </div>
      <Card className="stack">
        {guest === null ? (
          <AskLink />
        ) : (
          <>
            <p>{t.inside(guest.name)}</p>
            <div>
              <ButtonLink to="/ruimtes/$id" params={{ id: guest.room }} purpose="primary">
                {t.toRoom}
              </ButtonLink>
            </div>
          </>
        )}
      </Card>
      {guest === null ? (
        <p>
          {t.colleague} <ExternalLink href={signInAddress("/ruimtes")}>{t.signIn}</ExternalLink>
        </p>
      ) : null}
    </div>
  );
}
