import type { AvatarQueries } from "../../domains/avatars/queries.ts";
import type { PersonName } from "../../domains/directory/model.ts";
import { mayFindColleagues } from "../../domains/directory/permissions.ts";
import { MOST_COLLEAGUES } from "../../domains/directory/queries.ts";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import { akkoordUserId, personUserId, whoIs } from "../../domains/rooms/user-id.ts";
import type { Holders } from "../../domains/sessions/holders.ts";
import { NotFound } from "../../platform/errors.ts";
import { mediaUrl } from "./media-address.ts";
import type { SharedRooms } from "./shared-rooms.ts";
import type { SignedInCaller } from "./signed-in.ts";

/** What somebody is called and looks like. */
export interface Profile {
  readonly displayname: string;
  readonly avatar_url?: string;
}

/** People found by name. */
export interface FoundPeople {
  readonly results: readonly { readonly user_id: string; readonly display_name: string }[];
  /** There are more than these. */
  readonly limited: boolean;
}

/** Who people are. */
export interface Profiles {
  /** @throws NotFound when there is nobody like that, or nobody whom the caller may know of */
  read(userId: string, caller: SignedInCaller): Promise<Profile>;
  search(typed: string, limit: number, caller: SignedInCaller): Promise<FoundPeople>;
}

/** What it needs. */
export interface ProfileSources {
  readonly rooms: Pick<Rooms, "serverName">;
  readonly holders: Holders;
  readonly avatars: AvatarQueries;
  readonly shared: SharedRooms;
  /** Finds colleagues everywhere by a part of their name, best first; a few at a time. */
  readonly colleagues: (organisation: null, typed: string) => Promise<readonly PersonName[]>;
}

/** Shorter than this finds nobody: the list of everyone must not be read through letter by letter. */
const SHORTEST = 2;

/** Colleagues know each other's names; a guest is known, and knows others, within the one room they are in. */
export function createProfiles({ rooms, holders, avatars, shared, colleagues }: ProfileSources): Profiles {
  const server = rooms.serverName;
  return {
    async read(userId, caller) {
      if (userId === akkoordUserId(server)) return { displayname: "Akkoord" };
      const known = whoIs(userId, server);
      const holder =
        known?.kind === "person"
          ? await holders.person(known.id)
          : known?.kind === "guest"
            ? await holders.guest(known.id)
            : null;
      if (holder === null) throw new NotFound();
      const isSelf = caller.actor.kind === holder.kind && caller.actor.id === holder.id;
      const together = isSelf || (await shared.any(caller, holder));
      if (!together && (holder.kind === "guest" || caller.actor.kind === "guest")) throw new NotFound();
      const worn = together ? await avatars.wornBy(holder) : null;
      return { displayname: holder.name, ...(worn === null ? {} : { avatar_url: mediaUrl(server, worn) }) };
    },

    async search(typed, limit, { actor }) {
      const name = typed.trim();
      const found = mayFindColleagues(actor) && name.length >= SHORTEST ? await colleagues(null, name) : [];
      return {
        results: found
          .slice(0, limit)
          .map(({ id, name }) => ({ user_id: personUserId(id, server), display_name: name })),
        limited: found.length >= Math.min(limit, MOST_COLLEAGUES),
      };
    },
  };
}
