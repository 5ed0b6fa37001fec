import { createHash } from "node:crypto";
import {
  type CompiledRuleSet,
  compile,
  type Period,
  periodAround,
  type RuleSet,
  writeCompiled,
} from "@akkoord/policy";

/** How many days of one rule set are kept ready. Days within one period share the work. */
const DAYS_KEPT = 64;

/** A compiled rule set to send, and a text that changes when it does. */
export interface CompiledBytes {
  readonly bytes: Buffer;
  readonly version: string;
}

/** A published rule set in memory, ready to decide. Immutable but for what it keeps ready. */
export class HeldRuleSet {
  readonly hash: string;
  readonly ruleSet: RuleSet;
  /** Its canonical JSON. */
  readonly json: string;
  readonly #periods = new Map<string, ReturnType<typeof compile>>();
  readonly #deciders = new Map<string, ReturnType<typeof compile>>();
  readonly #buffers = new Map<string, CompiledBytes>();

  constructor(hash: string, ruleSet: RuleSet, json: string) {
    this.hash = hash;
    this.ruleSet = ruleSet;
    this.json = json;
  }

  /** The rules made ready for a day. */
  decider(date: string): CompiledRuleSet {
    return this.#compiled(date);
  }

  /** The stretch of time around a day in which no rule starts or ends. */
  period(date: string): Period {
    return periodAround(this.ruleSet, date);
  }

  /** The compiled form for a day, as the page reads it. */
  compiled(date: string): CompiledBytes {
    return keep(this.#buffers, date, () => {
      const bytes = Buffer.from(writeCompiled(this.#compiled(date)));
      return { bytes, version: createHash("sha256").update(bytes).digest("base64url") };
    });
  }

  #compiled(date: string): ReturnType<typeof compile> {
    return keep(this.#deciders, date, () => {
      const first = this.period(date).from ?? "";
      const ofPeriod = keep(this.#periods, first, () => compile(this.ruleSet, date));
      return ofPeriod.date === date ? ofPeriod : { ...ofPeriod, date };
    });
  }
}

/** What is in the map under the key, made when missing; drops the one used longest ago when there are too many. */
function keep<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  if (map.size > DAYS_KEPT) {
    const oldest = map.keys().next();
    if (!oldest.done) map.delete(oldest.value);
  }
  return value;
}
