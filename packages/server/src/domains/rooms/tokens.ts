import { InvalidInput } from "../../platform/errors.ts";

/** How far somebody has seen everything: numbers of the feed and of typing. */
export interface SyncToken {
  readonly stream: number;
  readonly typing: number;
}

/** A place in the log of a room: just after that position. */
export type PlaceToken =
  | { readonly kind: "position"; readonly after: number }
  | { readonly kind: "stream"; readonly stream: number };

/** @example syncToken({ stream: 12, typing: 3 }) // "s12_3" */
export function syncToken({ stream, typing }: SyncToken): string {
  return `s${stream}_${typing}`;
}

/** @example placeToken(40) // "t40": after the fortieth event */
export function placeToken(after: number): string {
  return `t${after}`;
}

/** @throws InvalidInput for a token that sync did not give */
export function readSyncToken(text: string): SyncToken {
  const [, stream, typing] = /^s(\d{1,15})_(\d{1,15})$/.exec(text) ?? [];
  if (stream === undefined || typing === undefined) throw wrongToken("since");
  return { stream: Number(stream), typing: Number(typing) };
}

/** @throws InvalidInput for a token that is none of ours */
export function readPlaceToken(text: string): PlaceToken {
  const [, after] = /^t(\d{1,9})$/.exec(text) ?? [];
  if (after !== undefined) return { kind: "position", after: Number(after) };
  const [, stream] = /^s(\d{1,15})_\d{1,15}$/.exec(text) ?? [];
  if (stream === undefined) throw wrongToken("from");
  return { kind: "stream", stream: Number(stream) };
}

function wrongToken(path: string): InvalidInput {
  return new InvalidInput([{ path, message: "is no token of this server" }]);
}
