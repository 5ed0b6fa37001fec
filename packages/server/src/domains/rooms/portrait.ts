import { type JsonObject, own, TYPES } from "@akkoord/room";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { whoIs } from "./user-id.ts";

/** Somebody who may wear a picture. */
export interface Portrayed {
  readonly kind: "person" | "guest";
  readonly id: string;
}

/** The address, `mxc://…`, of the picture that somebody wears; null when they wear none. */
export type PictureOf = (database: AnyDatabase, who: Portrayed) => Promise<string | null>;

/**
 * Content of an event with the picture of whom it is about, where it says that they are in the room. An invitation and a
 * departure carry none: pictures are for who shares a room. The event holds the address alone, and when the picture is
 * taken off nothing is there any more.
 *
 * @param event its content may name an earlier picture
 */
export async function portrayed(
  database: AnyDatabase,
  server: string,
  event: { readonly type: string; readonly stateKey: string | null; readonly content: JsonObject },
  pictureOf: PictureOf,
): Promise<JsonObject> {
  if (event.type !== TYPES.member || own(event.content, "membership") !== "join") return event.content;
  const who = whoIs(event.stateKey ?? "", server);
  const { avatar_url: _, ...content } = event.content;
  const picture = who === null || who.kind === "akkoord" ? null : await pictureOf(database, who);
  return picture === null ? content : { ...content, avatar_url: picture };
}
