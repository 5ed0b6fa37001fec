import { compareImport, draftOfImport, ExchangeError } from "@akkoord/exchange";
import type { IsoDate, RuleSet, Words } from "@akkoord/policy";
import { writeDraft } from "@akkoord/policy-files/browser";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { todayInTheNetherlands } from "../../../messages/format.ts";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { Refusal } from "../../desk/components/refusal.tsx";
import { ownersOf, useMakeDraft } from "../../desk/hooks/use-drafts.ts";
import { useRuleSet, useRuleSetList } from "../../rule-sets/hooks/use-rules.ts";
import { ruleSetInForce } from "../../rule-sets/model/in-force.ts";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { Loading } from "../../shell/components/loading.tsx";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { ChooseFile, type ChosenFile } from "../components/choose-file.tsx";
import { DmnStep } from "../components/dmn-step.tsx";
import { ImportPreview } from "../components/import-preview.tsx";
import { TableStep } from "../components/table-step.tsx";
import { useImportWorker } from "../hooks/use-import-worker.ts";
import { useToolAliases } from "../hooks/use-tool-aliases.ts";
import { FileRefusedError, type Impact } from "../model/import-worker.ts";
import { beginReading, importOf, type Reading } from "../model/reading.ts";
import "../import.css";

/** Makes a draft out of a list of tools or of decision tables. The file stays on the device. */
export function ImportPage() {
  const t = useImportMessages();
  const session = useSession();
  usePageTitle(t.documentTitle);
  if (session === undefined) return <Loading />;
  const owners = ownersOf(session);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={t.title}>
          <RouteLink to="/beheer">{t.manage}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>{t.title}</Heading>
        <Paragraph purpose="lead">{t.lead}</Paragraph>
      </div>
      {owners.length > 0 ? (
        <Wizard owners={owners} />
      ) : session.signedIn ? (
        <p>{t.notAllowed}</p>
      ) : (
        <p>
          {t.signInFirst}{" "}
          <a className="nl-link" href={signInAddress("/beheer/importeren")}>
            {t.signIn}
          </a>
        </p>
      )}
    </div>
  );
}

type Step = "file" | "columns" | "preview";
const STEPS: readonly Step[] = ["file", "columns", "preview"];

function Wizard({ owners }: { readonly owners: readonly string[] }) {
  const t = useImportMessages();
  const { say } = useMessages();
  const today = todayInTheNetherlands(new Date());
  const ruleSet = useRuleSet(ruleSetInForce(useRuleSetList(), today).hash);
  const aliases = useToolAliases();
  const worker = useImportWorker();
  const [step, setStep] = useState<Step>("file");
  const [owner, setOwner] = useState("");
  const [date, setDate] = useState(today);
  const [reading, setReading] = useState<Reading | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const imported = useMemo(
    () => (reading === null ? null : tryImport(ruleSet, owner, reading, date, aliases)),
    [ruleSet, owner, reading, date, aliases],
  );
  const heading = useFocusOnChange(step);

  async function open(file: ChosenFile): Promise<void> {
    setBusy(true);
    setRefusal(null);
    try {
      const read = await worker().read(file.name, file.bytes);
      setReading(beginReading(ruleSet, read, file.mapping, aliases));
      setOwner(file.owner);
      setStep("columns");
    } catch (error) {
      const words = error instanceof FileRefusedError || error instanceof ExchangeError ? error.words : null;
      setRefusal(words === null ? t.file.failed : say(words));
    } finally {
      setBusy(false);
    }
  }

  const title = { file: t.file.title, columns: t.columns.title, preview: t.preview.title }[step];
  return (
    <section className="stack" aria-labelledby="step-title">
      <div>
        <p className="small">{t.stepOf(STEPS.indexOf(step) + 1, STEPS.length)}</p>
        <h2 className="nl-heading nl-heading--level-2" id="step-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
      </div>
      {step === "file" || reading === null || imported === null ? (
        <ChooseFile
          ruleSet={ruleSet}
          owners={owners}
          busy={busy}
          refusal={refusal}
          onChoose={(file) => void open(file)}
        />
      ) : "refused" in imported ? (
        <>
          <Alert kind="error" announce>
            <p>{say(imported.refused)}</p>
          </Alert>
          <div>
            <Button onClick={() => setStep("file")}>{t.preview.backToFile}</Button>
          </div>
        </>
      ) : step === "columns" ? (
        <>
          <p>{reading.kind === "table" ? t.columns.lead : null}</p>
          {reading.kind === "table" ? (
            <TableStep
              ruleSet={ruleSet}
              reading={reading}
              imported={imported}
              date={date}
              aliases={aliases}
              onReading={setReading}
              onDate={setDate}
            />
          ) : (
            <DmnStep
              ruleSet={ruleSet}
              reading={reading}
              imported={imported}
              date={date}
              onReading={setReading}
              onDate={setDate}
            />
          )}
          <div className="row">
            <Button
              purpose="primary"
              unavailable={imported.rules.length === 0}
              onClick={() => setStep("preview")}
            >
              {t.preview.go}
            </Button>
            <Button onClick={() => setStep("file")}>{t.preview.backToFile}</Button>
          </div>
        </>
      ) : (
        <PreviewStep
          ruleSet={ruleSet}
          owner={owner}
          name={reading.mapping.name}
          imported={imported}
          date={date}
          compare={(text) => worker().compare(ruleSet, text, date)}
          onBack={() => setStep("columns")}
        />
      )}
    </section>
  );
}

