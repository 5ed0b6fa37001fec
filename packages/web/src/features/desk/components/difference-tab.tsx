import type { IsoDate, RuleSet } from "@akkoord/policy";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { DifferenceView } from "../../changes/components/difference.tsx";
import { diffRules } from "../../changes/model/diff.ts";
import { ruleSetQuery } from "../../rule-sets/hooks/use-rules.ts";
import type { Draft } from "../api.ts";
import { publicationsQuery, revisionQuery, revisionsQuery } from "../hooks/use-drafts.ts";
import type { DeskWorker } from "../model/desk-worker.ts";
import { whatChanges } from "../model/what-changes.ts";
import type { Version } from "../worker-messages.ts";
import { ChangeList } from "./impact-card.tsx";
import { Refusal } from "./refusal.tsx";

interface DifferenceTabProps {
  readonly draft: Draft;
  readonly text: string;
  readonly worker: DeskWorker | null;
  /** The rules in force today. */
  readonly current: { readonly hash: string; readonly ruleSet: RuleSet };
  readonly date: IsoDate;
  readonly from: string;
  readonly to: string;
  readonly onChoose: (change: { readonly from?: string; readonly to?: string }) => void;
}

/** What differs between two versions: of the draft, of what it began with, or of published rules. */
export function DifferenceTab(props: DifferenceTabProps) {
  const { draft, text, worker, current, date, from, to, onChoose } = props;
  const t = useDeskMessages();
  const { language } = useMessages();
  const client = useQueryClient();
  const revisions = useQuery(revisionsQuery(draft.id, draft.revision));
  const publications = useQuery(publicationsQuery);

  const options = [
    { value: "text", label: t.difference.now },
    { value: "in-force", label: t.difference.inForce },
    { value: "base", label: t.difference.base },
    ...(revisions.data ?? []).map(({ revision, editor, at }) => ({
      value: `revision-${revision}`,
      label: t.difference.revision(revision, editor.name, formatMoment(at, language)),
    })),
    ...(publications.data ?? []).map(({ hash, publishedAt }) => ({
      value: `published-${hash}`,
      label: t.difference.publication(formatMoment(publishedAt, language), hash.slice(0, 8)),
    })),
  ];

  /** A version by its choice; drafts are always laid on the rules of today, so that only the draft differs. */
  async function versionOf(choice: string): Promise<Version> {
    const published = async (hash: string): Promise<Version> => {
      worker?.know(hash, await client.ensureQueryData(ruleSetQuery(hash)));
      return { base: hash, text: null, rights: null };
    };
    const drafted = (written: string): Version => {
      worker?.know(current.hash, current.ruleSet);
      return { base: current.hash, text: written, rights: draft.rights };
    };
    if (choice === "text") return drafted(text);
    if (choice === "base") return published(draft.base);
    if (choice.startsWith("published-")) return published(choice.slice("published-".length));
    if (!choice.startsWith("revision-")) return published(current.hash);
    const revision = Number(choice.slice("revision-".length));
    return drafted((await client.ensureQueryData(revisionQuery(draft.id, revision))).text);
  }

  const compared = useQuery({
    queryKey: ["draft", draft.id, "difference", from, to, date, current.hash, text],
    enabled: worker !== null,
    queryFn: async () => {
      if (worker === null) throw new TypeError("The worker has started when this is asked.");
      return worker.compare(await versionOf(from), await versionOf(to), date);
    },
    structuralSharing: false,
    gcTime: 0,
  });

  return (
    <div className="stack stack--wide">
      <div className="filters">
        <SelectField
          label={t.difference.from}
          value={from}
          options={options}
          onChange={(value) => onChoose({ from: value })}
        />
        <SelectField
          label={t.difference.to}
          value={to}
          options={options}
          onChange={(value) => onChoose({ to: value })}
        />
      </div>
      <p role="status" className={compared.isPending ? "small" : "visually-hidden"}>
        {compared.isPending ? t.difference.comparing : null}
      </p>
      <Refusal error={compared.error} />
      {compared.data === null ? <p>{t.difference.unreadable}</p> : null}
      {compared.data ? (
        <>
          <section aria-label={t.difference.words}>
            <DifferenceView
              before={compared.data.before}
              after={compared.data.after}
              difference={diffRules(compared.data.before.rules, compared.data.after.rules)}
            />
          </section>
          <Card aria-labelledby="difference-regions" className="stack">
            <Heading level={2} id="difference-regions">
              {t.difference.regions}
            </Heading>
            {compared.data.changes.length === 0 ? (
              <p>{t.difference.same}</p>
            ) : (
              <ChangeList ruleSet={compared.data.after} groups={whatChanges(compared.data.changes)} />
            )}
          </Card>
        </>
      ) : null}
    </div>
  );
}
