import { IconCheck, IconClock, IconMail, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { formatDate } from "../../../messages/format.ts";
import { useGuestMessages } from "../../../messages/guests.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Badge } from "../../../primitives/badge.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, VisuallyHidden } from "../../../primitives/text.tsx";
import { DeedFailure } from "../../rooms/components/deed-failure.tsx";
import type { Guest } from "../api.ts";
import { useGuestDeed } from "../hooks/use-guests.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RenewDialog } from "./renew-dialog.tsx";

interface GuestCardProps {
  readonly guest: Guest;
  readonly longestDays: number;
  /** With what to tell. */
  readonly onDone: (words: string) => void;
}

/** A guest that one answers for: until when, and what can be done. */
export function GuestCard({ guest, longestDays, onDone }: GuestCardProps) {
  const t = useGuestMessages().list;
  const { language } = useMessages();
  const resend = useGuestDeed();
  const [dialog, setDialog] = useState<"renew" | "remove" | null>(null);
  const may = (ability: Guest["abilities"][number]) => guest.abilities.includes(ability);
  const titleId = `guest-${guest.id}`;
  const close = () => setDialog(null);
  const sendAgain = () =>
    resend.mutateAsync({ kind: "resend", id: guest.id }).then(
      () => onDone(t.resent(guest.name)),
      // The card itself says what went wrong.
      () => undefined,
    );
  const done = (words: string) => {
    close();
    onDone(words);
  };
  return (
    <Card as="article" className="stack stack--tight" aria-labelledby={titleId}>
      <div className="row">
        <Heading level={3} id={titleId}>
          <bdi>{guest.name}</bdi>
        </Heading>
        <StateBadge guest={guest} />
      </div>
      <GuestFacts guest={guest} />
      {guest.state === "ended" && guest.ending !== null ? <p>{t.endings[guest.ending]}</p> : null}
      <MailNote guest={guest} />
      <DeedFailure error={resend.error} />
      {guest.abilities.length === 0 ? null : (
        <div className="row">
          {may("renew") ? (
            <Button purpose={guest.endsSoon ? "primary" : "secondary"} onClick={() => setDialog("renew")}>
              {t.renew}
              <VisuallyHidden> {guest.name}</VisuallyHidden>
            </Button>
          ) : null}
          {may("resend") ? (
            <Button busy={resend.isPending} unavailable={resend.isPending} onClick={() => void sendAgain()}>
              {t.resend}
              <VisuallyHidden> {guest.name}</VisuallyHidden>
            </Button>
          ) : null}
          {may("remove") ? (
            <Button purpose="subtle" onClick={() => setDialog("remove")}>
              {t.remove}
              <VisuallyHidden> {guest.name}</VisuallyHidden>
            </Button>
          ) : null}
        </div>
      )}
      <RenewDialog
        guest={guest}
        open={dialog === "renew"}
        longestDays={longestDays}
        onClose={close}
        onDone={(day) => done(t.renewed(guest.name, formatDate(day, language)))}
      />
      <RemoveDialog
        guest={guest}
        open={dialog === "remove"}
        onClose={close}
        onDone={() => done(t.removed(guest.name))}
      />
    </Card>
  );
}

function GuestFacts({ guest }: { readonly guest: Guest }) {
  const words = useGuestMessages();
  const t = words.list;
  const { language } = useMessages();
  const room =
    guest.room.name === null ? (
      t.noRoom
    ) : (
      <RouteLink to="/ruimtes/$id" params={{ id: guest.room.id }}>
        {guest.room.name}
      </RouteLink>
    );
  return (
    <DataList
      items={[
        { key: t.room, value: room },
        { key: t.until, value: formatDate(guest.until, language) },
        { key: t.origin, value: `${guest.origin} (${words.party[guest.party]})` },
        ...(guest.email === null
          ? []
          : [{ key: t.email, value: <span className="break-anywhere">{guest.email}</span> }]),
        { key: t.reason, value: guest.reason },
      ]}
    />
  );
}

function StateBadge({ guest: { state, endsSoon } }: { readonly guest: Guest }) {
  const t = useGuestMessages().list;
  if (state === "ended")
    return (
      <Badge tone="none" icon={IconX}>
        {t.states.ended}
      </Badge>
    );
  if (endsSoon)
    return (
      <Badge tone="care" icon={IconClock}>
        {t.soon}
      </Badge>
    );
  return state === "verified" ? (
    <Badge tone="go" icon={IconCheck}>
      {t.states.verified}
    </Badge>
  ) : (
    <Badge tone="brand" icon={IconMail}>
      {t.states.invited}
    </Badge>
  );
}

function MailNote({ guest: { mail, state } }: { readonly guest: Guest }) {
  const t = useGuestMessages().list;
  if (mail === null || state === "ended" || t.mail[mail] === "") return null;
  return mail === "waiting" ? (
    <p className="small">{t.mail.waiting}</p>
  ) : (
    <Alert kind="warning">
      <p>{t.mail[mail]}</p>
    </Alert>
  );
}
