import { BoxCompiler, rowWidth } from "./boxes.ts";
import type { CompiledRuleSet } from "./compiled-rule-set.ts";
import type { DiagramStore, Reference } from "./diagram.ts";
import { OutcomeTable } from "./outcome-table.ts";
import { rulesPerOrganisation, speakersPerTool } from "./pair-compiler.ts";
import { RuleNumbers, rulesInForce } from "./rules-in-force.ts";
import { Settler, type Speaker } from "./settle.ts";
import { ListTable, word } from "./tables.ts";

/**
 * Who contests what: per organisation and tool the function from points to the rules that disagree there. Compiled
 * apart from the outcomes, for the few pairs that are asked about: outcomes name these rules only where they decide.
 *
 * @example const contests = new Contests(compiled, store); contests.rulesOf(index) // of a terminal of functionOf(…)
 */
export class Contests {
  readonly #lists = new ListTable();
  readonly #numbers = new RuleNumbers();
  readonly #boxes: BoxCompiler;
  readonly #settler: Settler;
  readonly #speakersOf: (organisation: number) => readonly (readonly Speaker[])[];
  readonly #known = new Map<number, Reference>();
  readonly #tools: number;

  /** @param store where the functions are made; with the attributes of the rules, in any order. */
  constructor({ ruleSet, date }: Pick<CompiledRuleSet, "ruleSet" | "date">, store: DiagramStore) {
    const rules = rulesPerOrganisation(ruleSet, rulesInForce(ruleSet, date, this.#numbers));
    const speakers = new Map<number, readonly (readonly Speaker[])[]>();
    this.#tools = ruleSet.tools.length;
    this.#boxes = new BoxCompiler(store);
    // What duties and tips say does not matter here.
    this.#settler = new Settler(new OutcomeTable(), this.#numbers.ids.length, 0);
    this.#speakersOf = (organisation) => {
      const known = speakers.get(organisation) ?? speakersPerTool(ruleSet, rules[organisation] ?? []);
      speakers.set(organisation, known);
      return known;
    };
  }

  /**
   * The function whose terminals are lists of rules, by index; 0 is the empty list.
   *
   * @throws CompileBudgetError when it would take more nodes than the store allows.
   */
  functionOf(organisation: number, tool: number): Reference {
    const pair = organisation * this.#tools + tool;
    const known = this.#known.get(pair);
    if (known !== undefined) return known;
    const speakers = this.#speakersOf(organisation)[tool] ?? [];
    this.#settler.prepare(speakers);
    this.#boxes.startFamily([], speakers.length, (bits, from) =>
      this.#settler.contest(bits, from, this.#lists),
    );
    const built = this.#boxes.build(
      new Int32Array(rowWidth(speakers.length)),
      speakers.map(({ rule }) => rule.box),
    );
    this.#known.set(pair, built);
    return built;
  }

  /** The ids of the rules of a list, in the order of the rule set. */
  rulesOf(list: number): readonly string[] {
    const { starts, words } = this.#lists;
    return Array.from(
      words.subarray(word(starts, list), word(starts, list + 1)),
      (number) => this.#numbers.ids[number] ?? "",
    );
  }
}
