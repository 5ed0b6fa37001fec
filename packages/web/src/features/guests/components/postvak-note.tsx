import { useGuestMessages } from "../../../messages/guests.ts";
import { ExternalLink } from "../../../primitives/link.tsx";
import { useSession } from "../../session/hooks/use-session.ts";

/** Where the mail is while there is no mail server: only in a demonstration. */
export function PostvakNote() {
  const t = useGuestMessages().postvak;
  if (!useSession()?.demo) return null;
  return (
    <p className="small">
      {t.look}{" "}
      <ExternalLink href="/postvak" target="_blank">
        {t.open}
      </ExternalLink>
    </p>
  );
}
