import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useMessages } from "../../../messages/language.tsx";
import type { Messages } from "../../../messages/nl.ts";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Button } from "../../../primitives/button.tsx";
import { ButtonLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { AlteredRuleSetError } from "../../rule-sets/api.ts";
import { NoRuleSetError } from "../../rule-sets/model/in-force.ts";

function explain(error: unknown, t: Messages): string {
  if (error instanceof UnreachableError) return t.failure.unreachable;
  if (error instanceof NoRuleSetError) return t.failure.noRuleSet;
  if (error instanceof AlteredRuleSetError) return t.failure.altered;
  if (error instanceof ServerRefusalError && (error.status === 503 || error.status === 429))
    return t.failure.busy;
  return t.failure.other;
}

/** What went wrong and what to do about it, in place of the screen that failed. */
export function Failure({ error, reset }: ErrorComponentProps) {
  const { t } = useMessages();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  return (
    <div className="wrap page stack" role="alert">
      <Heading level={1}>{t.failure.title}</Heading>
      <Paragraph purpose="lead">{explain(error, t)}</Paragraph>
      <div className="row">
        <Button
          purpose="primary"
          onClick={() => {
            queries.reset();
            reset();
            void router.invalidate();
          }}
        >
          {t.failure.retry}
        </Button>
        <ButtonLink to="/">{t.failure.home}</ButtonLink>
      </div>
    </div>
  );
}
