import { usePeopleMessages } from "../../../messages/people.ts";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useOrganisationNames } from "../hooks/use-organisation-name.ts";

interface PersonDetailsProps {
  readonly person: {
    readonly organisation: string | null;
    readonly department: string | null;
    readonly userName: string | null;
  };
  /** What else is told, after where they work. */
  readonly also?: readonly { readonly key: string; readonly value: string }[];
}

/** Where somebody works and what they are called, with what else may be told. Not printed. */
export function PersonDetails({ person, also = [] }: PersonDetailsProps) {
  const t = usePeopleMessages().details;
  const { full } = useOrganisationNames();
  const maybe = (key: string, value: string | null) => (value === null ? [] : [{ key, value }]);
  return (
    <Card className="stack no-print" aria-labelledby="person-details">
      <Heading level={2} id="person-details">
        {t.title}
      </Heading>
      <DataList
        items={[
          {
            key: t.organisation,
            value: person.organisation === null ? t.noOrganisation : full(person.organisation),
          },
          ...maybe(t.department, person.department),
          ...maybe(t.userName, person.userName),
          ...also,
        ]}
      />
    </Card>
  );
}
