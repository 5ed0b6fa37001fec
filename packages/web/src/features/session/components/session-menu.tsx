import { IconUser } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { ButtonLink } from "../../../primitives/link.tsx";
import { Paragraph } from "../../../primitives/text.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { signInAddress, useSession, useSignOut } from "../hooks/use-session.ts";

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words.at(0), words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0) ?? "")
    .join("")
    .toUpperCase();
}

/** Who is signed in, in the header. Nothing shows while the server cannot be asked. */
export function SessionMenu() {
  const { t } = useMessages();
  const session = useSession();
  const signOut = useSignOut();
  const [open, setOpen] = useState(false);
  const path = useLocation({ select: (location) => location.pathname });
  const { remember } = useAboutYou();
  if (session === undefined) return null;
  const who = session.person ?? session.guest;
  if (who === null)
    return (
      <a className="tool-button" href={signInAddress(path)}>
        <span className="only-wide">{t.session.signIn}</span>
        <IconUser className="only-narrow" aria-hidden="true" size={22} />
      </a>
    );
  const { name } = who;
  const organisation = session.person?.organisation ?? null;
  return (
    <>
      <button
        type="button"
        className="avatar"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <span aria-hidden="true">{initials(name)}</span>
        <span className="visually-hidden">{t.session.account(name)}</span>
      </button>
      <Dialog open={open} title={t.session.title} onClose={() => setOpen(false)}>
        <div className="stack">
          <Paragraph>{t.session.account(name)}</Paragraph>
          {session.demo ? <Alert>{t.session.demo}</Alert> : null}
          <div className="row">
            {organisation === null ? null : (
              <Button
                onClick={() => {
                  remember({ organisation });
                  setOpen(false);
                }}
              >
                {t.session.takeOrganisation(organisation.toUpperCase())}
              </Button>
            )}
            {session.abilities.includes("people.lead") ? (
              <ButtonLink to="/medewerkers" onClick={() => setOpen(false)}>
                {t.session.people}
              </ButtonLink>
            ) : null}
            <Button onClick={() => signOut.mutate(undefined, { onSettled: () => setOpen(false) })}>
              {t.session.signOut}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
