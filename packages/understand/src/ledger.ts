import type { Heard } from "./hear.ts";
import type { Segment } from "./segments.ts";
import type { How, Meaning, Part, Span, Unclear, UnclearReason } from "./understood.ts";

/** How sure each way of recognising is; general words and each further wrong letter are less so. */
const CONFIDENCE: Readonly<Record<How, number>> = { exact: 1, synonym: 0.95, spelling: 0.85, implied: 0.9 };
const WEAK = 0.9;
const PER_MISTAKE = 0.1;

/** Keeps what was recognised in a question and what must be asked. */
export class Ledger {
  private readonly question: string;
  private recognised: readonly Part[] = [];
  private asked: readonly Unclear[] = [];

  constructor(question: string) {
    this.question = question;
  }

  /** What was recognised, in the order of the text. */
  get parts(): readonly Part[] {
    return this.recognised.toSorted(byPlace);
  }

  /** What must be asked, in the order of the text. */
  get unclear(): readonly Unclear[] {
    return this.asked.toSorted(byPlace);
  }

  /** Notes a meaning as recognised. */
  recognise(heard: Heard, more: { readonly asker?: boolean } = {}): void {
    const { segment, meaning, how } = heard;
    const sure = heard.weak ? Math.min(WEAK, CONFIDENCE[how]) : CONFIDENCE[how];
    const confidence = Math.round((sure - PER_MISTAKE * Math.max(0, segment.mistakes - 1)) * 100) / 100;
    this.recognised = [...this.recognised, { ...this.spanOf(segment), ...meaning, how, confidence, ...more }];
  }

  /** Notes a meaning that follows from something else, shown at that place. */
  imply(segment: Segment, meaning: Meaning): void {
    const part: Part = {
      ...this.spanOf(segment),
      ...meaning,
      how: "implied",
      confidence: CONFIDENCE.implied,
    };
    this.recognised = [...this.recognised, part];
  }

  /** Notes that the words of a segment must be asked about; once for each place and kind. */
  ask(segment: Segment, reason: UnclearReason, candidates: readonly Meaning[]): void {
    const [first] = candidates;
    if (first === undefined) return;
    const attribute = first.kind === "attribute" ? { attribute: first.attribute } : {};
    this.note({ ...this.spanOf(segment), kind: first.kind, ...attribute, candidates, reason });
  }

  /** Notes a tool that the catalogue lacks. */
  askOtherTool(segment: Segment): void {
    this.note({ ...this.spanOf(segment), kind: "tool", candidates: [], reason: "not-in-catalogue" });
  }

  /** Takes back the recognised value of an attribute and asks about it instead. */
  askInstead(attribute: string, candidates: readonly Meaning[]): void {
    const taken = this.recognised.filter((part) => part.kind === "attribute" && part.attribute === attribute);
    this.recognised = this.recognised.filter((part) => !taken.includes(part));
    const [first] = taken;
    if (first === undefined) return;
    const { text, start, end } = first;
    this.note({ text, start, end, kind: "attribute", attribute, candidates, reason: "several" });
  }

  private note(unclear: Unclear): void {
    const known = this.asked.some((each) => each.start === unclear.start && each.kind === unclear.kind);
    if (!known) this.asked = [...this.asked, unclear];
  }

  private spanOf({ start, end }: Segment): Span {
    return { text: this.question.slice(start, end), start, end };
  }
}

function byPlace(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end;
}
