import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { Heading } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { Loading } from "../../shell/components/loading.tsx";
import { ownersOf } from "../hooks/use-drafts.ts";

/** Lets in who makes rules, and tells others why not. */
export function OwnerGate({ children }: { readonly children: ReactNode }) {
  const t = useDeskMessages();
  const session = useSession();
  const path = useLocation({ select: (location) => location.pathname });
  if (session === undefined) return <Loading />;
  if (ownersOf(session).length > 0) return children;
  return (
    <div className="wrap page stack">
      <Heading level={1}>{t.title}</Heading>
      {session.signedIn ? (
        <p>{t.notAllowed}</p>
      ) : (
        <p>
          {t.signInFirst}{" "}
          <a className="nl-link" href={signInAddress(path)}>
            {t.signIn}
          </a>
        </p>
      )}
    </div>
  );
}
