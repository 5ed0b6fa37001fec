import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import { fragmentOf } from "../../../platform/fragment-state.ts";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { type Question, readFragment, writeFragment } from "../model/question.ts";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The sentence somebody typed. Kept in the browser's history, never in the link. */
    readonly typed?: string;
    /** What somebody said not to know. */
    readonly skipped?: readonly string[];
    /** How many questions were answered one by one. */
    readonly steps?: number;
  }
}

/** The path of the page that answers. */
export const ANSWER_PATH = "/antwoord";

const NOTHING_SKIPPED: readonly string[] = [];

/** What comes along with a changed question. */
export interface ChangeOptions {
  /** It answers a question that the page put. */
  readonly step?: boolean;
  /** It says not to know an attribute, or the `company`. */
  readonly skip?: string;
}

/** The question in the link, and how to change it. */
export function useQuestion() {
  const routed = useLocation();
  const fragment = routed.pathname === ANSWER_PATH ? fragmentOf(routed.href) : "";
  const question = useMemo(() => readFragment(fragment), [fragment]);
  const navigate = useNavigate();
  const { aboutYou } = useAboutYou();
  const { typed, skipped = NOTHING_SKIPPED, steps = 0 } = routed.state;

  const change = useCallback(
    (next: Question, { step = false, skip }: ChangeOptions = {}) =>
      navigate({
        to: ANSWER_PATH,
        hash: writeFragment(next),
        state: {
          typed,
          steps: step ? steps + 1 : steps,
          skipped: skip === undefined ? skipped : [...skipped, skip],
        },
        resetScroll: false,
        hashScrollIntoView: false,
      }),
    [navigate, typed, skipped, steps],
  );

  // A link without an asker is about whoever opens it; what this device knows of its user completes it.
  const completed = useMemo(() => aboutQuestion(question, aboutYou), [question, aboutYou]);
  const incomplete = completed !== question && routed.pathname === ANSWER_PATH;
  useEffect(() => {
    if (!incomplete) return;
    navigate({
      to: ANSWER_PATH,
      hash: writeFragment(completed),
      state: { typed, steps, skipped },
      replace: true,
      resetScroll: false,
      hashScrollIntoView: false,
    });
  }, [incomplete, completed, navigate, typed, steps, skipped]);

  return { question: completed, typed, skipped, steps, change };
}

/** A question completed with what the device knows of its user, unless it names an asker already. */
export function aboutQuestion(
  question: Question,
  aboutYou: { readonly organisation: string | null; readonly role: string | null },
): Question {
  if (question.asker !== null || aboutYou.organisation === null) return question;
  const role = question.attributes.role ?? aboutYou.role;
  return {
    ...question,
    asker: aboutYou.organisation,
    attributes: role === null ? question.attributes : { ...question.attributes, role },
  };
}
