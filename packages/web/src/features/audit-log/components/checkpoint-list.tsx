import { useQuery } from "@tanstack/react-query";
import { useAuditLogMessages } from "../../../messages/audit-log.ts";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError } from "../../../platform/http.ts";
import { saveFile } from "../../../platform/save-file.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Heading, VisuallyHidden } from "../../../primitives/text.tsx";
import { checkpointsQuery, useSignNow } from "../hooks/use-audit-log.ts";
import { formatCount, formatTime } from "../model/format-time.ts";

/** The newest signed checkpoints, to keep elsewhere. */
export function CheckpointList() {
  const messages = useAuditLogMessages();
  const t = messages.checkpoints;
  const { language } = useMessages();
  const { data: checkpoints } = useQuery(checkpointsQuery);
  const sign = useSignNow();
  const { error } = sign;
  return (
    <Card className="stack" aria-labelledby="audit-checkpoints-title">
      <Heading level={2} id="audit-checkpoints-title">
        {t.title}
      </Heading>
      <p>{t.text}</p>
      <div className="row">
        <Button busy={sign.isPending} onClick={() => sign.mutate()}>
          {t.sign}
        </Button>
        <span role="status">{sign.data ? t.signed(formatCount(sign.data.size, language)) : null}</span>
      </div>
      {error === null ? null : (
        <Alert kind="error" announce>
          {error instanceof ServerRefusalError && error.detail !== null ? error.detail : messages.failed}
        </Alert>
      )}
      {checkpoints?.length === 0 ? <p>{t.none}</p> : null}
      <ul className="audit-checkpoints">
        {checkpoints?.map(({ size, signedAt, keyId, note }) => (
          <li key={size} className="audit-checkpoint">
            <span>
              {t.line(formatCount(size, language), formatTime(signedAt, language))}
              <span className="audit-checkpoint__key">{t.key(keyId.slice(0, 16))}</span>
            </span>
            <Button onClick={() => saveFile(t.file(size), "text/plain", note)}>
              {t.save} <VisuallyHidden>{t.saveFor(size)}</VisuallyHidden>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
