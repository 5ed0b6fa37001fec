import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { send } from "../../../platform/http.ts";
import { storedValue } from "../../../platform/stored.ts";
import { type Session, useSession } from "../../session/hooks/use-session.ts";
import { NOTHING_SAID, stillToSay, type Told, type Workplace } from "../model/workplace.ts";
import { ROOMS_KEY } from "./use-rooms.ts";

/**
 * The kind of device that this is, told once: it stays the same. Where somebody is changes from day to day, and what
 * they are is of the person and not of the device, so those are kept with the session alone.
 */
export const keptDevice = storedValue<string | null>("akkoord.workplace-device", (value) =>
  typeof value === "string" && value !== "" ? value : null,
);

/** What somebody said about how they work now, and how to say it. */
export function useWorkplace() {
  const client = useQueryClient();
  const session = useSession();
  const { language } = useMessages();
  const said = useMutation({
    mutationFn: (workplace: Workplace) =>
      send<Workplace>("/v1/session/workplace", workplace, {
        csrfToken: session?.csrfToken ?? null,
        language,
        method: "PUT",
      }),
    networkMode: "always",
    // One after the other, each on top of what was said before, so that two quick choices do not undo each other.
    scope: { id: "workplace" },
    onMutate: async (workplace) => {
      await client.cancelQueries({ queryKey: ["session"] });
      client.setQueryData<Session>(["session"], (known) =>
        known === undefined ? known : { ...known, workplace },
      );
    },
    onSuccess: (_, workplace) => keptDevice.set(workplace.device),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["session"] });
      await client.invalidateQueries({ queryKey: ROOMS_KEY });
    },
  });
  return {
    workplace: session?.workplace ?? NOTHING_SAID,
    say: said.mutate,
    /** Says what somebody told elsewhere, where the server does not know it yet. @throws ServerRefusalError, UnreachableError */
    async sayTold(told: Told): Promise<void> {
      // Not what this was drawn with: something may have been said since.
      const now = client.getQueryData<Session>(["session"])?.workplace ?? NOTHING_SAID;
      const unsaid = stillToSay(now, told);
      if (unsaid !== null) await said.mutateAsync(unsaid);
    },
    saying: said.isPending,
    failed: said.isError,
    error: said.error,
    forgetFailure: said.reset,
  };
}

/** Tells the server, once per session, on what kind of device somebody works, when this device knows. */
export function useKeptWorkplace(): void {
  const { workplace, say } = useWorkplace();
  const signedIn = useSession()?.signedIn ?? false;
  const device = keptDevice.use();
  const told = useRef(false);
  useEffect(() => {
    if (!signedIn || told.current || device === null || workplace.device !== null) return;
    told.current = true;
    say({ ...workplace, device });
  }, [signedIn, device, workplace, say]);
}
