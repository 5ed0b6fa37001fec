import type { Attribute, RuleSet, Situation, ToolOutcome } from "@akkoord/policy";
import { type FormEvent, useMemo, useState } from "react";
import { formatList, inSentence, todayInTheNetherlands } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Checkbox, SelectField, TextArea, TextField } from "../../../primitives/fields.tsx";
import { ButtonLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { type Rules, useRuleSet } from "../../rule-sets/hooks/use-rules.ts";
import { participantName, toolName, valueName } from "../../rule-sets/model/names.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import type { Cover } from "../api.ts";
import { useWaiverDeed } from "../hooks/use-waivers.ts";
import { closedForOthers, conditionOf, outlookFor, type Wish } from "../model/wish.ts";
import { asSent, CoverFields, coverProblem } from "./cover-fields.tsx";
import { OutlookSection } from "./outlook-section.tsx";
import { Where } from "./where.tsx";

const LONGEST_REASON = 2000;
const USUAL_DAYS = 90;
/** What the select of an open attribute gives for "makes no difference". */
const ANY = "*";

interface RequestFormProps {
  readonly rules: Rules;
  readonly situation: Situation;
  readonly closed: readonly ToolOutcome[];
  readonly asked: string | null;
}

/** Asks for a waiver. Everything it takes is worked out on the device; it is sent when somebody sends it. */
export function RequestForm(props: RequestFormProps) {
  const { say } = useMessages();
  const t = useWaiverMessages().request;
  const organisation = useSession()?.person?.organisation ?? null;
  const ruleSet = useRuleSet(props.rules.published.hash);
  if (organisation === null) return <Alert kind="warning">{t.noOrganisation}</Alert>;
  if (props.situation.participants[0]?.id !== organisation)
    return <Alert kind="warning">{t.otherOrganisation(participantName(ruleSet, organisation, say))}</Alert>;
  return <OwnRequestForm {...props} ruleSet={ruleSet} organisation={organisation} />;
}

function OwnRequestForm({
  rules,
  ruleSet,
  situation,
  closed,
  asked,
  organisation,
}: RequestFormProps & { readonly ruleSet: RuleSet; readonly organisation: string }) {
  const { t: common, say, language } = useMessages();
  const t = useWaiverMessages().request;
  const deed = useWaiverDeed();
  const today = todayInTheNetherlands(new Date());
  const first = rules.date < today ? today : rules.date;
  const [wish, setWish] = useState<Wish>({
    tool: closed.some(({ tool }) => tool === asked) ? (asked ?? "") : "",
    filledIn: {},
    widened: [],
    duties: [],
    valid: { from: first, to: daysAfter(first, USUAL_DAYS) },
  });
  const [reason, setReason] = useState("");
  const [cover, setCover] = useState<Cover>({ kind: "organisation" });
  const [tried, setTried] = useState(false);

  const periodIsRight = wish.valid.from >= today && wish.valid.from <= wish.valid.to;
  const outlook = useMemo(
    () => (wish.tool === "" || !periodIsRight ? null : outlookFor(ruleSet, situation, organisation, wish)),
    [ruleSet, situation, organisation, wish, periodIsRight],
  );
  const openFirst = useMemo(() => openAttributes(ruleSet, situation), [ruleSet, situation]);
  const coverError = coverProblem(cover, t);
  const isPossible = outlook?.outcome?.kind === "relaxes";
  const company = situation.participants.flatMap(({ id }) => (id === organisation ? [] : [id]));
  const others = closedForOthers(
    closed.find(({ tool }) => tool === wish.tool),
    organisation,
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (outlook === null || !isPossible || reason.trim() === "" || coverError !== null || !periodIsRight)
      return;
    deed.mutate({
      kind: "request",
      body: {
        ruleSet: rules.published.hash,
        situation: { attributes: outlook.situation.attributes, participants: outlook.situation.participants },
        tool: wish.tool,
        widened: outlook.widened,
        duties: wish.duties,
        valid: wish.valid,
        cover: asSent(cover),
        reason: reason.trim(),
      },
    });
  }

  if (deed.isSuccess)
    return (
      <div className="stack">
        <Alert kind="ok" announce>
          <p>
            <b>{t.doneTitle}</b>
          </p>
          <p>{t.doneText}</p>
        </Alert>
        <ButtonLink to="/beheer/ontheffingen">{t.toList}</ButtonLink>
      </div>
    );

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <SelectField
        label={t.tool}
        value={wish.tool}
        options={[
          { value: "", label: t.chooseTool },
          ...closed.map(({ tool }) => ({ value: tool, label: toolName(ruleSet, tool) })),
        ]}
        onChange={(tool) => setWish({ ...wish, tool })}
      />
      <section className="stack stack--tight" aria-labelledby="waiver-where">
        <Heading level={3} id="waiver-where">
          {t.where}
        </Heading>
        <p className="small">{t.whereLead}</p>
        <Where
          ruleSet={ruleSet}
          when={conditionOf(ruleSet, situation, organisation, wish).when}
          others={company}
        />
        {openFirst.length === 0 ? null : (
          <fieldset className="fieldset stack stack--tight">
            <legend className="group-title">{t.fillIn}</legend>
            {openFirst.map((attribute) => (
              <SelectField
                key={attribute.id}
                label={say(attribute.question)}
                value={chosenFor(wish, attribute)}
                options={[
                  { value: "", label: t.choose },
                  ...attribute.values.map(({ id, label }) => ({ value: id, label: say(label) })),
                  // More sensitive is never included unseen, so an ordered attribute must be named.
                  ...(attribute.ordered ? [] : [{ value: ANY, label: t.any }]),
                ]}
                onChange={(value) => setWish(withFilledIn(wish, attribute.id, value))}
              />
            ))}
          </fieldset>
        )}
        <Widening
          ruleSet={ruleSet}
          situation={situation}
          organisation={organisation}
          wish={wish}
          onChange={setWish}
        />
      </section>
      <OutlookSection ruleSet={ruleSet} outlook={outlook} tool={wish.tool} />
      {others.length > 0 && wish.tool !== "" ? (
        <Alert kind="warning">
          <p>
            {t.closedFor(
              formatList(
                others.map((id) => participantName(ruleSet, id, say)),
                language,
              ),
            )}
          </p>
        </Alert>
      ) : null}
      <TextArea
        label={t.reason}
        hint={t.reasonHelp}
        error={tried && reason.trim() === "" ? t.reasonMissing : null}
        value={reason}
        maxLength={LONGEST_REASON}
        rows={4}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="row">
        <TextField
          label={t.fromDay}
          type="date"
          min={today}
          value={wish.valid.from}
          onChange={(event) => setWish({ ...wish, valid: { ...wish.valid, from: event.target.value } })}
        />
        <TextField
          label={t.toDay}
          type="date"
          min={wish.valid.from}
          error={periodIsRight ? null : t.periodWrong}
          value={wish.valid.to}
          onChange={(event) => setWish({ ...wish, valid: { ...wish.valid, to: event.target.value } })}
        />
      </div>
      <CoverFields
        label={t.who}
        organisation={participantName(ruleSet, organisation, say)}
        cover={cover}
        among={null}
        error={tried ? coverError : null}
        onChange={setCover}
      />
      <Disclosure summary={t.duties}>
        <fieldset className="fieldset">
          <legend className="small">{t.dutiesLead}</legend>
          <div className="checks">
            {ruleSet.vocabulary.duties.map((duty) => (
              <Checkbox
                key={duty.id}
                label={say(duty.words)}
                checked={wish.duties.includes(duty.id)}
                onChange={(on) => setWish({ ...wish, duties: toggled(wish.duties, duty.id, on) })}
              />
            ))}
          </div>
        </fieldset>
      </Disclosure>
      <p className="small">{t.sent}</p>
      {deed.isError ? (
        <Alert kind="error" announce>
          <p>
            {deed.error instanceof UnreachableError ? common.failure.unreachable : t.failed}{" "}
            {deed.error instanceof ServerRefusalError ? deed.error.detail : null}
          </p>
        </Alert>
      ) : null}
      <Button
        type="submit"
        purpose="primary"
        busy={deed.isPending}
        unavailable={deed.isPending || !isPossible}
      >
        {deed.isPending ? t.sending : t.send}
      </Button>
    </form>
  );
}

