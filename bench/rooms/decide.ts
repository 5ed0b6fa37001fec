/** How long it takes to decide again about very many rooms, when nothing changes for them. */
import pg from "pg";
import type { Row } from "./report.ts";
import { openRoom, publishAnew, type Site, type Size } from "./site.ts";

/** They take turns as hub and as guest organisation. */
const ORGANISATIONS = ["bzk", "szw", "jenv", "bz", "az", "def"] as const;
const MEMBERS = 4;
const PATIENCE_MS = 300_000;

/** Measures what follows a publication that changes nothing for rooms. */
export async function measureDecidingAgain(site: Site, { rooms }: Size): Promise<Row[]> {
  const [owner] = site.people;
  if (owner === undefined) throw new Error("nobody is there to open a room");
  await multiply(site.ownerUrl, await openRoom(owner, []), rooms);
  const coordinator = await site.server.signedIn("demo-fatima");
  const start = performance.now();
  await publishAnew(site);
  for (;;) {
    const { checks } = await (await coordinator.get("/v1/room-checks?pageSize=1")).json();
    const [check] = checks;
    if (check?.cause === "publication" && check.finishedAt !== null && check.rooms >= rooms) {
      if (check.paused + check.resumed > 0)
        throw new Error("rooms were paused that should have stayed as they were");
      return [
        {
          work: `${rooms}-rooms-decided-again`,
          value: Date.parse(check.finishedAt) - Date.parse(check.startedAt),
          unit: "ms",
        },
        {
          work: `${rooms}-rooms-from-publication-until-decided`,
          value: performance.now() - start,
          unit: "ms",
        },
      ];
    }
    if (performance.now() - start > PATIENCE_MS) throw new Error("rooms were not decided again in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Rooms as deciding sees them, made out of one: opening each over HTTP would take minutes and change nothing. */
async function multiply(ownerUrl: string, room: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `insert into room (id, hub, information, personal_data, category, history, created_at, head_position, head_at,
                         state_position, key_version)
       select '!bench-' || n || ':akkoord.localhost', ($3::text[])[1 + n % array_length($3, 1)], information,
              personal_data, category, history, created_at, 1, head_at, 1, key_version
       from room, generate_series(1, $2::integer) n where id = $1`,
      [room, count, ORGANISATIONS],
    );
    await client.query(
      `insert into room_member (room, user_id, kind, holder, membership, organisation, position, since, sees_from,
                                reads_since, shut)
       select '!bench-' || n || ':akkoord.localhost', '@u-' || n || '-' || k || ':akkoord.localhost', 'person',
              gen_random_uuid(), 'join', ($2::text[])[1 + (n + k % 2) % array_length($2, 1)], 1, 1, 1, 1, false
       from generate_series(1, $1::integer) n, generate_series(1, ${MEMBERS}) k`,
      [count, ORGANISATIONS],
    );
    await client.query("analyze room");
    await client.query("analyze room_member");
  } finally {
    await client.end();
  }
}
