import { useQuery } from "@tanstack/react-query";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { listRoomChecks } from "../checks-api.ts";
import { RoomCheckCard } from "./room-check-card.tsx";

/** How often to look while rooms are being decided again. */
const LOOK_MS = 2_000;

/** How rooms were decided again. @param level that of the heading of each time */
export function RoomChecks({ level }: { readonly level: 2 | 3 }) {
  const t = useRoomMessages().checks;
  const { data: checks, isError } = useQuery({
    queryKey: ["room-checks"],
    queryFn: ({ signal }) => listRoomChecks(signal),
    refetchInterval: ({ state }) =>
      state.data?.some(({ finishedAt }) => finishedAt === null) ? LOOK_MS : false,
    refetchOnWindowFocus: true,
  });
  if (isError) return <Alert kind="warning">{t.failed}</Alert>;
  if (checks === undefined) return null;
  if (checks.length === 0) return <p>{t.none}</p>;
  return (
    <ul className="notice-list">
      {checks.map((check) => (
        <li key={check.id}>
          <RoomCheckCard check={check} level={level} />
        </li>
      ))}
    </ul>
  );
}
