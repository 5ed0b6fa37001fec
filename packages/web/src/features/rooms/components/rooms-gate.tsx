import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signedOutAt, signInAddress, useSession, useSessionFailed } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { keepFragmentForSignIn, NEW_ROOM_PATH } from "../hooks/use-kept-fragment.ts";
import { ROOMS_KEY } from "../hooks/use-rooms.ts";
import { RoomLoading } from "./room-loading.tsx";

/** Shows what is below it to who is signed in; says to others what to do. */
export function RoomsGate({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const failed = useSessionFailed();
  const client = useQueryClient();
  const wasIn = useRef(false);
  const isIn = session?.signedIn ?? false;

  // Whoever was signed out elsewhere, because they left, keeps nothing of a room on this screen.
  useEffect(() => {
    if (isIn) wasIn.current = true;
    else if (session !== undefined) client.removeQueries({ queryKey: ROOMS_KEY });
  }, [isIn, session, client]);

  // Another tab signed out: this one does not wait until the server says so.
  const elsewhere = signedOutAt.use();
  const known = useRef(elsewhere);
  useEffect(() => {
    if (elsewhere !== known.current) void client.invalidateQueries({ queryKey: ["session"] });
  }, [elsewhere, client]);

  if (isIn) return children;
  if (session !== undefined) return <SignIn ended={wasIn.current} />;
  return failed ? <Unreachable /> : <RoomLoading />;
}

function SignIn({ ended }: { readonly ended: boolean }) {
  const t = useRoomMessages().signIn;
  const path = useLocation({ select: ({ pathname }) => pathname });
  usePageTitle(t.title);
  const isNew = path === NEW_ROOM_PATH;
  return (
    <div className="wrap page stack">
      {ended ? (
        <Alert kind="warning" announce>
          <p>{t.ended}</p>
        </Alert>
      ) : null}
      <Heading level={1}>{t.title}</Heading>
      <Paragraph purpose="lead">{isNew ? t.leadNew : t.lead}</Paragraph>
      <div className="row">
        <a
          className="nl-button nl-button--primary"
          href={signInAddress(path)}
          onClick={isNew ? keepFragmentForSignIn : undefined}
        >
          <span className="nl-button__label">{t.button}</span>
        </a>
      </div>
      <p>
        {t.guest} <RouteLink to="/gast">{t.guestLink}</RouteLink>
      </p>
    </div>
  );
}

function Unreachable() {
  const t = useRoomMessages().failure;
  const client = useQueryClient();
  usePageTitle(t.offlineTitle);
  return (
    <div className="wrap page stack" role="status">
      <Heading level={1}>{navigator.onLine ? t.title : t.offlineTitle}</Heading>
      <Paragraph purpose="lead">{navigator.onLine ? t.text : t.offline}</Paragraph>
      <div className="row">
        <Button purpose="primary" onClick={() => void client.invalidateQueries({ queryKey: ["session"] })}>
          {t.retry}
        </Button>
      </div>
    </div>
  );
}
