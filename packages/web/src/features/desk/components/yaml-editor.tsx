import type { RuleProblem, Words } from "@akkoord/policy";
import type { DraftSchema } from "@akkoord/policy-files/browser";
import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Text } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import { completionsAt } from "../model/complete.ts";

/** A place to go to; `times` makes the same place twice two wishes. */
export interface GoTo {
  readonly line: number;
  readonly times: number;
}

interface YamlEditorProps {
  readonly text: string;
  readonly label: string;
  readonly describedBy: string;
  readonly locked: boolean;
  readonly schema: DraftSchema;
  readonly problems: readonly RuleProblem[];
  /** The whole text of a problem: what it is and what to do. */
  readonly problemText: (problem: RuleProblem) => string;
  readonly say: (words: Words) => string;
  /** The editor's own words in the language of the page. */
  readonly phrases: Readonly<Record<string, string>>;
  readonly goTo: GoTo | null;
  readonly onChange: (text: string) => void;
}

const LOOK = EditorView.theme({
  "&": { fontSize: "1rem", backgroundColor: "var(--akkoord-paper)", color: "var(--akkoord-ink)" },
  "&.cm-focused": { outline: "3px solid var(--akkoord-focus)", outlineOffset: "2px" },
  ".cm-scroller": {
    fontFamily: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
    lineHeight: "1.6",
    minHeight: "24rem",
    maxHeight: "70dvh",
  },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--akkoord-ink)" },
  ".cm-cursor": { borderLeftColor: "var(--akkoord-ink)", borderLeftWidth: "2px" },
  ".cm-gutters": {
    backgroundColor: "var(--akkoord-paper-2)",
    color: "var(--akkoord-ink-3)",
    borderRight: "1px solid var(--akkoord-line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--akkoord-brand-soft) 45%, transparent)",
  },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--akkoord-brand) 26%, transparent)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--akkoord-paper)",
    color: "var(--akkoord-ink)",
    border: "1px solid var(--akkoord-line-strong)",
    borderRadius: "var(--akkoord-radius-small)",
    boxShadow: "var(--akkoord-shadow)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--akkoord-font)", maxHeight: "18rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.45rem 0.8rem", lineHeight: "1.35" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--akkoord-brand-soft)",
    color: "var(--akkoord-ink)",
    outline: "2px solid var(--akkoord-brand)",
    outlineOffset: "-2px",
  },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--akkoord-ink-2)", marginLeft: "0.7rem" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-diagnostic": { padding: "0.5rem 0.8rem", fontFamily: "var(--akkoord-font)", whiteSpace: "pre-line" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--akkoord-stop)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--akkoord-stop) 1.5px",
    textUnderlineOffset: "3px",
  },
  ".cm-panels": { backgroundColor: "var(--akkoord-paper-2)", color: "var(--akkoord-ink)" },
  ".cm-matchingBracket": {
    backgroundColor: "var(--akkoord-care-soft)",
    outline: "1px solid var(--akkoord-care)",
  },
});

const COLOURS = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName)],
    color: "var(--akkoord-brand)",
    fontWeight: "500",
  },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--akkoord-go)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--akkoord-ink-3)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--akkoord-ink-2)" },
  { tag: tags.keyword, color: "var(--akkoord-split)" },
]);

/** The text of a draft with completion and its mistakes in place. Escape and then Tab leaves it. */
export function YamlEditor(props: YamlEditorProps) {
  const { text, label, describedBy, locked, problems, problemText, phrases, goTo } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const newest = useRef(props);
  newest.current = props;
  const changeable = useRef(new Compartment());

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor starts once; what changes reaches it below.
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          history(),
          drawSelection(),
          bracketMatching(),
          indentUnit.of("  "),
          yaml(),
          syntaxHighlighting(COLOURS),
          LOOK,
          EditorView.lineWrapping,
          EditorState.phrases.of(phrases),
          autocompletion({
            override: [(context) => propose(context, newest.current)],
            icons: false,
            activateOnTyping: true,
          }),
          keymap.of([
            { key: "Tab", run: acceptCompletion },
            ...completionKeymap,
            ...lintKeymap,
            ...historyKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          EditorView.contentAttributes.of({
            "aria-label": label,
            "aria-describedby": describedBy,
            lang: "nl",
            // It scrolls, so it must be reached by keyboard even where it cannot be changed (WCAG 2.1.1).
            tabindex: "0",
          }),
          changeable.current.of([EditorState.readOnly.of(locked), EditorView.editable.of(!locked)]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) newest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    view.current?.dispatch({
      effects: changeable.current.reconfigure([
        EditorState.readOnly.of(locked),
        EditorView.editable.of(!locked),
      ]),
    });
  }, [locked]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const found = problems.map((problem) => diagnosticOf(editor.state.doc, problem, problemText(problem)));
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [problems, problemText]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || goTo === null) return;
    const line = editor.state.doc.line(Math.min(Math.max(1, goTo.line), editor.state.doc.lines));
    editor.dispatch({
      selection: { anchor: line.from + (/^\s*/.exec(line.text)?.[0].length ?? 0) },
      effects: EditorView.scrollIntoView(line.from, { y: "center" }),
    });
    editor.focus();
  }, [goTo]);

  return <div ref={place} className="yaml-editor" />;
}

function propose(context: CompletionContext, { schema, say }: YamlEditorProps): CompletionResult | null {
  const found = completionsAt(context.state.doc.toString(), context.pos, schema);
  if (found === null || (!context.explicit && found.from === context.pos)) return null;
  return {
    from: found.from,
    options: found.proposals.map(({ text, label, kind, required }) => ({
      label: text,
      detail: say(label),
      type: kind === "key" ? "property" : "enum",
      apply: kind === "key" ? `${text}: ` : text,
      boost: required ? 1 : 0,
    })),
    validFor: /^[\w./-]*$/,
  };
}

/** From the place to the end of the word there, so that there is something to underline. */
function diagnosticOf(text: Text, problem: RuleProblem, message: string): Diagnostic {
  const line = text.line(Math.min(Math.max(1, problem.line), text.lines));
  const from = Math.min(line.from + Math.max(0, problem.column - 1), line.to);
  const word = /^[^\s,\]}]+/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
  const to = Math.min(line.to, from + Math.max(1, word));
  return { from: Math.min(from, to), to, severity: "error", message };
}
