import type { Situation } from "@akkoord/policy";
import { useMutation } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { send } from "../../../platform/http.ts";
import { useSession } from "../../session/hooks/use-session.ts";

/** "This does not work for me": exactly what is sent, and nothing else. */
export interface Report {
  readonly ruleSet: string;
  readonly tool: string | null;
  readonly reason: string;
  readonly situation: Situation;
  /** Present only when somebody who is signed in wants to be called. */
  readonly contact?: true;
}

/** Sends a report, which is the one way a situation leaves the device besides keeping a receipt. */
export function useSendReport() {
  const session = useSession();
  const { language } = useMessages();
  return useMutation({
    mutationFn: (report: Report) =>
      send<{ readonly id: string }>("/v1/feedback", report, {
        csrfToken: session?.csrfToken ?? null,
        language,
      }),
    networkMode: "always",
  });
}
