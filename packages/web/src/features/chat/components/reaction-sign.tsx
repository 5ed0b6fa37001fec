import {
  IconAlertTriangle,
  IconBulb,
  IconCheck,
  IconCoffee,
  IconConfetti,
  IconEye,
  IconFlame,
  IconHandStop,
  IconHeart,
  IconHeartHandshake,
  IconHourglass,
  IconMoodSad,
  IconMoodSmile,
  IconPin,
  IconQuestionMark,
  IconRocket,
  IconStar,
  IconThumbDown,
  IconThumbUp,
  IconX,
} from "@tabler/icons-react";
import { type ReactionName, reactionName, shownKey } from "../model/reactions.ts";

const SIGNS: Readonly<Record<ReactionName, typeof IconCheck>> = {
  agree: IconThumbUp,
  done: IconCheck,
  heart: IconHeart,
  laugh: IconMoodSmile,
  looking: IconEye,
  question: IconQuestionMark,
  disagree: IconThumbDown,
  party: IconConfetti,
  thanks: IconHeartHandshake,
  wave: IconHandStop,
  idea: IconBulb,
  star: IconStar,
  fire: IconFlame,
  rocket: IconRocket,
  coffee: IconCoffee,
  wait: IconHourglass,
  pin: IconPin,
  careful: IconAlertTriangle,
  no: IconX,
  sad: IconMoodSad,
};

/** The sign of a reaction: drawn when it is known, so that it looks the same everywhere; else as the other app sent it. */
export function ReactionSign({ sign, size = 18 }: { readonly sign: string; readonly size?: number }) {
  const name = reactionName(sign);
  if (name === null) return <bdi className="reaction__letters">{shownKey(sign)}</bdi>;
  const Sign = SIGNS[name];
  return <Sign aria-hidden="true" size={size} stroke={1.9} />;
}
