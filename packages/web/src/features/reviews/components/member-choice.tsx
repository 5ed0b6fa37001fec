import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useReviewMessages } from "../../../messages/reviews.ts";
import { RadioChoice } from "../../../primitives/radio-choice.tsx";
import { useRoomRules } from "../../rooms/hooks/use-room-rules.ts";
import { lastMoment } from "../../rooms/model/people.ts";
import type { ReviewMember, Verdict } from "../api.ts";

interface MemberChoiceProps {
  readonly member: ReviewMember;
  readonly chosen: Verdict | null;
  readonly onChoose: (verdict: Verdict) => void;
}

/** Whether one member still belongs in the room. */
export function MemberChoice({ member, chosen, onChoose }: MemberChoiceProps) {
  const t = useReviewMessages();
  const facts = useFacts();
  return (
    <div className="stack stack--tight">
      <p>
        <b>
          <bdi>{member.name}</bdi>
        </b>
        <br />
        <span className="small">{facts(member).join(" · ")}</span>
      </p>
      <RadioChoice
        question={t.decideFor(member.name)}
        choices={[
          { value: "keep", label: t.keep },
          { value: "remove", label: t.remove },
        ]}
        chosen={chosen}
        onChoose={onChoose}
      />
    </div>
  );
}

/** What there is to know of a member when deciding. */
function useFacts(): (member: ReviewMember) => readonly string[] {
  const t = useReviewMessages();
  const { language } = useMessages();
  const { partyName } = useRoomRules();
  return ({ organisation, party, guest, owner, membership, lastReviewed }) => [
    ...(organisation === null ? [] : [partyName(organisation)]),
    ...(guest === null
      ? []
      : [
          t.guestOf(
            partyName(party ?? ""),
            formatMoment(lastMoment(guest.until), language),
            guest.sponsor.name,
          ),
        ]),
    ...(owner ? [t.owner] : []),
    ...(membership === "invite" ? [t.invited] : []),
    ...(lastReviewed === null ? [] : [t.lastReviewed(formatMoment(lastReviewed, language))]),
  ];
}
