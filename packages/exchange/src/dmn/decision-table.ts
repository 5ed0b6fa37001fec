/** How the rules of a decision table count when several match (DMN 1.3, 8.2.10). */
export type HitPolicy = "UNIQUE" | "ANY" | "FIRST" | "PRIORITY" | "COLLECT" | "RULE ORDER" | "OUTPUT ORDER";

/** A decision with its table. Entries are FEEL, as they stand in the file. */
export interface DecisionTable {
  readonly id: string;
  readonly name: string;
  /** The name for people, where the file gives one. */
  readonly label: string | null;
  /** The tool it is about and what it holds, for files that Akkoord wrote. */
  readonly written: { readonly kind: "computed" | "rules"; readonly tool: string } | null;
  readonly hitPolicy: HitPolicy;
  /** How collected outputs are summed up: `SUM`, `MIN`, … */
  readonly aggregation: string | null;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly annotations: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A column that asks something. */
export interface TableInput {
  readonly label: string | null;
  /** What it asks about: mostly a name. */
  readonly expression: string;
  /** The values that may be given, in FEEL; null when the table does not say. */
  readonly allowed: string | null;
}

/** A column that answers. */
export interface TableOutput {
  readonly name: string | null;
  readonly label: string | null;
  /** The answers there are, in FEEL, the one that goes first first. */
  readonly allowed: string | null;
}

/** One rule of a table. */
export interface TableRow {
  readonly id: string | null;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly annotations: readonly string[];
}
