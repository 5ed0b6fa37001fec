import { Button as DesignSystemButton } from "@nl-design-system-candidate/button-react";
import type { ButtonHTMLAttributes, ReactNode } from "react";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly children: ReactNode;
  /** `primary` is the one clear action of a screen; at most one per region. */
  readonly purpose?: "primary" | "secondary" | "subtle";
  readonly icon?: ReactNode;
  readonly iconOnly?: boolean;
  /** Says "not now" without leaving the tab order, so that a screen reader can find out why. */
  readonly unavailable?: boolean;
  readonly busy?: boolean;
}

/** The button of the NL Design System. */
export function Button({
  children,
  purpose = "secondary",
  icon,
  iconOnly,
  unavailable,
  busy,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <DesignSystemButton
      {...rest}
      purpose={purpose}
      iconOnly={iconOnly}
      iconStart={icon}
      disabled={unavailable}
      busy={busy}
      onClick={unavailable ? (event) => event.preventDefault() : onClick}
    >
      {children}
    </DesignSystemButton>
  );
}
