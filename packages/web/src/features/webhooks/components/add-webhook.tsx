import { useState } from "react";
import { useNoticeMessages } from "../../../messages/notices.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { organisationOn, organisationsOn } from "../../rule-sets/model/names.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { useWebhookAction } from "../hooks/use-webhooks.ts";

/** Adds a system, and shows its secret once. */
export function AddWebhook() {
  const t = useNoticeMessages().webhooks;
  const { ruleSet, date } = useRules(TODAYS_RULES);
  const person = useSession()?.person;
  const action = useWebhookAction();
  const ofEveryone = person?.roles.some((role) => role === "operator" || role === "coordinator") ?? false;
  const [url, setUrl] = useState("");
  const [organisation, setOrganisation] = useState(ofEveryone ? "" : (person?.organisation ?? ""));
  const [copied, setCopied] = useState(false);
  const choices = organisationsOn(ruleSet, date)
    .filter(({ id }) => ofEveryone || id === person?.organisation)
    .map((candidate) => ({ value: candidate.id, label: organisationOn(candidate, date).name }));
  const { error } = action;
  const secret = action.data?.secret;
  return (
    <Card className="stack" aria-labelledby="add-webhook">
      <Heading level={2} id="add-webhook">
        {t.add}
      </Heading>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setCopied(false);
          action.mutate(
            { kind: "add", url, organisation: organisation === "" ? null : organisation },
            { onSuccess: () => setUrl("") },
          );
        }}
      >
        <TextField
          label={t.url}
          hint={t.urlHint}
          type="url"
          inputMode="url"
          autoComplete="off"
          required
          value={url}
          error={error instanceof ServerRefusalError ? error.detail : (error?.message ?? null)}
          onChange={(event) => setUrl(event.target.value)}
        />
        <SelectField
          label={t.organisation}
          value={organisation}
          options={[...(ofEveryone ? [{ value: "", label: t.all }] : []), ...choices]}
          onChange={setOrganisation}
        />
        <div>
          <Button purpose="primary" type="submit" busy={action.isPending}>
            {t.addAction}
          </Button>
        </div>
      </form>
      {secret === undefined ? null : (
        <Alert kind="ok" announce>
          <p>
            <b>{t.secretTitle}</b>
          </p>
          <p>{t.secretText}</p>
          <TextField label={t.secret} readOnly value={secret} />
          <Button onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
            {copied ? t.copied : t.copy}
          </Button>
        </Alert>
      )}
    </Card>
  );
}
