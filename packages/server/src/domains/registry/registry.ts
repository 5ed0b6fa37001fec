import { hashRuleSet, type RuleSet } from "@akkoord/policy";
import type { Caller, Commands } from "../../platform/command.ts";
import {
  DeskRulesInForce,
  NotFound,
  PoliciesRefused,
  TemporarilyUnavailable,
} from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import { keepRuleSet, publishFolderRules } from "./commands.ts";
import { HeldRuleSet } from "./held-rule-set.ts";
import { currentOn, type Publication } from "./model.ts";
import { readPoliciesFolder } from "./policies-folder.ts";
import type { RegistryQueries } from "./queries.ts";

/** How many rule sets are kept in memory: the current ones and some that people look back at. */
const SETS_HELD = 16;

/** Who keeps rule sets that nobody published. */
const KEEPER: Caller = {
  actor: { kind: "system", id: "registry" },
  origin: { channel: "server", address: null },
  traceId: null,
};

/** The published rule sets, held in memory so that answering needs no database. */
export interface Registry {
  /** Newest first. */
  publications(): readonly Publication[];
  /**
   * What to decide by for a day.
   *
   * @throws TemporarilyUnavailable before the first rule set was read
   */
  currentOn(date: string): Promise<{ publication: Publication; held: HeldRuleSet }>;
  /** @throws NotFound when no rule set with this hash was published */
  byHash(hash: string): Promise<HeldRuleSet>;
  /** Keeps a rule set that nobody published, such as one with waivers, so that `byHash` finds it. */
  keep(ruleSet: RuleSet): Promise<HeldRuleSet>;
  /** Reads the publications again; rule sets already held stay. */
  refresh(): Promise<void>;
  /**
   * Publishes the policies folder when it changed since it was last published from there, and nothing was
   * published at the desk since. Otherwise, and when it holds errors, the rules published before stay.
   *
   * @throws PoliciesRefused when it holds errors and nothing was published before
   */
  publishAtStart(caller: Caller, log: Log): Promise<void>;
  /**
   * Publishes the policies folder when its content is another than was last published from there.
   *
   * @throws PoliciesRefused when the files hold errors; nothing changes then
   * @throws DeskRulesInForce when rules were published at the desk since, and those are not to be replaced
   */
  publishFolder(caller: Caller, options?: FolderOptions): Promise<{ hash: string; changed: boolean }>;
}

/** How to publish the policies folder. */
export interface FolderOptions {
  /** First day it is for; null (also when left out) for every day. */
  readonly validFrom?: string | null;
  /** Replace what was published at the desk since. */
  readonly replaceDesk?: boolean;
}

/** Makes the registry; nothing is read before `refresh`. */
export function createRegistry(queries: RegistryQueries, commands: Commands, policiesDir: string): Registry {
  const publishPolicies = publishFolderRules(() => readPoliciesFolder(policiesDir));
  let publications: readonly Publication[] = [];
  const held = new Map<string, HeldRuleSet>();

  const byHash = async (hash: string): Promise<HeldRuleSet> => {
    const known = held.get(hash);
    if (known !== undefined) return known;
    const found = await queries.ruleSet(hash);
    if (found === null) throw new NotFound();
    const fresh = new HeldRuleSet(hash, found.ruleSet, found.json);
    held.set(hash, fresh);
    for (const key of held.keys()) {
      if (held.size <= SETS_HELD) break;
      if (key !== hash && key !== publications[0]?.hash) held.delete(key);
    }
    return fresh;
  };

  const refresh = async (): Promise<void> => {
    publications = await queries.publications();
    // Holding the newest one now means that losing the database later does not stop the answers.
    if (publications[0] !== undefined) await byHash(publications[0].hash);
  };

  return {
    publications: () => publications,
    byHash,
    async keep(ruleSet) {
      const hash = hashRuleSet(ruleSet);
      const known = held.has(hash) || (await queries.ruleSet(hash)) !== null;
      if (!known) await commands.execute(keepRuleSet(ruleSet), {}, KEEPER);
      return byHash(hash);
    },
    refresh,
    async currentOn(date) {
      if (publications.length === 0) throw new TemporarilyUnavailable();
      const publication = currentOn(publications, date) ?? publications.at(-1);
      if (publication === undefined) throw new NotFound();
      return { publication, held: await byHash(publication.hash) };
    },
    async publishAtStart(caller, log) {
      await refresh();
      try {
        const hash = hashRuleSet(await readPoliciesFolder(policiesDir));
        if (publications.find(({ origin }) => origin === "folder")?.hash === hash) return;
        if (publications[0] !== undefined && publications[0].origin !== "folder")
          throw new DeskRulesInForce();
        await commands.execute(publishPolicies, { validFrom: null }, caller);
        await refresh();
      } catch (error) {
        if (error instanceof DeskRulesInForce) {
          log.warn(
            "the policies folder changed, but rules were published at the desk since: those stay in force; publish the folder over them with POST /v1/rule-sets/_reload and replaceDesk: true",
          );
          return;
        }
        if (!(error instanceof PoliciesRefused) || publications.length === 0) throw error;
        log.error({ error }, "the policies folder holds errors; the rules published before stay in force");
      }
    },
    async publishFolder(caller, { validFrom = null, replaceDesk = false } = {}) {
      const outcome = await commands.execute(publishPolicies, { validFrom, replaceDesk }, caller);
      await refresh();
      return outcome;
    },
  };
}
