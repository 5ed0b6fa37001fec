import type { Receipt, Replay } from "@akkoord/policy";
import type { Database } from "../../platform/database/database.ts";
import { AlteredReceipt, NotFound } from "../../platform/errors.ts";
import { WorkFailed } from "../../platform/worker-pool.ts";
import type { Thinking } from "../advice/thinking.ts";
import type { Registry } from "../registry/registry.ts";
import type { KeptReceipt } from "./model.ts";
import type { ReceiptTables } from "./tables.ts";

/** Reads and replays receipts. */
export function createReceiptQueries(database: Database, registry: Registry, thinking: Thinking) {
  const byId = async (id: string): Promise<KeptReceipt> => {
    const row = await database
      .use()
      .$extendTables<ReceiptTables>()
      .selectFrom("receipt")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    if (row === undefined) throw new NotFound();
    const receipt: Receipt = JSON.parse(row.content);
    return { id: row.id, createdAt: row.created_at.toISOString(), receipt };
  };
  return {
    /** @throws NotFound */
    byId,

    /**
     * Decides again what a receipt records.
     *
     * @throws NotFound, AlteredReceipt when what is kept was changed, TooComplex
     */
    async replay(id: string): Promise<Replay> {
      const { receipt } = await byId(id);
      try {
        return await thinking.replay(await registry.byHash(receipt.ruleSet), receipt);
      } catch (error) {
        if (error instanceof WorkFailed && error.kind === "ReceiptError") throw new AlteredReceipt();
        throw error;
      }
    },
  };
}

/** Reads and replays receipts. */
export type ReceiptQueries = ReturnType<typeof createReceiptQueries>;
