import { useQuery } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { usePeopleMessages } from "../../../messages/people.ts";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { ExternalLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { formatTime } from "../../audit-log/model/format-time.ts";
import type { Certificate } from "../api.ts";
import { useOrganisationNames } from "../hooks/use-organisation-name.ts";
import { certificateQuery, personQuery } from "../hooks/use-people.ts";

interface CertificateViewProps {
  readonly person: string;
  /** What people are called whom it names by id; left out, each is asked for, which only who may see people can. */
  readonly names?: Names;
}

type Names = ReadonlyMap<string, string>;

/** What somebody lost when they left, and when: to read, print and check. */
export function CertificateView({ person, names }: CertificateViewProps) {
  const t = usePeopleMessages().certificate;
  const { language } = useMessages();
  const { full } = useOrganisationNames();
  const { data: certificate } = useQuery(certificateQuery(person));
  if (certificate === undefined) return null;
  const { removed, endedAt } = certificate;
  const { name, organisation } = certificate.person;
  const address = `/v1/people/${person}/certificate`;
  const file = `${certificate.id}.json`;
  return (
    <Card className="stack" aria-labelledby="certificate-title">
      <Heading level={2} id="certificate-title">
        {t.title}
      </Heading>
      <p>{t.text(name, full(organisation), formatTime(endedAt, language))}</p>
      {removed.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <>
          <p>{t.removed}</p>
          <DataList
            items={removed.map(({ kind, count }) => ({ key: t.kinds[kind] ?? kind, value: String(count) }))}
          />
        </>
      )}
      <DataList
        items={[
          { key: t.by, value: <Whoever {...certificate.endedBy} names={names} /> },
          {
            key: t.successor,
            value:
              certificate.successor === null ? (
                t.noSuccessor
              ) : (
                <Whoever kind="person" id={certificate.successor} names={names} />
              ),
          },
          { key: t.number, value: <span className="break-anywhere">{certificate.id}</span> },
          { key: t.signedWith, value: <span className="break-anywhere">{certificate.key.id}</span> },
        ]}
      />
      {removed.length === 0 ? null : (
        <Disclosure summary={t.items}>
          <Items certificate={certificate} names={names} />
        </Disclosure>
      )}
      <div className="row no-print">
        <ExternalLink href={address} download={file}>
          {t.download}
        </ExternalLink>
        <Button onClick={() => window.print()}>{t.print}</Button>
      </div>
      <div className="stack stack--tight">
        <p className="small">{t.check}</p>
        <code className="people-code">akkoord verify {file}</code>
      </div>
    </Card>
  );
}

interface ItemsProps {
  readonly certificate: Certificate;
  readonly names: Names | undefined;
}

function Items({ certificate, names }: ItemsProps) {
  const t = usePeopleMessages().certificate;
  return (
    <div className="stack stack--tight">
      {certificate.removed.map(({ kind, items }) => (
        <div key={kind}>
          <b>{t.kinds[kind] ?? kind}</b>
          <ul className="people-ids">
            {items.map(({ id, to }) => (
              <li key={id}>{to === undefined ? id : `${id}, ${t.handedTo(names?.get(to) ?? to)}`}</li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** Somebody by name where that is known; an administration in words. */
function Whoever({ kind, id, names }: Certificate["endedBy"] & { readonly names: Names | undefined }) {
  const t = usePeopleMessages().certificate;
  const isPerson = kind === "person" && id !== null;
  const { data } = useQuery({ ...personQuery(id ?? ""), enabled: isPerson && names === undefined });
  if (!isPerson) return <>{t.byAdministration}</>;
  return <span className="break-anywhere">{names?.get(id) ?? data?.name ?? id}</span>;
}
