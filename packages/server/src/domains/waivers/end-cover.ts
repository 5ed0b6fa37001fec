import { randomUUID } from "node:crypto";
import { type SqlBool, sql } from "kysely";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { Outbox } from "../../platform/jobs.ts";
import type { Ended, Ending } from "../directory/leaving.ts";
import { peopleOf, waiverTables } from "./read.ts";
import { NOBODY_LEFT } from "./words.ts";

/**
 * Takes somebody who leaves out of the cover of waivers that name people. What then covers nobody is withdrawn, asked
 * for or granted; what was settled before stays as it was decided. Part of the end of a person, before their rooms:
 * those are then decided again without the waiver.
 */
export function endCover(outbox: Pick<Outbox, "put">): Ending {
  return async (transaction, { id }, { now, by }) => {
    const tables = waiverTables(transaction);
    // In one order, so that two who leave at once wait for each other instead of for ever.
    const waivers = await tables
      .selectFrom("waiver")
      .select(["id", "organisation", "state"])
      .where("state", "in", ["requested", "partly-agreed", "granted"])
      .where("valid_to", ">=", dayInAmsterdam(now))
      .where(
        sql<SqlBool>`exists (
          select 1 from waiver_person where waiver_person.waiver = waiver.id and waiver_person.person = ${id}
        )`,
      )
      .orderBy("id")
      .forUpdate()
      .execute();
    if (waivers.length === 0) return [];
    const ids = waivers.map((waiver) => waiver.id);
    await tables.deleteFrom("waiver_person").where("waiver", "in", ids).where("person", "=", id).execute();
    const others = await peopleOf(transaction, ids);
    const ended: Ended[] = [];
    for (const waiver of waivers) {
      if (others.has(waiver.id)) {
        ended.push({ kind: "waiver-cover", id: waiver.id });
        continue;
      }
      await tables
        .updateTable("waiver")
        .set({
          state: "withdrawn",
          ended_at: now,
          ended_by: by.kind === "person" ? by.id : null,
          ended_reason: waiver.state === "granted" ? NOBODY_LEFT.granted : NOBODY_LEFT.requested,
        })
        .where("id", "=", waiver.id)
        .execute();
      await outbox.put(transaction, [
        {
          id: randomUUID(),
          type: "waivers.withdrawn",
          occurredAt: now.toISOString(),
          data: { waiver: waiver.id, organisation: waiver.organisation },
        },
      ]);
      ended.push({ kind: "waiver", id: waiver.id });
    }
    return ended;
  };
}
