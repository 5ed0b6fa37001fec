import { useFindingsMessages } from "../../../messages/findings.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";

interface ListStateProps {
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onRetry: () => void;
}

/** While a list is worked out, and when that failed: then what to do. */
export function ListState({ pending, error, onRetry }: ListStateProps) {
  const f = useFindingsMessages();
  if (error !== null)
    return (
      <div className="stack">
        <Alert kind="error" announce>
          {error instanceof ServerRefusalError && error.detail !== null ? error.detail : f.failed}
        </Alert>
        <div>
          <Button onClick={onRetry}>{f.retry}</Button>
        </div>
      </div>
    );
  return pending ? <p role="status">{f.loading}</p> : null;
}
