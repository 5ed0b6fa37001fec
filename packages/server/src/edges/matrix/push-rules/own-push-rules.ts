import type { JsonObject } from "@akkoord/room";
import { z } from "zod";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import type { Caller } from "../../../platform/command.ts";
import { NotFound } from "../../../platform/errors.ts";
import { jsonObject } from "../shapes.ts";
import { completed } from "./change-rules.ts";
import { defaultRules } from "./default-rules.ts";
import { type PushRuleSet, ruleSet } from "./model.ts";

/** The type of account data that holds them. */
export const PUSH_RULES = "m.push_rules";

const kept = z.object({ global: ruleSet });

/** The push rules of the caller, as account data holds them. */
export async function ownPushRules(rooms: Rooms, caller: Caller): Promise<JsonObject> {
  return asContent(await readPushRules(rooms, caller));
}

/** The push rules of the caller. */
export async function readPushRules(rooms: Rooms, caller: Caller): Promise<PushRuleSet> {
  const defaults = defaultRules(rooms.userId(caller));
  const content = await rooms.accountData.get(null, PUSH_RULES, caller).catch((error) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  const parsed = kept.safeParse(content);
  return parsed.success ? completed(parsed.data.global, defaults) : defaults;
}

/** Keeps them; the caller's other applications hear of it. */
export async function keepPushRules(rooms: Rooms, rules: PushRuleSet, caller: Caller): Promise<void> {
  await rooms.accountData.put(null, PUSH_RULES, asContent(rules), caller);
}

function asContent(rules: PushRuleSet): JsonObject {
  return jsonObject.parse({ global: rules });
}
