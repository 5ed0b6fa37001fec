/** Signs that people react with: as they go over the line, each known by name so that it can be shown and read aloud. */
export const REACTIONS = [
  { key: "👍", name: "agree" },
  { key: "✅", name: "done" },
  { key: "❤️", name: "heart" },
  { key: "😄", name: "laugh" },
  { key: "👀", name: "looking" },
  { key: "❓", name: "question" },
  { key: "👎", name: "disagree" },
  { key: "🎉", name: "party" },
  { key: "🙏", name: "thanks" },
  { key: "👋", name: "wave" },
  { key: "💡", name: "idea" },
  { key: "⭐", name: "star" },
  { key: "🔥", name: "fire" },
  { key: "🚀", name: "rocket" },
  { key: "☕", name: "coffee" },
  { key: "⏳", name: "wait" },
  { key: "📌", name: "pin" },
  { key: "⚠️", name: "careful" },
  { key: "❌", name: "no" },
  { key: "😢", name: "sad" },
] as const;

/** What a known sign is called in the words of the page. */
export type ReactionName = (typeof REACTIONS)[number]["name"];

/** How many are one press away; the others are in the picker. */
export const REACTIONS_AT_HAND = 6;

/** The longest sign of another app that is shown. */
const LONGEST = 16;

/** Without what tells a letter from a picture, which not every app sends. */
const bare = (key: string): string => key.replaceAll("\uFE0F", "");

/** What a sign is called, or null for one that another app brought. */
export function reactionName(key: string): ReactionName | null {
  return REACTIONS.find((reaction) => bare(reaction.key) === bare(key))?.name ?? null;
}

/** A sign as far as it is shown. */
export function shownKey(key: string): string {
  return [...key].slice(0, LONGEST).join("");
}
