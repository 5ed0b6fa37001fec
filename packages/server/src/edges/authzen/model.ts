import { z } from "zod";
import { InvalidInput } from "../../platform/errors.ts";
import { ACTIVITY_WORDS, INFORMATION_WORDS, PROPERTY_NAMES, TOOL_TYPES, VALUE_WORDS } from "./words.ts";

const short = z.string().min(1).max(200);
const properties = z.record(z.string().max(100), z.unknown()).default({});

/** The four parts of an AuthZEN question. */
export const evaluationInput = z.object({
  subject: z.object({ type: short, id: short, properties }),
  action: z.object({ name: short, properties }),
  resource: z.object({ type: short, id: short, properties }),
  context: properties,
});

/** Several questions at once; what they share stands outside. */
export const evaluationsInput = z.object({
  subject: evaluationInput.shape.subject.optional(),
  action: evaluationInput.shape.action.optional(),
  resource: evaluationInput.shape.resource.optional(),
  context: properties.optional(),
  evaluations: z
    .array(
      z.object({
        subject: evaluationInput.shape.subject.optional(),
        action: evaluationInput.shape.action.optional(),
        resource: evaluationInput.shape.resource.optional(),
        context: properties.optional(),
      }),
    )
    .max(50)
    .default([]),
  options: z
    .object({
      evaluations_semantic: z
        .enum(["execute_all", "deny_on_first_deny", "permit_on_first_permit"])
        .default("execute_all"),
    })
    .default({ evaluations_semantic: "execute_all" }),
});

/** An AuthZEN question. */
export type Evaluation = z.output<typeof evaluationInput>;

/** An AuthZEN question in our terms. */
export interface Asked {
  readonly tool: string;
  /** The situations it can mean: more than one when the caller's words leave room. All must be allowed. */
  readonly situations: readonly {
    readonly date?: string;
    readonly attributes: Record<string, string>;
    readonly participants: readonly { readonly id: string; readonly attributes: Record<string, string> }[];
  }[];
  readonly receipt: boolean;
}

/**
 * Puts an AuthZEN question in our terms. Values are only translated here; whether they exist is checked
 * against the rules later, so that the caller hears which values there are.
 *
 * @param organisationId our id for an organisation that somebody else names
 * @throws InvalidInput when the tool or the asker's organisation is missing
 */
export function asked(evaluation: Evaluation, organisationId: (named: string) => string | null): Asked {
  const subject = reader(evaluation.subject.properties, "subject.properties");
  const resource = reader(evaluation.resource.properties, "resource.properties");
  const context = reader(evaluation.context, "context");
  const tool =
    resource.text("tool") ??
    (TOOL_TYPES.includes(evaluation.resource.type.toLowerCase()) ? evaluation.resource.id : undefined);
  if (tool === undefined) {
    throw new InvalidInput([
      { path: "resource", message: 'must name the tool: type "tool" with its id, or a property "tool"' },
    ]);
  }
  const organisation = subject.text("organisation");
  if (organisation === undefined) {
    throw new InvalidInput([
      { path: "subject.properties.organisation", message: "must name the asker's organisation" },
    ]);
  }
  const ofAsker = compact({
    device: value(subject.text("device") ?? context.text("device")),
    location: value(subject.text("location") ?? context.text("location")),
    role: value(subject.text("role")),
  });
  const others = [...context.texts("participants"), ...(context.yes("external") ? ["external"] : [])];
  const ids = [organisation, ...others].map((named) => organisationId(named) ?? value(named) ?? named);
  const participants = [...new Set(ids)].map((id, index) => ({ id, attributes: index === 0 ? ofAsker : {} }));
  const date = context.text("date");
  const attributes = compact({
    activity: ACTIVITY_WORDS[evaluation.action.name.toLowerCase()] ?? evaluation.action.name,
    personalData: value(resource.text("personalData")),
    host: value(context.text("host")),
  });
  const information = resource.text("information");
  const classes =
    information === undefined ? [undefined] : (INFORMATION_WORDS[information.toLowerCase()] ?? [information]);
  return {
    tool: tool.toLowerCase(),
    situations: classes.map((information) => ({
      ...(date === undefined ? {} : { date }),
      attributes: compact({ ...attributes, information }),
      participants,
    })),
    receipt: context.yes("receipt"),
  };
}

function value(word: string | undefined): string | undefined {
  return word === undefined ? undefined : (VALUE_WORDS[word.toLowerCase()] ?? word);
}

function compact(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])),
  );
}

/** Reads properties by any of their names. What is there but of the wrong kind is refused, never skipped. */
function reader(given: Readonly<Record<string, unknown>>, path: string) {
  const lowered = new Map(Object.entries(given).map(([key, property]) => [key.toLowerCase(), property]));
  const find = (name: keyof typeof PROPERTY_NAMES) =>
    PROPERTY_NAMES[name]
      .map((alias) => lowered.get(alias.toLowerCase()))
      .find((property) => property !== undefined);
  const wrong = (name: string, kind: string) =>
    new InvalidInput([{ path: `${path}.${name}`, message: `must be ${kind}` }]);
  return {
    text(name: keyof typeof PROPERTY_NAMES): string | undefined {
      const property = find(name);
      if (property === undefined || property === null) return undefined;
      if (typeof property !== "string" || property.length > 200) throw wrong(name, "a short text");
      return property;
    },
    texts(name: keyof typeof PROPERTY_NAMES): readonly string[] {
      const property = find(name);
      if (property === undefined || property === null) return [];
      if (!Array.isArray(property) || property.length > 40) throw wrong(name, "a list of at most 40 texts");
      return property.map((item: unknown) => {
        if (typeof item !== "string" || item.length > 200) throw wrong(name, "a list of short texts");
        return item;
      });
    },
    yes(name: keyof typeof PROPERTY_NAMES): boolean {
      const property = find(name);
      if (property === undefined || property === null) return false;
      if (typeof property !== "boolean") throw wrong(name, "true or false");
      return property;
    },
  };
}
