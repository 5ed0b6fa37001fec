import type { PushRule, PushRuleSet } from "./model.ts";

const HIGHLIGHT = { set_tweak: "highlight" } as const;
const SOUND = { set_tweak: "sound", value: "default" } as const;

/**
 * The rules that hold until somebody changes them: those that Matrix predefines, without the ones it deprecates.
 *
 * @param userId whose they are: some speak of them by name
 */
export function defaultRules(userId: string): PushRuleSet {
  return {
    override: [
      { ...standard("master", [], []), enabled: false },
      standard("suppress_notices", [matches("content.msgtype", "m.notice")], []),
      standard(
        "invite_for_me",
        [
          matches("type", "m.room.member"),
          matches("content.membership", "invite"),
          matches("state_key", userId),
        ],
        ["notify", SOUND],
      ),
      standard("member_event", [matches("type", "m.room.member")], []),
      standard(
        "is_user_mention",
        [{ kind: "event_property_contains", key: "content.m\\.mentions.user_ids", value: userId }],
        ["notify", SOUND, HIGHLIGHT],
      ),
      standard(
        "is_room_mention",
        [
          { kind: "event_property_is", key: "content.m\\.mentions.room", value: true },
          { kind: "sender_notification_permission", key: "room" },
        ],
        ["notify", HIGHLIGHT],
      ),
      standard(
        "tombstone",
        [matches("type", "m.room.tombstone"), matches("state_key", "")],
        ["notify", HIGHLIGHT],
      ),
      standard("reaction", [matches("type", "m.reaction")], []),
      standard("room.server_acl", [matches("type", "m.room.server_acl"), matches("state_key", "")], []),
      standard(
        "suppress_edits",
        [{ kind: "event_property_is", key: "content.m\\.relates_to.rel_type", value: "m.replace" }],
        [],
      ),
    ],
    content: [],
    room: [],
    sender: [],
    underride: [
      standard("call", [matches("type", "m.call.invite")], ["notify", { set_tweak: "sound", value: "ring" }]),
      standard(
        "encrypted_room_one_to_one",
        [BETWEEN_TWO, matches("type", "m.room.encrypted")],
        ["notify", SOUND],
      ),
      standard("room_one_to_one", [BETWEEN_TWO, matches("type", "m.room.message")], ["notify", SOUND]),
      standard("message", [matches("type", "m.room.message")], ["notify"]),
      standard("encrypted", [matches("type", "m.room.encrypted")], ["notify"]),
    ],
  };
}

const BETWEEN_TWO = { kind: "room_member_count", is: "2" } as const;

function matches(key: string, pattern: string) {
  return { kind: "event_match", key, pattern };
}

function standard(
  name: string,
  conditions: NonNullable<PushRule["conditions"]>,
  actions: PushRule["actions"],
): PushRule {
  return { rule_id: `.m.rule.${name}`, default: true, enabled: true, conditions, actions };
}
