import { randomUUID } from "node:crypto";
import { canonicalJson } from "@akkoord/policy";
import { command } from "../../platform/command.ts";
import { questionInput } from "../advice/model.ts";
import type { Advice } from "../advice/queries.ts";
import type { KeptReceipt } from "./model.ts";
import { mayMakeReceipt } from "./permissions.ts";
import type { ReceiptTables } from "./tables.ts";

/** Decides a situation and keeps the record of it. Only done when somebody asks for it. */
export function makeReceipt(advice: Advice) {
  return command({
    name: "receipts.make",
    on: "receipt",
    input: questionInput,
    may: mayMakeReceipt,
    async run({ input, actor, now, transaction }) {
      const receipt = await advice.receipt(input, actor);
      // Random, so that nobody finds a receipt they were not given.
      const id = randomUUID();
      await transaction
        .$extendTables<ReceiptTables>()
        .insertInto("receipt")
        .values({ id, created_at: now, content: canonicalJson(receipt) })
        .execute();
      const output: KeptReceipt = { id, createdAt: now.toISOString(), receipt };
      return {
        output,
        object: { type: "receipt", id },
        events: [{ type: "receipts.made", data: { receipt: id } }],
      };
    },
  });
}
