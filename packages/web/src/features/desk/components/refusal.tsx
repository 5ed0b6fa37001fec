import { useDeskMessages } from "../../../messages/desk.ts";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";

/** Why something did not work, where somebody did it. */
export function Refusal({ error }: { readonly error: Error | null }) {
  const t = useDeskMessages();
  if (error === null) return null;
  const detail =
    error instanceof UnreachableError
      ? t.unreachable
      : error instanceof ServerRefusalError && error.detail !== null
        ? error.detail
        : t.unexpected;
  return (
    <Alert kind="error" announce>
      <p>{t.failed(detail)}</p>
    </Alert>
  );
}
