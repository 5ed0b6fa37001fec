import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { type Draft, type NewerVersion, newerVersionIn } from "../api.ts";
import { dropLocalCopy, keepLocalCopy, type LocalCopy, readLocalCopy } from "../model/local-copy.ts";
import { draftQuery, useSend } from "./use-drafts.ts";

/** What a version of a draft says. */
export interface Content {
  readonly title: string;
  readonly text: string;
}

/** How it stands with what was typed. */
export type Saving =
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "unsaved" | "saving" | "unreachable" }
  | { readonly kind: "refused"; readonly detail: string | null };

/** Somebody else saved meanwhile: the three texts to put together. */
export interface Clash {
  readonly base: Content;
  readonly mine: Content;
  readonly theirs: NewerVersion;
}

interface EditingState extends Content {
  /** What the server has, as far as this page knows. */
  readonly saved: Content & { readonly revision: number };
  readonly saving: Saving;
  readonly clash: Clash | null;
  /** A text found on this device that was never saved. */
  readonly found: LocalCopy | null;
}

type Event =
  | { readonly kind: "typed"; readonly change: Partial<Content> }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly draft: Draft }
  | { readonly kind: "not-saved"; readonly error: unknown }
  | { readonly kind: "clashed"; readonly clash: Clash }
  | { readonly kind: "arrived"; readonly draft: Draft }
  | { readonly kind: "continue"; readonly copy: LocalCopy }
  | { readonly kind: "let-go" }
  | { readonly kind: "merged"; readonly content: Content; readonly theirs: NewerVersion };

/** How long somebody must stop typing before the server gets it, in milliseconds. */
const PAUSE = 1200;
const TRY_AGAIN = 8000;

function contentOf({ title, text }: Content): Content {
  return { title, text };
}

function isSame(a: Content, b: Content): boolean {
  return a.title === b.title && a.text === b.text;
}

function keepTyped(id: string, content: Content, since: Content & { readonly revision: number }): void {
  keepLocalCopy(localStorage, id, {
    ...contentOf(content),
    revision: since.revision,
    base: contentOf(since),
    at: new Date().toISOString(),
  });
}

function begin(draft: Draft): EditingState {
  const copy = readLocalCopy(localStorage, draft.id);
  const isNew = copy !== null && !isSame(copy, draft);
  if (copy !== null && !isNew) dropLocalCopy(localStorage, draft.id);
  return {
    ...contentOf(draft),
    saved: { ...contentOf(draft), revision: draft.revision },
    saving: { kind: "saved", at: draft.updatedAt },
    clash: null,
    found: isNew ? copy : null,
  };
}

function step(state: EditingState, event: Event): EditingState {
  switch (event.kind) {
    case "typed": {
      const next = { ...contentOf(state), ...event.change };
      if (isSame(next, state)) return state;
      return { ...state, ...next, saving: { kind: "unsaved" } };
    }
    case "saving":
      return { ...state, saving: { kind: "saving" } };
    case "saved": {
      const { draft } = event;
      const saved = { ...contentOf(draft), revision: draft.revision };
      // Who went on typing while it was saved has something new again.
      const done = isSame(state, draft);
      return { ...state, saved, saving: done ? { kind: "saved", at: draft.updatedAt } : { kind: "unsaved" } };
    }
    case "not-saved":
      return {
        ...state,
        saving:
          event.error instanceof UnreachableError
            ? { kind: "unreachable" }
            : {
                kind: "refused",
                detail: event.error instanceof ServerRefusalError ? event.error.detail : null,
              },
      };
    case "clashed":
      return { ...state, clash: event.clash, saving: { kind: "unsaved" } };
    case "arrived": {
      const { draft } = event;
      if (draft.revision <= state.saved.revision || !isSame(state, state.saved)) return state;
      return {
        ...state,
        ...contentOf(draft),
        saved: { ...contentOf(draft), revision: draft.revision },
        saving: { kind: "saved", at: draft.updatedAt },
      };
    }
    case "continue":
      return { ...state, ...contentOf(event.copy), found: null, saving: { kind: "unsaved" } };
    case "let-go":
      return { ...state, found: null };
    case "merged":
      return {
        ...state,
        ...event.content,
        saved: { ...contentOf(event.theirs), revision: event.theirs.revision },
        clash: null,
        found: null,
        saving: { kind: "unsaved" },
      };
  }
}

