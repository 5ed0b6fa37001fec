import type { Tool } from "@akkoord/policy";
import { useMessages } from "../../../messages/language.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { TableScroll } from "../../../primitives/table-scroll.tsx";
import { VerdictCell } from "../../../primitives/verdict.tsx";
import { ANSWER_PATH } from "../../answer/hooks/use-question.ts";
import { EMPTY_QUESTION, writeFragment } from "../../answer/model/question.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf } from "../../rule-sets/model/names.ts";
import { EVERYDAY, everydayVerdict } from "../model/standard-verdict.ts";
import { Legend } from "./legend.tsx";

interface ToolMatrixProps {
  readonly rules: Rules;
  readonly tool: Tool;
  readonly organisation: string;
  /** The values of the everyday case, of which the page lets people change some. */
  readonly values: Readonly<Record<string, string>>;
}

/** What may be done with one tool, per activity and sensitivity, for one organisation. A cell leads to its answer. */
export function ToolMatrix({ rules, tool, organisation, values }: ToolMatrixProps) {
  const { t, say } = useMessages();
  const { ruleSet, decider } = rules;
  const activity = attributeOf(ruleSet, "activity");
  const information = attributeOf(ruleSet, "information");
  const rows = activity?.values.filter((value) => tool.activities.includes(value.id)) ?? [];
  const columns = information?.values ?? [];
  const verdictAt = (row: string, column: string) =>
    everydayVerdict(decider, organisation, tool, {
      activity: row,
      values: { ...values, information: column },
    });
  const shown = rows.flatMap((row) => columns.map((column) => verdictAt(row.id, column.id)));
  return (
    <>
      <TableScroll label={t.tools.matrixCaption(tool.name)}>
        <table className="matrix">
          <caption className="visually-hidden">{t.tools.matrixCaption(tool.name)}</caption>
          <thead>
            <tr>
              <td />
              {columns.map((value) => (
                <th key={value.id} scope="col">
                  {say(value.label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{say(row.label)}</th>
                {columns.map((value) => (
                  <td key={value.id}>
                    <PlainLink
                      to={ANSWER_PATH}
                      className="cell-button"
                      hash={writeFragment({
                        ...EMPTY_QUESTION,
                        asker: organisation,
                        others: values.audience === "own-organisation" ? [] : null,
                        tool: tool.id,
                        attributes: {
                          ...withoutAudience({ ...EVERYDAY, ...values }),
                          activity: row.id,
                          information: value.id,
                        },
                      })}
                    >
                      <span className="visually-hidden">
                        {say(row.label)}, {say(value.label)}:{" "}
                      </span>
                      <VerdictCell verdict={verdictAt(row.id, value.id)} />
                    </PlainLink>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Legend shown={shown} />
    </>
  );
}

function withoutAudience({
  audience: _,
  ...rest
}: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return rest;
}
