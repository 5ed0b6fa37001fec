import type { Situation, ToolOutcome } from "@akkoord/policy";
import { IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { keepQuestionForSignIn } from "../../answer/hooks/use-kept-question.ts";
import { ANSWER_PATH } from "../../answer/hooks/use-question.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { RequestForm } from "./request-form.tsx";

interface WaiverCardProps {
  readonly rules: Rules;
  readonly situation: Situation;
  /** The tools that are not open here. */
  readonly closed: readonly ToolOutcome[];
  /** The tool that was asked about. */
  readonly asked: string | null;
}

/** Beside an answer in which a tool is not open: ask for a waiver, or how to sign in for it. */
export function WaiverCard({ rules, situation, closed, asked }: WaiverCardProps) {
  const t = useWaiverMessages();
  const session = useSession();
  const [open, setOpen] = useState(false);
  // Without a network nobody can ask; the answer itself is complete.
  if (session === undefined) return null;
  return (
    <Card as="div" className="stack no-print">
      <Heading level={2} appearance="level-3">
        {t.card.title}
      </Heading>
      <p className="small">{t.card.lead}</p>
      {session.signedIn ? (
        <Button icon={<IconShieldCheck aria-hidden="true" size={20} />} onClick={() => setOpen(true)}>
          {t.card.button}
        </Button>
      ) : (
        <>
          <p>
            <a className="nl-link" href={signInAddress(ANSWER_PATH)} onClick={keepQuestionForSignIn}>
              {t.card.signIn}
            </a>
          </p>
          <p className="small">
            {t.card.anonymous} {t.card.afterSignIn}
          </p>
        </>
      )}
      <Dialog open={open} title={t.request.title} onClose={() => setOpen(false)}>
        <RequestForm rules={rules} situation={situation} closed={closed} asked={asked} />
      </Dialog>
    </Card>
  );
}
