import { useQuery } from "@tanstack/react-query";
import { useAuditLogMessages } from "../../../messages/audit-log.ts";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError } from "../../../platform/http.ts";
import { saveFile } from "../../../platform/save-file.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { ExternalLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { type AuditCheck, publicKeys } from "../api.ts";
import { lastCheckQuery, useCheckNow } from "../hooks/use-audit-log.ts";
import { formatCount, formatTime } from "../model/format-time.ts";

/** Whether the trail is intact, with a check at once and the means to check elsewhere. */
export function CheckCard() {
  const t = useAuditLogMessages();
  const { data: last } = useQuery(lastCheckQuery);
  const check = useCheckNow();
  const { error } = check;
  return (
    <Card className="stack" aria-labelledby="audit-check-title">
      <Heading level={2} id="audit-check-title">
        {t.check.title}
      </Heading>
      {/* Stays in the page while its content changes, so that a screen reader hears the result. */}
      <div role="status" className="stack">
        {check.isPending ? <p>{t.check.running}</p> : null}
        {!check.isPending && last !== undefined ? <CheckResult check={last} /> : null}
      </div>
      {error === null ? null : (
        <Alert kind="error" announce>
          {error instanceof ServerRefusalError && error.detail !== null ? error.detail : t.failed}
        </Alert>
      )}
      <div>
        <Button purpose="primary" busy={check.isPending} onClick={() => check.mutate()}>
          {t.check.now}
        </Button>
      </div>
      <Heading level={3}>{t.export.title}</Heading>
      <p>{t.export.text}</p>
      <div className="row">
        <ExternalLink href="/v1/audit-exports" download>
          {t.export.action}
        </ExternalLink>
        <Button
          onClick={() =>
            void publicKeys().then((keys) => saveFile(t.export.keysFile, "application/x-pem-file", keys))
          }
        >
          {t.export.keys}
        </Button>
      </div>
    </Card>
  );
}

function CheckResult({ check }: { readonly check: AuditCheck | null }) {
  const t = useAuditLogMessages().check;
  const { language } = useMessages();
  if (check === null) return <Alert>{t.never}</Alert>;
  const moment = formatTime(check.checkedAt, language);
  if (check.finding === null) {
    return <Alert kind="ok">{t.intact(formatCount(check.entries, language), moment)}</Alert>;
  }
  const { kind, sequence, upTo } = check.finding;
  return (
    <Alert kind="error">
      <p>
        <b>{t.damaged(t.at(sequence, upTo), moment)}</b>
      </p>
      <p>{t.kinds[kind]}</p>
      <p>{t.whatNow}</p>
    </Alert>
  );
}
