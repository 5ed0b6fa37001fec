import type { ReactNode } from "react";

/** Words taken literally from a source, with where they stand. Sources are Dutch, whatever the language of the page. */
export function Quote({
  children,
  attribution,
}: {
  readonly children: string;
  readonly attribution?: ReactNode;
}) {
  return (
    <blockquote className="utrecht-blockquote">
      <div className="utrecht-blockquote__content" lang="nl">
        “{children}”
      </div>
      {attribution ? <div className="utrecht-blockquote__attribution">{attribution}</div> : null}
    </blockquote>
  );
}