type ImportResult = ReturnType<typeof importOf> | { readonly refused: Words };

/** What the reading comes to; a file that becomes too many rules is refused here. */
function tryImport(
  ruleSet: RuleSet,
  owner: string,
  reading: Reading,
  date: IsoDate,
  aliases: Readonly<Record<string, readonly string[]>>,
): ImportResult {
  try {
    return importOf(ruleSet, owner, reading, date, aliases);
  } catch (error) {
    if (error instanceof ExchangeError) return { refused: error.words };
    throw error;
  }
}

/** Moves the focus to the heading of a step when somebody comes to it, so that keyboards and readers begin there. */
function useFocusOnChange(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) heading.current?.focus();
    before.current = step;
  }, [step]);
  return heading;
}

/** Characters that the text of a draft may have at most. */
const LONGEST_DRAFT = 524_288;

interface PreviewStepProps {
  readonly ruleSet: RuleSet;
  readonly owner: string;
  readonly name: string;
  readonly imported: ReturnType<typeof importOf>;
  readonly date: IsoDate;
  readonly compare: (text: string) => Promise<Impact>;
  readonly onBack: () => void;
}

function PreviewStep({ ruleSet, owner, name, imported, date, compare, onBack }: PreviewStepProps) {
  const t = useImportMessages().preview;
  const navigate = useNavigate();
  const make = useMakeDraft();
  const changes = useMemo(() => compareImport(ruleSet, imported), [ruleSet, imported]);
  const draft = useMemo(() => draftOfImport(changes, imported), [changes, imported]);
  const text = useMemo(() => writeDraft(draft, ruleSet), [draft, ruleSet]);
  const impact = useImpact(text, compare);
  const isTooLong = text.length > LONGEST_DRAFT;
  return (
    <>
      <ImportPreview imported={imported} changes={changes} date={date} impact={impact} />
      <Refusal error={make.error} />
      {isTooLong ? (
        <Alert kind="error">
          <p>{t.tooLong}</p>
        </Alert>
      ) : null}
      <div className="row">
        <Button
          purpose="primary"
          busy={make.isPending}
          unavailable={text === "" || isTooLong}
          onClick={() =>
            make.mutate(
              { owner, title: t.draftTitle(name), text },
              { onSuccess: ({ id }) => void navigate({ to: "/beheer/concepten/$id", params: { id } }) },
            )
          }
        >
          {t.make}
        </Button>
        <Button onClick={onBack}>{t.back}</Button>
      </div>
    </>
  );
}

/** What people notice of the draft, worked out once per text; undefined until then. */
function useImpact(text: string, compare: PreviewStepProps["compare"]): Impact | undefined {
  const [impact, setImpact] = useState<Impact | undefined>(undefined);
  const ask = useRef(compare);
  ask.current = compare;
  useEffect(() => {
    let wanted = true;
    setImpact(undefined);
    if (text === "") return;
    void ask.current(text).then((found) => {
      if (wanted) setImpact(found);
    });
    return () => {
      wanted = false;
    };
  }, [text]);
  return impact;
}