/** Attributes that the question leaves open, and that a waiver must settle. */
function openAttributes(ruleSet: RuleSet, situation: Situation): readonly Attribute[] {
  const known = { ...situation.participants[0]?.attributes, ...situation.attributes };
  return ruleSet.vocabulary.attributes.filter(
    (attribute) => attribute.scope !== "derived" && known[attribute.id] === undefined,
  );
}

/** What may be asked for more widely, of what the situation says. */
function Widening({
  ruleSet,
  situation,
  wish,
  onChange,
}: {
  readonly ruleSet: RuleSet;
  readonly situation: Situation;
  readonly organisation: string;
  readonly wish: Wish;
  readonly onChange: (wish: Wish) => void;
}) {
  const { say } = useMessages();
  const t = useWaiverMessages().request;
  const known = { ...situation.participants[0]?.attributes, ...situation.attributes };
  const choices = ruleSet.vocabulary.attributes.flatMap((attribute) => {
    const value = known[attribute.id];
    // What somebody wants to do is what the waiver is about; the lowest value leaves nothing lower.
    const isFixed = attribute.given && attribute.scope === "situation";
    const isLowest = attribute.ordered && attribute.values[0]?.id === value;
    return value === undefined || isFixed || isLowest ? [] : [{ attribute, value }];
  });
  return (
    <Disclosure summary={t.widen}>
      <p className="small">{t.widenLead}</p>
      <div className="checks">
        {choices.map(({ attribute, value }) => (
          <Checkbox
            key={attribute.id}
            label={
              attribute.ordered
                ? t.widenLower(say(attribute.label), inSentence(valueName(ruleSet, attribute.id, value, say)))
                : t.widenAny(say(attribute.label))
            }
            checked={wish.widened.includes(attribute.id)}
            onChange={(on) => onChange({ ...wish, widened: toggled(wish.widened, attribute.id, on) })}
          />
        ))}
      </div>
    </Disclosure>
  );
}

function chosenFor({ filledIn }: Wish, { id }: Attribute): string {
  const value = filledIn[id];
  return value === undefined ? "" : (value ?? ANY);
}

function withFilledIn(wish: Wish, attribute: string, value: string): Wish {
  const { [attribute]: _, ...others } = wish.filledIn;
  return {
    ...wish,
    filledIn: value === "" ? others : { ...others, [attribute]: value === ANY ? null : value },
  };
}

function toggled(list: readonly string[], id: string, on: boolean): readonly string[] {
  return on ? [...list, id] : list.filter((other) => other !== id);
}

function daysAfter(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
