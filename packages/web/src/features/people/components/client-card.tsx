import { IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { usePeopleMessages } from "../../../messages/people.ts";
import { Badge } from "../../../primitives/badge.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { Heading, VisuallyHidden } from "../../../primitives/text.tsx";
import { formatTime } from "../../audit-log/model/format-time.ts";
import type { ScimClient } from "../api.ts";
import { useOrganisationNames } from "../hooks/use-organisation-name.ts";
import { useScimClientAction } from "../hooks/use-people.ts";

/** One connection with an administration, and the way to end it. */
export function ClientCard({ client }: { readonly client: ScimClient }) {
  const words = usePeopleMessages();
  const t = words.clients;
  const { language } = useMessages();
  const { short } = useOrganisationNames();
  const action = useScimClientAction();
  const [ending, setEnding] = useState(false);
  const { endedAt, lastUsed, movesTo } = client;
  return (
    <Card as="article" className="stack stack--tight">
      <Heading level={3} className="break-anywhere">
        {t.of(client.name, short(client.organisation))}
      </Heading>
      <p>
        {endedAt === null ? (
          <Badge tone="go" icon={IconCheck}>
            {words.states.active}
          </Badge>
        ) : (
          <Badge tone="stop" icon={IconX}>
            {t.ended(formatMoment(endedAt, language))}
          </Badge>
        )}
      </p>
      <p className="small">
        {t.made(formatMoment(client.createdAt, language))} ·{" "}
        {lastUsed === null ? t.unused : t.lastUsed(formatTime(lastUsed, language))}
      </p>
      {movesTo.length === 0 ? null : (
        <p className="small">
          {t.movesTo}: {movesTo.map(short).join(", ")}
        </p>
      )}
      {endedAt !== null ? null : (
        <div>
          <Button purpose="subtle" aria-haspopup="dialog" onClick={() => setEnding(true)}>
            <span aria-hidden="true">{t.end}</span>
            <VisuallyHidden>{t.endOf(client.name)}</VisuallyHidden>
          </Button>
        </div>
      )}
      <Dialog open={ending} title={t.endTitle} onClose={() => setEnding(false)}>
        <div className="stack">
          <p>{t.endText}</p>
          <div className="row">
            <Button
              purpose="primary"
              busy={action.isPending}
              onClick={() =>
                action.mutate({ kind: "end", id: client.id }, { onSuccess: () => setEnding(false) })
              }
            >
              {t.end}
            </Button>
            <Button onClick={() => setEnding(false)}>{t.cancel}</Button>
          </div>
        </div>
      </Dialog>
    </Card>
  );
}
