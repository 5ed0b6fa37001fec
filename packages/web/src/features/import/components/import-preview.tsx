import { changesNothing, type ImportChanges, type Imported } from "@akkoord/exchange";
import { type IsoDate, problemText, type Rule } from "@akkoord/policy";
import { type ReactNode, useState } from "react";
import { formatDate, formatList } from "../../../messages/format.ts";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import type { Impact } from "../model/import-worker.ts";

interface ImportPreviewProps {
  readonly imported: Imported;
  readonly changes: ImportChanges;
  readonly date: IsoDate;
  /** What people notice; undefined while it is worked out. */
  readonly impact: Impact | undefined;
}

/** What the draft would change: tools, rules, and what people notice. */
export function ImportPreview({ imported, changes, date, impact }: ImportPreviewProps) {
  const t = useImportMessages().preview;
  const { say, language } = useMessages();
  const idle = changes.newTools.filter(({ activities }) => activities.length === 0);
  return (
    <div className="stack stack--wide">
      {imported.errors.length === 0 ? null : (
        <Alert kind="warning">
          <p>{t.withErrors(imported.errors.length)}</p>
        </Alert>
      )}
      {changesNothing(changes) ? (
        <Alert>
          <p>{t.nothing}</p>
        </Alert>
      ) : (
        <People impact={impact} date={date} />
      )}
      <Part
        title={t.counts.newTools}
        items={changes.newTools}
        keyOf={({ id }) => id}
        show={({ name }) => <b>{name}</b>}
      >
        {idle.length === 0 ? null : (
          <Alert kind="warning">
            <p>
              {t.withoutActivity(
                formatList(
                  idle.map(({ name }) => name),
                  language,
                ),
              )}
            </p>
          </Alert>
        )}
      </Part>
      <Part
        title={t.counts.newRules}
        items={changes.newRules}
        keyOf={({ id }) => id}
        show={(rule) => <RuleLine rule={rule} />}
      />
      <Part
        title={t.counts.changedRules}
        items={changes.changedRules}
        keyOf={({ after }) => after.id}
        show={({ before, after }) => <RuleLine rule={after} before={before} />}
      />
      <Part
        title={t.counts.withdrawnRules}
        items={changes.withdrawnRules}
        keyOf={({ id }) => id}
        show={(rule) => <RuleLine rule={rule} />}
      />
      <Part
        title={t.counts.newClauses}
        items={changes.newClauses}
        keyOf={({ id }) => id}
        show={({ source }) => (
          <>
            “{source.quote}” <span className="small">{source.place}</span>
          </>
        )}
      >
        <p className="small">{t.clausesHelp}</p>
      </Part>
      <p>
        {t.counts.unchangedRules}: {changes.unchangedRules.length}
      </p>
      {imported.skipped.length === 0 ? null : (
        <Disclosure summary={t.skipped(imported.skipped.length)}>
          <Some
            items={imported.skipped}
            keyOf={({ cell }, index) => `${cell} ${index}`}
            show={({ cell, reason }) => (
              <>
                <b>{cell}</b> {say(reason)}
              </>
            )}
          />
        </Disclosure>
      )}
    </div>
  );
}

function People({ impact, date }: Pick<ImportPreviewProps, "impact" | "date">) {
  const t = useImportMessages().preview;
  const { say, language } = useMessages();
  const sentences = impact?.sentences ?? [];
  return (
    <section className="stack" aria-labelledby="people-title">
      <Heading level={2} id="people-title">
        {t.people}
      </Heading>
      <div role="status">
        {impact === undefined ? <p>{t.working}</p> : null}
        {impact?.sentences === null && impact.problems.length === 0 ? <p>{t.tooLarge}</p> : null}
        {impact?.sentences?.length === 0 ? <p>{t.noPeople}</p> : null}
        {sentences.length === 0 ? null : <p>{t.peopleOn(formatDate(date, language))}</p>}
      </div>
      {impact === undefined || impact.problems.length === 0 ? null : (
        <Alert kind="warning">
          <p>{t.doesNotFit}</p>
          <Some
            items={impact.problems}
            keyOf={({ line, code }) => `${line} ${code}`}
            show={(problem) => {
              const { message, remedy } = problemText(problem, language);
              return `${message} ${remedy}`;
            }}
          />
        </Alert>
      )}
      {sentences.length === 0 ? null : (
        <Some items={sentences} keyOf={(sentence) => sentence.nl} show={(sentence) => say(sentence)} />
      )}
    </section>
  );
}

function RuleLine({ rule, before }: { readonly rule: Rule; readonly before?: Rule }) {
  const t = useImportMessages().preview;
  const { t: words } = useMessages();
  const effect = (one: Rule): string => (one.effect === null ? t.dutiesOnly : words.verdict[one.effect]);
  return (
    <span className="import-rule">
      {rule.effect === null ? <b>{t.dutiesOnly}</b> : <VerdictBadge verdict={rule.effect} />}
      <span className="break-anywhere">
        “{rule.source.quote}” <span className="small">{rule.source.place}</span>
        {before === undefined || before.effect === rule.effect ? null : (
          <span className="small"> {t.was(effect(before))}</span>
        )}
      </span>
    </span>
  );
}

interface ListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T, index: number) => string;
  readonly show: (item: T) => ReactNode;
}

function Part<T>({
  title,
  children,
  ...list
}: ListProps<T> & { readonly title: string; readonly children?: ReactNode }) {
  if (list.items.length === 0) return null;
  return (
    <section className="stack stack--tight">
      <Heading level={2} appearance="level-3">
        {title}: {list.items.length}
      </Heading>
      {children}
      <Some {...list} />
    </section>
  );
}

/** How many are shown before somebody asks for all. */
const SOME = 8;

function Some<T>({ items, keyOf, show }: ListProps<T>) {
  const t = useImportMessages().preview;
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, SOME);
  return (
    <>
      <ul className="import-lines">
        {shown.map((item, index) => (
          <li key={keyOf(item, index)}>{show(item)}</li>
        ))}
      </ul>
      {items.length > shown.length ? (
        <Button purpose="subtle" onClick={() => setAll(true)}>
          {t.all(items.length)}
        </Button>
      ) : null}
    </>
  );
}
