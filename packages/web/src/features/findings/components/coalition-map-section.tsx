import type { IsoDate, RuleSet } from "@akkoord/policy";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { PlainLink, RouteLink } from "../../../primitives/link.tsx";
import { TableScroll } from "../../../primitives/table-scroll.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { attributeOf, organisationOn, organisationsOn, valueName } from "../../rule-sets/model/names.ts";
import { useCoalitionGaps } from "../hooks/use-findings.ts";
import { type CoalitionMap, coalitionMap } from "../model/coalition-map.ts";
import { ListState } from "./list-state.tsx";

interface CoalitionMapSectionProps {
  readonly ruleSet: RuleSet;
  readonly date: IsoDate;
  readonly activity: string;
  readonly information: string;
  readonly onChoose: (choice: Readonly<Record<"activity" | "information", string>>) => void;
  readonly to: "/knelpunten/$id" | "/beheer/knelpunten/$id";
  readonly hash: string | undefined;
}

/** Who has no tool in common with whom, for one activity and information class. */
export function CoalitionMapSection(props: CoalitionMapSectionProps) {
  const { ruleSet, date, activity, information, onChoose, to, hash } = props;
  const { say } = useMessages();
  const f = useFindingsMessages();
  const gaps = useCoalitionGaps({ date, activity, information });
  const choice = (id: "activity" | "information", label: string, value: string) => (
    <SelectField
      label={label}
      value={value}
      options={(attributeOf(ruleSet, id)?.values ?? []).map((one) => ({
        value: one.id,
        label: say(one.label),
      }))}
      onChange={(chosen) => onChoose({ activity, information, [id]: chosen })}
    />
  );
  const caption = f.mapCaption(
    inSentence(valueName(ruleSet, "activity", activity, say)),
    inSentence(valueName(ruleSet, "information", information, say)),
  );
  const organisations = organisationsOn(ruleSet, date).map(({ id }) => id);
  return (
    <section className="stack" aria-labelledby="map-title">
      <Heading level={2} id="map-title">
        {f.mapTitle}
      </Heading>
      <p className="prose">{f.mapLead}</p>
      <div className="filters">
        {choice("activity", f.activity, activity)}
        {choice("information", f.information, information)}
      </div>
      <ListState pending={gaps.isPending} error={gaps.error} onRetry={() => void gaps.refetch()} />
      {gaps.data === undefined ? null : (
        <CoalitionTable
          map={coalitionMap(organisations, gaps.data)}
          nameOf={(id) => {
            const organisation = ruleSet.organisations.find((candidate) => candidate.id === id);
            return organisation === undefined ? id : organisationOn(organisation, date).abbreviation;
          }}
          caption={caption}
          to={to}
          hash={hash}
        />
      )}
    </section>
  );
}

interface CoalitionTableProps extends Pick<CoalitionMapSectionProps, "to" | "hash"> {
  readonly map: CoalitionMap;
  readonly nameOf: (organisation: string) => string;
  readonly caption: string;
}

function CoalitionTable({ map, nameOf, caption, to, hash }: CoalitionTableProps) {
  const { language } = useMessages();
  const f = useFindingsMessages();
  const names = (ids: readonly string[]) => formatList(ids.map(nameOf), language);
  const label = (row: number, column: number) => {
    const [a, b] = [map.groups[row]?.organisations ?? [], map.groups[column]?.organisations ?? []];
    return row === column ? f.mapWithin(names(a)) : f.mapPair(names(a), names(b));
  };
  return (
    <>
      {map.groups.length === 0 ? (
        <p role="status">{f.mapNothing}</p>
      ) : (
        <Card as="div" className="matrix-card">
          <TableScroll label={caption}>
            <table className="matrix">
              <caption>{caption}</caption>
              <thead>
                <tr>
                  <th scope="col">{f.organisation}</th>
                  {map.groups.map(({ organisations }) => (
                    <th key={organisations[0]} scope="col">
                      {organisations.map(nameOf).join(", ")}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {map.groups.map(({ organisations }, row) => (
                  <tr key={organisations[0]}>
                    <th scope="row">{organisations.map(nameOf).join(", ")}</th>
                    {(map.cells[row] ?? []).map((finding, column) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column.
                      <td key={column}>
                        {finding !== null ? (
                          <PlainLink
                            to={to}
                            params={{ id: finding }}
                            hash={hash}
                            className="map-cell map-cell--gap"
                          >
                            <IconX aria-hidden="true" size={20} stroke={2.6} />
                            <span className="visually-hidden">
                              {label(row, column)}: {f.gap}
                            </span>
                          </PlainLink>
                        ) : row === column && organisations.length === 1 ? (
                          <span className="map-cell">
                            <IconMinus aria-hidden="true" size={18} />
                            <span className="visually-hidden">{f.same}</span>
                          </span>
                        ) : (
                          <span className="map-cell">
                            <IconCheck aria-hidden="true" size={18} />
                            <span className="visually-hidden">{f.noGap}</span>
                          </span>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          {map.without.length === 0 ? null : (
            <p className="legend small">{f.mapWithout(names(map.without))}</p>
          )}
        </Card>
      )}
      {map.larger.length === 0 ? null : (
        <div className="stack stack--tight">
          <Heading level={3}>{f.largerTitle}</Heading>
          <p>{f.largerLead}</p>
          <ul className="bullets">
            {map.larger.map(({ id, organisations }) => (
              <li key={id}>
                <RouteLink to={to} params={{ id }} hash={hash}>
                  {names(organisations)}
                </RouteLink>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
