/**
 * The definition of a decision written out for an SMT solver, as a second opinion on analysis. It shares nothing with the
 * engine: rules become formulas, and the solver (Z3, de Moura and Bjørner 2008) looks for points by itself. For tests and
 * benchmarks.
 */
import { init, killThreads } from "z3-solver";
import type { Effect } from "../effect.ts";
import type { Condition, Rule, RuleSet } from "../rule-set.ts";

/** Formulas in SMT-LIB 2 about one rule set on one day. A point is a small number for every attribute. */
export class SmtRules {
  readonly #ruleSet: RuleSet;
  readonly #rules: readonly Rule[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(ruleSet: RuleSet, date: string) {
    this.#ruleSet = ruleSet;
    this.#rules = ruleSet.rules.filter(
      ({ valid }) => (valid.from === null || valid.from <= date) && (valid.to === null || date <= valid.to),
    );
    this.#places = new Map(ruleSet.vocabulary.attributes.map(({ id }, place) => [id, place]));
  }

  /** Declares the attributes. */
  declarations(): string {
    return this.#ruleSet.vocabulary.attributes
      .map((_, place) => `(declare-const x${place} ${SORT})`)
      .join("\n");
  }

  /** That the point exists and can occur. */
  space(): string {
    const { attributes, impossible } = this.#ruleSet.vocabulary;
    return and([
      ...attributes.map(({ values }, place) => `(bvult x${place} ${literal(values.length)})`),
      ...impossible.map((condition) => not(this.holds(condition))),
    ]);
  }

  /** That a condition holds. */
  holds(condition: Condition): string {
    return and(
      Object.entries(condition).flatMap(([id, allowed]) => {
        const place = this.#places.get(id);
        const values = this.#ruleSet.vocabulary.attributes[place ?? 0]?.values ?? [];
        const places = [...values.keys()].filter((value) => allowed.includes(values[value]?.id ?? ""));
        return place === undefined ? [] : [or(places.map((value) => isValue(place, value)))];
      }),
    );
  }

  /** That somebody does something. */
  doing(activity: string): string {
    return this.holds({ activity: [activity] });
  }

  /** That organisations can meet: the audience is past its first value. */
  together(): string {
    const audience = this.#ruleSet.vocabulary.attributes.findIndex(({ scope }) => scope === "derived");
    return audience === -1 ? "true" : not(isValue(audience, 0));
  }

  /** That only organisations make the audience, and that a formula would hold for one that is left alone. */
  amongOwnPeople(formula: string): string {
    const audience = this.#ruleSet.vocabulary.attributes.findIndex(({ scope }) => scope === "derived");
    if (audience === -1) return "false";
    const alone = `(let ((x${audience} ${literal(0)})) ${and([formula, this.space()])})`;
    return and([isValue(audience, 1), alone]);
  }

  /** That a tool is open to an organisation: some rule speaks, and none that stands is against. */
  open(organisation: string, tool: string): string {
    const standing = this.#standing(organisation, tool);
    const against = standing.filter(({ effect }) => isAgainst(effect));
    return and([or(standing.map(({ formula }) => formula)), not(or(against.map(({ formula }) => formula)))]);
  }

  /** That a tool is discouraged or prohibited: some rule against it stands. */
  refused(organisation: string, tool: string): string {
    const standing = this.#standing(organisation, tool);
    return or(standing.filter(({ effect }) => isAgainst(effect)).map(({ formula }) => formula));
  }

  /** That no rule with an effect stands. */
  silent(organisation: string, tool: string): string {
    return not(or(this.#standing(organisation, tool).map(({ formula }) => formula)));
  }

  /** That defeasible rules for and against stand together. */
  contested(organisation: string, tool: string): string {
    const defeasible = this.#standing(organisation, tool).filter(({ rule }) => rule.force === "defeasible");
    const formulas = (against: boolean): readonly string[] =>
      defeasible.filter(({ effect }) => isAgainst(effect) === against).map(({ formula }) => formula);
    return and([or(formulas(true)), or(formulas(false))]);
  }

  /** The rules with an effect on a tool, each with the formula that it applies and nothing that stands sets it aside. */
  #standing(
    organisation: string,
    tool: string,
  ): readonly { readonly rule: Rule; readonly effect: Effect; readonly formula: string }[] {
    const speaking = this.#rules.flatMap((rule) => {
      if (!rule.bearers.includes(organisation)) return [];
      if (rule.tools.ids.includes(tool)) return [{ rule, effect: rule.effect }];
      return rule.effect === "required" ? [{ rule, effect: "prohibited" as const }] : [];
    });
    const known = new Map<Rule, string>();
    const stands = (target: Rule): string => {
      const before = known.get(target);
      if (before !== undefined) return before;
      const attackers = speaking.filter(
        ({ rule, effect }) =>
          rule !== target &&
          (rule.overrides.includes(target.id) || (effect !== null && target.yieldsTo.includes(rule.layer))),
      );
      const formula = and([this.holds(target.when), not(or(attackers.map(({ rule }) => stands(rule))))]);
      known.set(target, formula);
      return formula;
    };
    return speaking.flatMap(({ rule, effect }) =>
      effect === null ? [] : [{ rule, effect, formula: stands(rule) }],
    );
  }
}

