import "../findings.css";
import { FINDING_KINDS, GOVERNMENT_WIDE_OWNER, isDate } from "@akkoord/policy";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { useRules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf, organisationOn, organisationsOn } from "../../rule-sets/model/names.ts";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { FindingFamily, WorklistItem, WorklistState } from "../api.ts";
import { CoalitionMapSection } from "../components/coalition-map-section.tsx";
import { FamilyRow } from "../components/family-row.tsx";
import { KindChoices } from "../components/kind-choices.tsx";
import { ListState } from "../components/list-state.tsx";
import { Pager } from "../components/pager.tsx";
import { useFamilies, useWorklist } from "../hooks/use-findings.ts";

const STATES: readonly WorklistState[] = ["open", "accepted", "solved"];

/** Where the rules fail, for everyone to read. */
export function PublicFindingsPage() {
  const f = useFindingsMessages();
  const session = useSession();
  usePageTitle(f.documentTitle);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Heading level={1}>{f.title}</Heading>
        <Paragraph purpose="lead">{f.lead}</Paragraph>
        {session?.abilities.includes("findings.work") ? (
          <p>
            <RouteLink to="/beheer/knelpunten">{f.toWork}</RouteLink>
          </p>
        ) : null}
      </div>
      <FindingLists work={false} />
    </div>
  );
}

/** Where the rules fail, for who deals with it: state, owner and decisions. */
export function WorkFindingsPage() {
  const f = useFindingsMessages();
  const session = useSession();
  usePageTitle(f.documentTitle);
  const works = session?.abilities.includes("findings.work") ?? false;
  return (
    <div className="wrap page stack stack--wide">
      <Breadcrumbs current={f.documentTitle}>
        <RouteLink to="/beheer">{f.manage}</RouteLink>
      </Breadcrumbs>
      <div className="page-head">
        <Heading level={1}>{f.title}</Heading>
        <Paragraph purpose="lead">{f.lead}</Paragraph>
        <p>
          <RouteLink to="/knelpunten">{f.toPublic}</RouteLink>
        </p>
      </div>
      {works ? <FindingLists work /> : null}
      {session !== undefined && !session.signedIn ? (
        <p>
          {f.signInFirst}{" "}
          <a className="nl-link" href={signInAddress("/beheer/knelpunten")}>
            {f.signIn}
          </a>
        </p>
      ) : null}
      {session?.signedIn && !works ? <p>{f.notYours}</p> : null}
    </div>
  );
}

function FindingLists({ work }: { readonly work: boolean }) {
  const f = useFindingsMessages();
  const [choice, choose] = useFragmentState();
  const chosenDate = choice.get("date");
  const day = !work && chosenDate !== null && isDate(chosenDate) ? chosenDate : null;
  const { ruleSet, date } = useRules({ date: day, ruleSet: null });
  const kind = FINDING_KINDS.find((one) => one === choice.get("kind")) ?? null;
  const state =
    choice.get("state") === "all" ? null : (STATES.find((one) => one === choice.get("state")) ?? "open");
  const organisation = choice.get("organisation");
  const owner = choice.get("owner");
  const page = Math.max(1, Number(choice.get("page") ?? 1) || 1);
  const families = useFamilies({ date: day, kind, organisation, page }, !work);
  const worklist = useWorklist({ kind, organisation, state, owner, page }, work);
  const list = work ? worklist : families;
  const items: readonly (FindingFamily | WorklistItem)[] =
    (work ? worklist.data?.items : families.data?.families) ?? [];
  const total = list.data?.total ?? 0;
  const to = work ? "/beheer/knelpunten/$id" : "/knelpunten/$id";
  const hash = day === null ? undefined : `date=${day}`;
  const filter = (key: string) => (value: string) =>
    choose({ [key]: value === "" ? null : value, page: null });
  const organisations = organisationsOn(ruleSet, date).map((one) => ({
    value: one.id,
    label: organisationOn(one, date).abbreviation,
  }));
  const counts = work ? worklist.data?.counts.kinds : families.data?.kinds;
  const filtered = ["kind", "organisation", "state", "owner", "date"].some((key) => choice.has(key));
  const first = (id: string) => attributeOf(ruleSet, id)?.values[0]?.id ?? "";

  return (
    <>
      <section className="stack" aria-labelledby="list-title">
        <div className="row row--spread">
          <Heading level={2} id="list-title">
            {f.listTitle}
          </Heading>
          {list.data === undefined ? null : (
            <p className="small" role="status">
              {f.count(total)}
            </p>
          )}
        </div>
        <p className="prose">{f.listLead}</p>
        <KindChoices counts={counts} chosen={kind} onChoose={(one) => choose({ kind: one, page: null })} />
        <search className="filters">
          {work ? (
            <SelectField
              label={f.state}
              value={choice.get("state") ?? "open"}
              options={[
                ...STATES.map((one) => {
                  const count = worklist.data?.counts.states[one];
                  return {
                    value: one,
                    label: count === undefined ? f.states[one] : `${f.states[one]} (${count})`,
                  };
                }),
                { value: "all", label: f.anyState },
              ]}
              onChange={(value) => choose({ state: value === "open" ? null : value, page: null })}
            />
          ) : null}
          <SelectField
            label={f.organisation}
            value={organisation ?? ""}
            options={[{ value: "", label: f.anyOrganisation }, ...organisations]}
            onChange={filter("organisation")}
          />
          {work ? (
            <SelectField
              label={f.owner}
              value={owner ?? ""}
              options={[
                { value: "", label: f.anyOwner },
                { value: GOVERNMENT_WIDE_OWNER, label: f.government },
                ...organisations,
              ]}
              onChange={filter("owner")}
            />
          ) : (
            <TextField
              label={f.date}
              type="date"
              value={date}
              onChange={(event) =>
                choose({ date: isDate(event.target.value) ? event.target.value : null, page: null })
              }
            />
          )}
        </search>
        {kind === null ? null : <p>{f.kindMeaning[kind]}</p>}
        <ListState pending={list.isPending} error={list.error} onRetry={() => void list.refetch()} />
        {list.data !== undefined && items.length === 0 ? <p>{f.nothing}</p> : null}
        <ul className="finding-list">
          {items.map((family) => (
            <FamilyRow key={family.family} ruleSet={ruleSet} family={family} to={to} hash={hash} />
          ))}
        </ul>
        <Pager page={page} total={total} onChoose={(next) => choose({ page: String(next) })} />
        <p className="small prose">{f.peopleNote}</p>
        {filtered ? (
          <div>
            <Button
              onClick={() =>
                choose({ kind: null, organisation: null, state: null, owner: null, date: null, page: null })
              }
            >
              {f.reset}
            </Button>
          </div>
        ) : null}
      </section>
      <CoalitionMapSection
        ruleSet={ruleSet}
        date={date}
        activity={choice.get("activity") ?? first("activity")}
        information={choice.get("information") ?? "confidential"}
        onChoose={choose}
        to={to}
        hash={hash}
      />
    </>
  );
}
