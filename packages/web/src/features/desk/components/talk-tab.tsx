import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { TextArea } from "../../../primitives/fields.tsx";
import { Heading } from "../../../primitives/text.tsx";
import type { Comment, Draft } from "../api.ts";
import { commentsQuery, revisionsQuery, useSend } from "../hooks/use-drafts.ts";
import { formatTime } from "../model/format-time.ts";
import { Refusal } from "./refusal.tsx";

interface TalkTabProps {
  readonly draft: Draft;
  readonly onCompare: (revision: number) => void;
}

/** What colleagues say about the draft, and how it came about. */
export function TalkTab({ draft, onCompare }: TalkTabProps) {
  const t = useDeskMessages();
  const { language } = useMessages();
  const comments = useQuery(commentsQuery(draft.id));
  const revisions = useQuery(revisionsQuery(draft.id, draft.revision));
  return (
    <div className="talk">
      <Card aria-labelledby="comments-title" className="stack">
        <Heading level={2} id="comments-title">
          {t.talk.comments}
        </Heading>
        <Refusal error={comments.error} />
        {comments.data?.length === 0 ? <p>{t.talk.none}</p> : null}
        <ol className="outcomes">
          {comments.data?.map((comment) => (
            <CommentItem key={comment.id} comment={comment} />
          ))}
        </ol>
        {draft.abilities.includes("comment") ? <NewComment draft={draft} /> : null}
      </Card>
      <Card aria-labelledby="history-title" className="stack">
        <Heading level={2} id="history-title">
          {t.talk.history}
        </Heading>
        <Refusal error={revisions.error} />
        <ol className="outcomes">
          {revisions.data?.map(({ revision, editor, at, title }) => (
            <li key={revision} className="outcome">
              <p>
                <b>{t.talk.revision(revision)}</b>, {editor.name}
              </p>
              <p className="small">
                {title}. {formatTime(at, language)}
              </p>
              {revision === draft.revision ? null : (
                <div>
                  <Button
                    purpose="subtle"
                    aria-label={t.talk.compareThis(revision)}
                    onClick={() => onCompare(revision)}
                  >
                    {t.talk.compare}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ol>
      </Card>
    </div>
  );
}

function CommentItem({ comment }: { readonly comment: Comment }) {
  const t = useDeskMessages();
  const { language } = useMessages();
  return (
    <li className="outcome">
      <p>
        <b>{comment.author.name}</b>
        {comment.kind === "return" ? ` ${t.talk.returned}` : null}
      </p>
      <p className="comment">{comment.text}</p>
      <p className="tiny">
        {formatTime(comment.at, language)}, {t.editor.revision(comment.revision)}
        {comment.line === null ? null : `, ${t.yaml.line(comment.line)}`}
      </p>
    </li>
  );
}

function NewComment({ draft }: { readonly draft: Draft }) {
  const t = useDeskMessages();
  const post = useSend();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: (said: string) => post<Comment>(`/v1/drafts/${draft.id}/comments`, { text: said }),
    onSuccess: () => {
      setText("");
      return client.invalidateQueries({ queryKey: commentsQuery(draft.id).queryKey });
    },
  });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === "") setMissing(true);
        else send.mutate(text.trim());
      }}
    >
      <TextArea
        label={t.talk.add}
        error={missing ? t.talk.missing : null}
        rows={3}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMissing(false);
        }}
      />
      <Refusal error={send.error} />
      <div>
        <Button type="submit" busy={send.isPending}>
          {t.talk.send}
        </Button>
      </div>
    </form>
  );
}
