/**
 * The shapes of a rule set: what the policy files hold once they are read.
 * Everything here is plain data (JSON), so a rule set can be hashed, stored, sent and replayed.
 */
import type { Effect } from "./effect.ts";

/** A text for people, in the two languages of the interface. */
export interface Words {
  readonly nl: string;
  readonly en: string;
}

/** An ISO calendar date without a time, such as `2020-11-02`. */
export type IsoDate = string;

/** When something holds: from a date up to and including another; `null` is open. */
export interface Period {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
}

/**
 * Whose attribute it is: of the situation as a whole, of each participant,
 * or derived from who takes part.
 */
export type AttributeScope = "situation" | "participant" | "derived";

/** One value an attribute can take. */
export interface AttributeValue {
  readonly id: string;
  readonly label: Words;
  /** One sentence that helps someone who does not know the term. */
  readonly help?: Words;
}

/** A dimension of the space of situations: a closed list of values. */
export interface Attribute {
  readonly id: string;
  readonly scope: AttributeScope;
  /** Whether the values are in an order that `from` and `to` may refer to. */
  readonly ordered: boolean;
  /** Not in the hands of who asks (what they want to do, who they are), so never proposed for change. */
  readonly given: boolean;
  readonly values: readonly AttributeValue[];
  readonly label: Words;
  /** The question the page asks when the value is still open. */
  readonly question: Words;
}

/**
 * Which values of which attributes: every named attribute must have one of the listed values.
 * Ranges and negations of the files are already written out, in the vocabulary's order.
 */
export type Condition = Readonly<Record<string, readonly string[]>>;

/** An obligation: a condition that whoever uses the tool must meet. */
export interface Duty {
  readonly id: string;
  readonly words: Words;
  /** The values an attribute must have for the duty to be met; absent when the situation cannot tell. */
  readonly constraint?: { readonly attribute: string; readonly values: readonly string[] };
}

/** A tip: shown, never enforced. */
export interface Advice {
  readonly id: string;
  readonly words: Words;
  /** Where the tip points: the values it would have an attribute take. */
  readonly constraint?: { readonly attribute: string; readonly values: readonly string[] };
}

/** The space of situations and the duties and tips that rules refer to. */
export interface Vocabulary {
  readonly attributes: readonly Attribute[];
  /** Situations that cannot occur. They are refused as input and left out of every count. */
  readonly impossible: readonly Condition[];
  readonly duties: readonly Duty[];
  readonly advice: readonly Advice[];
}

/** A name that an organisation bore during a period. */
export interface NameVersion extends Period {
  readonly name: string;
  readonly abbreviation?: string;
}

/** How many people work for an organisation, as somebody counted them. */
export interface Headcount {
  readonly people: number;
  /** Who says so, and where. */
  readonly source: string;
  /** The day they were counted. */
  readonly date?: IsoDate;
}

/** An organisation that makes or follows rules. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly abbreviation: string;
  /** `ministry`, `high-council`, `agency`, or `unexplained` for a name the sources do not explain. */
  readonly kind: "ministry" | "high-council" | "agency" | "unexplained" | "fictional";
  /** TOOI identifier of the organisation, where it has one. */
  readonly tooi: string | null;
  readonly period: Period;
  readonly names: readonly NameVersion[];
  /** Absent while nobody counted: an unknown number is never taken for zero. */
  readonly headcount?: Headcount;
  readonly note?: Words;
}

/** Somebody outside, without rules of their own: takes part and so raises the audience. */
export interface OutsideParty {
  readonly id: string;
  readonly label: Words;
  /** The value of the derived attribute that this party brings along. */
  readonly audience: string;
}

/** A named group of organisations that rules can bind. */
export interface Group {
  readonly id: string;
  readonly label: Words;
  readonly members: readonly string[];
}

/** A value of a tool's fact. */
export type FactValue = string | boolean | readonly string[];

/** An application or means to work together. */
export interface Tool {
  readonly id: string;
  readonly name: string;
  readonly supplier: string | null;
  /** ISO 3166-1 alpha-2 code of the supplier's country. */
  readonly supplierCountry: string | null;
  /** Activities it can serve. */
  readonly activities: readonly string[];
  readonly tags: readonly string[];
  /** What is known about it, each fact with its source; an unknown fact is absent, never `false`. */
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly description: Words | null;
  /** Where the tool is named, and quotes for its facts. */
  readonly sources: readonly Citation[];
}

/** A document that rules quote. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  /** Publication date, or null when the copy is undated. */
  readonly date: IsoDate | null;
  readonly dateNote?: Words;
  readonly url: string | null;
  /** True for documents made up to show fictional organisations; never mixed with real ones. */
  readonly fictional: boolean;
}

/** The clause a rule rests on, word for word, and where it stands. */
export interface Citation {
  readonly document: string;
  readonly quote: string;
  /** Where in the document: a heading or paragraph. */
  readonly place?: string;
}

/** Whose kind of rule it is, from highest to most local. */
export const LAYERS = ["law", "treaty", "government-wide", "organisation", "waiver"] as const;
export type Layer = (typeof LAYERS)[number];

/** `strict`: a floor that nothing may relax. `defeasible`: may be derogated from. */
export type Force = "strict" | "defeasible";

/** Which tools a rule or untranslatable names, written out to ids when the files are read. */
export interface ToolSelection {
  /** Tool ids, in catalogue order. */
  readonly ids: readonly string[];
  /** How the files named them, for people: ids, tags, facts, exceptions. */
  readonly named: {
    readonly ids: readonly string[];
    readonly tags: readonly string[];
    readonly facts: readonly string[];
    readonly except: readonly string[];
    readonly all: boolean;
  };
}

/** One rule (werkafspraak). */
export interface Rule {
  readonly id: string;
  readonly issuer: string;
  readonly layer: Layer;
  readonly force: Force;
  readonly yieldsTo: readonly Layer[];
  readonly overrides: readonly string[];
  /** Organisation ids it binds, groups written out. */
  readonly bearers: readonly string[];
  /** Bearers as the files named them: organisations and groups. */
  readonly bearersNamed: readonly string[];
  readonly valid: Period;
  readonly when: Condition;
  readonly tools: ToolSelection;
  /** `null` for a rule that only lays down duties or tips, whatever the tool: it decides nothing. */
  readonly effect: Effect | null;
  readonly duties: readonly string[];
  readonly advice: readonly string[];
  /** Why the rule exists or what it means, in one plain sentence for people. */
  readonly words: Words | null;
  readonly source: Citation;
  /** How the words of the source were read, where they leave room. */
  readonly reading: Words | null;
}

/** A clause that cannot honestly be turned into a rule: shown beside the answers it touches. */
export interface Untranslatable {
  readonly id: string;
  readonly issuer: string;
  readonly bearers: readonly string[];
  readonly valid: Period;
  readonly when: Condition;
  readonly tools: ToolSelection;
  readonly source: Citation;
  /** Why it is no rule. */
  readonly why: Words;
}

/** Everything one decision can depend on. Immutable; known by the hash of its canonical JSON. */
export interface RuleSet {
  readonly format: 1;
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly organisations: readonly Organisation[];
  readonly outsideParties: readonly OutsideParty[];
  readonly groups: readonly Group[];
  readonly tools: readonly Tool[];
  readonly sources: readonly Source[];
  readonly rules: readonly Rule[];
  readonly untranslatables: readonly Untranslatable[];
}
