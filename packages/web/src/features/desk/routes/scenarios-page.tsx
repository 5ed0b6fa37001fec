import { GOVERNMENT_WIDE_OWNER, type RuleSet } from "@akkoord/policy";
import { IconCheck, IconPlus, IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { todayInTheNetherlands } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { Badge } from "../../../primitives/badge.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { EMPTY_QUESTION, writeFragment } from "../../answer/model/question.ts";
import { useRuleSet, useRuleSetList } from "../../rule-sets/hooks/use-rules.ts";
import { ruleSetInForce } from "../../rule-sets/model/in-force.ts";
import { issuerName, participantName } from "../../rule-sets/model/names.ts";
import { useSpeaking } from "../../rules/hooks/use-speaking.ts";
import { conditionInWords } from "../../rules/model/rule-in-words.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { KeptScenario, ScenarioInput } from "../api.ts";
import { OwnerGate } from "../components/owner-gate.tsx";
import { Refusal } from "../components/refusal.tsx";
import { ScenarioEditor } from "../components/scenario-editor.tsx";
import { ExpectedAndGot } from "../components/scenario-list.tsx";
import { ownersOf, scenariosQuery, useSend } from "../hooks/use-drafts.ts";
import { emptyScenario, scenarioDraft } from "../model/scenario-form.ts";
import "../../../styles/desk.css";

/** The answers that must stay true, per owner, as they are under the rules of today. */
export function ScenariosPage() {
  return (
    <OwnerGate>
      <Scenarios />
    </OwnerGate>
  );
}

type Open =
  | { readonly kind: "new" }
  | { readonly kind: "edit" | "remove"; readonly scenario: KeptScenario }
  | null;

type Wish =
  | { readonly kind: "save"; readonly id: string | null; readonly input: ScenarioInput }
  | { readonly kind: "remove"; readonly id: string };

function Scenarios() {
  const t = useDeskMessages();
  const { say } = useMessages();
  const owners = ownersOf(useSession());
  const [choice, choose] = useFragmentState();
  const owner = owners.find((one) => one === choice.get("owner")) ?? owners[0] ?? "";
  const { hash } = ruleSetInForce(useRuleSetList(), todayInTheNetherlands(new Date()));
  const ruleSet = useRuleSet(hash);
  const scenarios = useQuery(scenariosQuery);
  const [open, setOpen] = useState<Open>(null);
  const sendTo = useSend();
  const client = useQueryClient();
  usePageTitle(t.scenarios.documentTitle);

  const change = useMutation({
    mutationFn: async (wish: Wish) => {
      if (wish.kind === "remove")
        await sendTo(`/v1/scenarios/${encodeURIComponent(wish.id)}`, undefined, "DELETE");
      else if (wish.id === null) await sendTo("/v1/scenarios", { owner, ...wish.input });
      else await sendTo(`/v1/scenarios/${encodeURIComponent(wish.id)}`, wish.input, "PUT");
    },
    onSuccess: () => {
      setOpen(null);
      return client.invalidateQueries({ queryKey: scenariosQuery.queryKey });
    },
  });

  function show(next: Open): void {
    change.reset();
    setOpen(next);
  }

  const mine = scenarios.data?.filter((scenario) => scenario.owner === owner) ?? [];
  const others = scenarios.data?.filter((scenario) => scenario.owner !== owner) ?? [];
  const name = (id: string) => issuerName(ruleSet, id, say, t.government);
  return (
    <div className="wrap page stack stack--wide desk">
      <div>
        <Breadcrumbs current={t.scenarios.title}>
          <RouteLink to="/beheer/concepten">{t.title}</RouteLink>
        </Breadcrumbs>
        <div className="desk__head">
          <div className="page-head">
            <Heading level={1}>{t.scenarios.title}</Heading>
            <Paragraph purpose="lead">{t.scenarios.lead}</Paragraph>
          </div>
          <Button
            purpose="primary"
            icon={<IconPlus aria-hidden="true" />}
            onClick={() => show({ kind: "new" })}
          >
            {t.scenarios.add}
          </Button>
        </div>
        {owners.length > 1 ? (
          <SelectField
            label={t.owner}
            value={owner}
            options={owners.map((one) => ({ value: one, label: name(one) }))}
            onChange={(value) => choose({ owner: value })}
          />
        ) : null}
      </div>
      <Refusal error={scenarios.error} />
      <section className="stack" aria-labelledby="own-scenarios">
        <Heading level={2} id="own-scenarios">
          {t.scenarios.mine(name(owner))}
        </Heading>
        {scenarios.data !== undefined && mine.length === 0 ? <p>{t.scenarios.none(name(owner))}</p> : null}
        <ul className="rule-list">
          {mine.map((scenario) => (
            <ScenarioItem key={scenario.id} scenario={scenario} ruleSet={ruleSet} onOpen={show} />
          ))}
        </ul>
      </section>
      {others.length === 0 ? null : (
        <section className="stack" aria-labelledby="other-scenarios">
          <Heading level={2} id="other-scenarios">
            {t.scenarios.ofOthers}
          </Heading>
          <p className="prose">{t.scenarios.ofOthersText}</p>
          <ul className="rule-list">
            {others.map((scenario) => (
              <ScenarioItem
                key={scenario.id}
                scenario={scenario}
                ruleSet={ruleSet}
                owner={name(scenario.owner)}
                onOpen={show}
              />
            ))}
          </ul>
        </section>
      )}
      <Dialog
        open={open?.kind === "new" || open?.kind === "edit"}
        title={open?.kind === "edit" ? t.scenarios.editThis(say(open.scenario.title)) : t.scenarios.add}
        onClose={() => setOpen(null)}
      >
        {open === null || open.kind === "remove" ? null : (
          <ScenarioEditor
            ruleSet={ruleSet}
            isNew={open.kind === "new"}
            initial={
              open.kind === "edit"
                ? scenarioDraft(open.scenario, open.scenario.title.nl)
                : emptyScenario(owner === GOVERNMENT_WIDE_OWNER ? null : owner)
            }
            busy={change.isPending}
            error={change.error}
            onSave={(input) =>
              change.mutate({
                kind: "save",
                id: open.kind === "edit" ? open.scenario.id : null,
                input: open.kind === "edit" ? keeping(open.scenario, input) : input,
              })
            }
          />
        )}
      </Dialog>
      <Dialog open={open?.kind === "remove"} title={t.scenarios.removeTitle} onClose={() => setOpen(null)}>
        {open?.kind === "remove" ? (
          <div className="stack">
            <p>{t.scenarios.removeText(say(open.scenario.title))}</p>
            <Refusal error={change.error} />
            <div className="row">
              <Button
                purpose="primary"
                busy={change.isPending}
                onClick={() => change.mutate({ kind: "remove", id: open.scenario.id })}
              >
                {t.scenarios.remove}
              </Button>
              <Button onClick={() => setOpen(null)}>{t.cancel}</Button>
            </div>
          </div>
        ) : null}
      </Dialog>
    </div>
  );
}

/** What the form does not show stays as it was. */
function keeping(scenario: KeptScenario, input: ScenarioInput) {
  const { duties, advice } = scenario;
  const isRenamed = input.title.nl !== scenario.title.nl;
  return { ...input, title: isRenamed ? input.title : scenario.title, duties, advice };
}

interface ScenarioItemProps {
  readonly scenario: KeptScenario;
  readonly ruleSet: RuleSet;
  /** Shown for scenarios of others. */
  readonly owner?: string;
  readonly onOpen: (open: Open) => void;
}

function ScenarioItem({ scenario, ruleSet, owner, onOpen }: ScenarioItemProps) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const speaking = useSpeaking(ruleSet);
  const { situation, abilities } = scenario;
  const title = say(scenario.title);
  const [asker = null, ...others] = situation.participants;
  const told = conditionInWords(
    Object.fromEntries(Object.entries(situation.attributes).map(([id, value]) => [id, [value]])),
    speaking,
  );
  return (
    <li className="rule-item own-rule">
      <div className="own-rule__text">
        {scenario.state === "green" ? (
          <Badge tone="go" icon={IconCheck}>
            {t.scenarios.green}
          </Badge>
        ) : (
          <Badge tone="stop" icon={IconX}>
            {t.scenarios.red}
          </Badge>
        )}
        <p className="rule-item__words">{title}</p>
        <p className="rule-item__meta">
          {owner === undefined ? null : <span>{owner}</span>}
          <span>{situation.participants.map((id) => participantName(ruleSet, id, say)).join(", ")}</span>
          <span>{told.map(({ value }) => value).join(", ")}</span>
        </p>
        {scenario.state === "red" ? (
          <ExpectedAndGot
            ruleSet={ruleSet}
            expected={scenario}
            got={scenario.got}
            details={scenario.details}
          />
        ) : null}
        <p>
          <RouteLink
            to="/antwoord"
            hash={writeFragment({
              ...EMPTY_QUESTION,
              asker,
              others,
              attributes: situation.attributes,
              date: situation.date,
            })}
          >
            {t.scenarios.open}
            <span className="visually-hidden">: {title}</span>
          </RouteLink>
        </p>
      </div>
      <div className="row">
        {abilities.includes("edit") ? (
          <Button aria-label={t.scenarios.editThis(title)} onClick={() => onOpen({ kind: "edit", scenario })}>
            {t.scenarios.edit}
          </Button>
        ) : null}
        {abilities.includes("delete") ? (
          <Button
            purpose="subtle"
            aria-label={t.scenarios.removeThis(title)}
            onClick={() => onOpen({ kind: "remove", scenario })}
          >
            {t.scenarios.remove}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
