import { Link as DesignSystemLink } from "@nl-design-system-candidate/link-react";
import { createLink } from "@tanstack/react-router";
import { type AnchorHTMLAttributes, forwardRef } from "react";
import { cx } from "./cx.ts";

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement>;

const TextAnchor = forwardRef<HTMLAnchorElement, AnchorProps>(function TextAnchor({ href, ...rest }, ref) {
  return <DesignSystemLink ref={ref} href={href} {...rest} />;
});

const BareAnchor = forwardRef<HTMLAnchorElement, AnchorProps>(function BareAnchor(
  { children, ...rest },
  ref,
) {
  return (
    <a ref={ref} {...rest}>
      {children}
    </a>
  );
});

const ButtonAnchor = forwardRef<
  HTMLAnchorElement,
  AnchorProps & { readonly purpose?: "primary" | "secondary" | "subtle" }
>(function ButtonAnchor({ children, className, purpose = "secondary", ...rest }, ref) {
  return (
    <a ref={ref} className={cx("nl-button", `nl-button--${purpose}`, className)} {...rest}>
      <span className="nl-button__label">{children}</span>
    </a>
  );
});

/** A link in running text to another page of Akkoord. */
export const RouteLink = createLink(TextAnchor);

/** A link that looks like the thing it contains: a card, a row, a cell. */
export const PlainLink = createLink(BareAnchor);

/** A link to another page that is the action of a screen. */
export const ButtonLink = createLink(ButtonAnchor);

/** A link to somewhere else on the web, or to a file. */
export function ExternalLink({ children, ...rest }: AnchorProps) {
  return (
    <DesignSystemLink href={rest.href} {...rest}>
      {children}
    </DesignSystemLink>
  );
}
