import { useMessages } from "../../../messages/language.tsx";

/** While the rules are on their way. */
export function Loading() {
  const { t } = useMessages();
  return (
    <div className="wrap loading" role="status">
      <span className="loading__mark" aria-hidden="true" />
      {t.common.loading}
    </div>
  );
}
