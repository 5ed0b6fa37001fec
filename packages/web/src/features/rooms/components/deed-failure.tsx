import { useRoomMessages } from "../../../messages/rooms.ts";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { refusalIn } from "../model/refusal.ts";
import { RefusalNote } from "./refusal-note.tsx";

interface DeedFailureProps {
  readonly error: Error | null;
  /** Does it again, once somebody said what was still to be said. */
  readonly onAgain?: () => void;
}

/** Why something did not happen, in the place where it was asked. */
export function DeedFailure({ error, onAgain }: DeedFailureProps) {
  const t = useRoomMessages().failure;
  if (error === null) return null;
  const refusal = refusalIn(error);
  if (refusal !== null) return <RefusalNote refusal={refusal} announce onTold={onAgain} />;
  return (
    <Alert kind="error" announce>
      <p>
        {error instanceof UnreachableError ? t.unreachable : t.deed}{" "}
        {error instanceof ServerRefusalError ? error.detail : null}
      </p>
    </Alert>
  );
}
