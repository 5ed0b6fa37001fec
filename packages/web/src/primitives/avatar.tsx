import { cx } from "./cx.ts";
import "../styles/avatar.css";

/** The colour behind somebody's initials; it only helps to tell people apart. */
export type AvatarTone = "brand" | "split" | "go" | "none" | "care";

interface AvatarProps {
  readonly name: string;
  readonly tone: AvatarTone;
}

/** Somebody's initials beside their name. The name itself stands next to it, so screen readers pass it by. */
export function Avatar({ name, tone }: AvatarProps) {
  return (
    <span className={cx("person-mark", `person-mark--${tone}`)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** The letters that stand for somebody: of the first word and of the last. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words.at(0), words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
