import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { ANSWER_PATH } from "./use-question.ts";

const KEY = "akkoord.question";

/**
 * Keeps the question in this tab while its owner signs in: the part of the address after `#` never goes along to a
 * server, so it would be lost on the way.
 */
export function keepQuestionForSignIn(): void {
  try {
    sessionStorage.setItem(KEY, location.hash.slice(1));
  } catch {
    // Without storage the question is put again after signing in.
  }
}

/** Takes up the question that was kept, once, when the page opens without one. */
export function useKeptQuestion(isEmpty: boolean): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!isEmpty) return;
    const kept = takeKept();
    if (kept !== null && kept !== "") void navigate({ to: ANSWER_PATH, hash: kept, replace: true });
  }, [isEmpty, navigate]);
}

function takeKept(): string | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return kept;
  } catch {
    return null;
  }
}
