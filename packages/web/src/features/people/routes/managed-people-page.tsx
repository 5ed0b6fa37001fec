import { usePeopleMessages } from "../../../messages/people.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { ExternalLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import "../people.css";
import { ManagedList } from "../components/managed-list.tsx";

/** The people whose manager you are: who has access, and the way to end it when somebody leaves. */
export function ManagedPeoplePage() {
  const words = usePeopleMessages();
  const t = words.managed;
  const session = useSession();
  usePageTitle(t.title);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Heading level={1}>{t.title}</Heading>
        <Paragraph purpose="lead">{t.lead}</Paragraph>
      </div>
      {session === undefined ? null : session.abilities.includes("people.lead") ? (
        <>
          <ManagedList />
          <p className="small">{words.audited}</p>
        </>
      ) : session.signedIn ? (
        <Alert>{t.nobody}</Alert>
      ) : (
        <Alert>
          <ExternalLink href={signInAddress("/medewerkers")}>{t.signIn}</ExternalLink>
        </Alert>
      )}
    </div>
  );
}
