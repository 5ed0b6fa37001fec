import type { HTMLAttributes, ReactNode } from "react";
import { cx } from "./cx.ts";

interface CardProps extends HTMLAttributes<HTMLElement> {
  readonly children: ReactNode;
  readonly as?: "section" | "div" | "aside" | "article";
}

/** A white surface on the calm ground. */
export function Card({ children, as: Element = "section", className, ...rest }: CardProps) {
  return (
    <Element className={cx("card", className)} {...rest}>
      {children}
    </Element>
  );
}