/** What the editor of a draft needs to show and do. */
export interface Editing extends EditingState {
  /** Changes the text or the title; the device keeps it at once, the server a moment later. */
  readonly type: (change: Partial<Content>) => void;
  /** Saves now. */
  readonly save: () => Promise<void>;
  readonly continueFound: () => void;
  readonly dropFound: () => void;
  readonly takeMerged: (content: Content) => void;
}

/**
 * What somebody types in a draft: kept on this device with every keystroke, saved on the server a moment after the last
 * one, and put beside a newer version when somebody else saved first. Nothing is ever overwritten.
 */
export function useEditing(draft: Draft): Editing {
  const [state, dispatch] = useReducer(step, draft, begin);
  const put = useSend();
  const client = useQueryClient();
  const busy = useRef(false);
  const newest = useRef(state);
  newest.current = state;
  const { id } = draft;

  useEffect(() => dispatch({ kind: "arrived", draft }), [draft]);

  const save = useCallback(async () => {
    const { title, text, saved, clash, found } = newest.current;
    if (busy.current || clash !== null || found !== null || isSame({ title, text }, saved)) return;
    busy.current = true;
    dispatch({ kind: "saving" });
    try {
      const body = { revision: saved.revision, title, text };
      const changed = await put<Draft>(`/v1/drafts/${id}`, body, "PUT");
      if (changed === null) return;
      client.setQueryData(draftQuery(id).queryKey, changed);
      void client.invalidateQueries({ queryKey: ["drafts"] });
      dispatch({ kind: "saved", draft: changed });
      if (isSame(newest.current, changed)) dropLocalCopy(localStorage, id);
      else keepTyped(id, newest.current, changed);
    } catch (error) {
      const theirs = newerVersionIn(error);
      if (theirs === null) dispatch({ kind: "not-saved", error });
      else
        dispatch({
          kind: "clashed",
          clash: { base: contentOf(saved), mine: contentOf(newest.current), theirs },
        });
    } finally {
      busy.current = false;
    }
  }, [client, id, put]);

  const { kind } = state.saving;
  // Every keystroke starts the pause anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text and title are what restarts the pause.
  useEffect(() => {
    if (kind !== "unsaved" && kind !== "unreachable") return;
    const timer = setTimeout(() => void save(), kind === "unsaved" ? PAUSE : TRY_AGAIN);
    return () => clearTimeout(timer);
  }, [kind, save, state.text, state.title]);

  const type = useCallback(
    (change: Partial<Content>) => {
      keepTyped(id, { ...contentOf(newest.current), ...change }, newest.current.saved);
      dispatch({ kind: "typed", change });
    },
    [id],
  );

  function continueFound(): void {
    const copy = state.found;
    if (copy === null) return;
    dispatch({ kind: "continue", copy });
    if (copy.revision === draft.revision) return;
    dispatch({
      kind: "clashed",
      clash: {
        base: copy.base,
        mine: contentOf(copy),
        theirs: { ...contentOf(draft), revision: draft.revision, updatedBy: null },
      },
    });
  }

  function dropFound(): void {
    dropLocalCopy(localStorage, id);
    dispatch({ kind: "let-go" });
  }

  function takeMerged(content: Content): void {
    const theirs = state.clash?.theirs;
    if (theirs === undefined) return;
    keepTyped(id, content, theirs);
    dispatch({ kind: "merged", content, theirs });
  }

  return { ...state, type, save, continueFound, dropFound, takeMerged };
}
