import { useRoomMessages } from "../../../messages/rooms.ts";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { refusalIn } from "../model/refusal.ts";
import { RefusalNote } from "./refusal-note.tsx";

/** Why something did not happen, in the place where it was asked. */
export function DeedFailure({ error }: { readonly error: Error | null }) {
  const t = useRoomMessages().failure;
  if (error === null) return null;
  const refusal = refusalIn(error);
  if (refusal !== null) return <RefusalNote refusal={refusal} announce />;
  return (
    <Alert kind="error" announce>
      <p>
        {error instanceof UnreachableError ? t.unreachable : t.deed}{" "}
        {error instanceof ServerRefusalError ? error.detail : null}
      </p>
    </Alert>
  );
}
