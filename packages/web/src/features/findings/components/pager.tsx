import { useFindingsMessages } from "../../../messages/findings.ts";
import { Button } from "../../../primitives/button.tsx";
import { PAGE_SIZE } from "../api.ts";

interface PagerProps {
  readonly page: number;
  readonly total: number;
  readonly onChoose: (page: number) => void;
}

/** Goes through the pages of a list; nothing where one page holds all. */
export function Pager({ page, total, onChoose }: PagerProps) {
  const f = useFindingsMessages();
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  if (pages === 1) return null;
  return (
    <nav className="row" aria-label={f.pages}>
      <Button unavailable={page <= 1} onClick={() => onChoose(page - 1)}>
        {f.previous}
      </Button>
      <span>{f.pageOf(page, pages)}</span>
      <Button unavailable={page >= pages} onClick={() => onChoose(page + 1)}>
        {f.next}
      </Button>
    </nav>
  );
}
