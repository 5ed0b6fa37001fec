import type { ReactNode } from "react";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";

interface TextPageProps {
  readonly words: {
    readonly documentTitle: string;
    readonly title: string;
    readonly lead?: string;
    /** A text is one paragraph, or several. */
    readonly sections: readonly { readonly title: string; readonly text: string | readonly string[] }[];
  };
  readonly children?: ReactNode;
}

/** A page of plain text. */
export function TextPage({ words, children }: TextPageProps) {
  usePageTitle(words.documentTitle);
  return (
    <div className="wrap page">
      <div className="prose">
        <Heading level={1}>{words.title}</Heading>
        {words.lead === undefined ? null : <Paragraph purpose="lead">{words.lead}</Paragraph>}
        {words.sections.map((section) => (
          <section key={section.title} className="stack stack--tight">
            <Heading level={2}>{section.title}</Heading>
            {[section.text].flat().map((text) => (
              <Paragraph key={text}>{text}</Paragraph>
            ))}
          </section>
        ))}
        {children}
      </div>
    </div>
  );
}
