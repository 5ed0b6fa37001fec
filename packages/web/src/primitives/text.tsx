import { Heading as DesignSystemHeading, type HeadingProps } from "@nl-design-system-candidate/heading-react";
import {
  Paragraph as DesignSystemParagraph,
  type ParagraphProps,
} from "@nl-design-system-candidate/paragraph-react";
import type { ReactNode } from "react";

/** A heading of the NL Design System; `appearance` may differ from the level in the outline. */
export function Heading(props: HeadingProps) {
  return <DesignSystemHeading {...props} />;
}

/** A paragraph of the NL Design System. */
export function Paragraph(props: ParagraphProps) {
  return <DesignSystemParagraph {...props} />;
}

/** Text for screen readers alone. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>;
}
