import type { IsoDate, Words } from "@akkoord/policy";
import { fetchJson } from "../../platform/http.ts";

/** What a publication changed for one organisation. */
export interface Notice {
  readonly id: string;
  readonly organisation: string;
  readonly ruleSet: string;
  /** The rule set that held before. */
  readonly before: string;
  readonly validFrom: IsoDate;
  readonly madeAt: string;
  readonly title: Words;
  readonly lines: readonly { readonly words: Words }[];
  readonly more: number;
}

/** A page of notices, newest first. */
export interface NoticePage {
  readonly notices: readonly Notice[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

/** Notices of one organisation, or of all (null). */
export function listNotices(
  organisation: string | null,
  page: number,
  signal?: AbortSignal,
): Promise<NoticePage> {
  const query = new URLSearchParams({
    ...(organisation === null ? {} : { organisation }),
    page: String(page),
    pageSize: "10",
  });
  return fetchJson<NoticePage>(`/v1/notices?${query}`, { signal });
}