/** Attributes have at most 255 values. As numbers without a limit, the solver would reason about arithmetic for nothing. */
const BITS = 9;
const SORT = `(_ BitVec ${BITS})`;

function literal(value: number): string {
  return `(_ bv${value} ${BITS})`;
}

/** That an attribute, by its place in the vocabulary, has a value, by its place. */
export function isValue(attribute: number, value: number): string {
  return `(= x${attribute} ${literal(value)})`;
}

/** Both formulas, or all of them. */
export function and(parts: readonly string[]): string {
  return parts.length === 0 ? "true" : parts.length === 1 ? (parts[0] ?? "true") : `(and ${parts.join(" ")})`;
}

export function or(parts: readonly string[]): string {
  return parts.length === 0
    ? "false"
    : parts.length === 1
      ? (parts[0] ?? "false")
      : `(or ${parts.join(" ")})`;
}

export function not(part: string): string {
  return `(not ${part})`;
}

function isAgainst(effect: Effect): boolean {
  return effect === "discouraged" || effect === "prohibited";
}

/** A solver that knows a space and answers questions about it. */
export interface SmtSolver {
  /** Takes definitions (`define-fun`) that later formulas refer to. */
  define(definitions: string): void;
  /** A short name for a formula, to use in others: texts of megabytes do not fit in its memory. */
  named(formula: string): string;
  /** Whether some point of the space satisfies a formula. */
  isPossible(formula: string): Promise<boolean>;
  /** How many points satisfy a formula, by asking for one after another; null past `most`. */
  count(formula: string, most: number): Promise<number | null>;
  /** Lets go of its threads. A process does not end before. */
  close(): Promise<void>;
}

/** Starts the solver on the space of a rule set. */
export async function startSolver(rules: SmtRules, attributes: number): Promise<SmtSolver> {
  const { Context, em } = await init();
  const { Solver, BitVec, Or } = Context("analysis");
  const solver = new Solver("QF_BV");
  // Reading text is not left to another thread: the text may be gone by the time that thread reads it.
  const tell = (formula: string): void => solver.fromString(`(assert ${formula})`);
  const isSatisfiable = async (): Promise<boolean> => {
    const answer = await solver.check();
    if (answer === "unknown") throw new Error("the solver gives up");
    return answer === "sat";
  };
  const within = async <T>(formula: string, work: () => Promise<T>): Promise<T> => {
    solver.push();
    try {
      tell(formula);
      return await work();
    } finally {
      solver.pop();
    }
  };
  const names = new Map<string, string>();
  solver.fromString(rules.declarations());
  tell(rules.space());
  const variables = Array.from({ length: attributes }, (_, place) => BitVec.const(`x${place}`, BITS));
  return {
    define: (definitions) => solver.fromString(definitions),
    named: (formula) => {
      const name = names.get(formula) ?? `f${names.size}`;
      if (!names.has(formula)) solver.fromString(`(define-fun ${name} () Bool ${formula})`);
      names.set(formula, name);
      return name;
    },
    isPossible: (formula) => within(formula, isSatisfiable),
    count: (formula, most) =>
      within(formula, async () => {
        let found = 0;
        while (found <= most && (await isSatisfiable())) {
          found++;
          const model = solver.model();
          solver.add(Or(...variables.map((variable) => variable.neq(model.eval(variable, true)))));
        }
        return found > most ? null : found;
      }),
    close: async () => {
      await killThreads(em);
    },
  };
}
