import type { Receipt } from "@akkoord/policy";

/** A receipt as it is kept. */
export interface KeptReceipt {
  readonly id: string;
  /** UTC. */
  readonly createdAt: string;
  readonly receipt: Receipt;
}
