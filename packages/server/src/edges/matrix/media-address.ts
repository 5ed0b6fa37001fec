/** A picture as Matrix names it. */
export interface MediaAddress {
  readonly server: string;
  readonly id: string;
}

/**
 * The address of a picture, `mxc://server/id`.
 *
 * @example mediaUrl("akkoord.example.nl", "4f0c…") // "mxc://akkoord.example.nl/4f0c…"
 */
export function mediaUrl(server: string, id: string): string {
  return `mxc://${server}/${id}`;
}

/** What an address names; null when it is no address of a picture. */
export function readMediaUrl(url: string): MediaAddress | null {
  const [, server, id] = /^mxc:\/\/([^/]+)\/([\w-]+)$/.exec(url) ?? [];
  return server === undefined || id === undefined ? null : { server, id };
}
