import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { storedValue } from "../../../platform/stored.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { type CoveringWaiver, listCovering } from "../api.ts";

/** The waivers of whoever signed in on this device last, so that answers without a network are theirs too. */
interface Kept {
  readonly person: string;
  readonly waivers: readonly CoveringWaiver[];
}

const kept = storedValue<Kept | null>("akkoord.waivers", (stored) =>
  typeof stored === "object" && stored !== null && "person" in stored && "waivers" in stored
    ? (stored as Kept)
    : null,
);

const NONE: readonly CoveringWaiver[] = [];

function coveringQuery(person: string, ruleSet: string) {
  return queryOptions({
    queryKey: ["covering-waivers", person, ruleSet],
    queryFn: ({ signal }) => listCovering(ruleSet, signal),
    staleTime: 30_000,
    // A waiver may be withdrawn while the page is open.
    refetchInterval: 5 * 60_000,
    refetchOnWindowFocus: true,
  });
}

/**
 * The waivers that cover whoever is signed in, to decide with on the device. Kept on the device while they are signed
 * in; gone as soon as the page knows that they are not.
 *
 * @param ruleSet hash of the published rules, or null to leave waivers out.
 */
export function useMyWaivers(ruleSet: string | null): readonly CoveringWaiver[] {
  const session = useSession();
  const person = session?.person?.id ?? null;
  const wanted = ruleSet !== null && person !== null;
  const { data } = useQuery({ ...coveringQuery(person ?? "", ruleSet ?? ""), enabled: wanted });
  const before = kept.use();
  const isSignedOut = session !== undefined && !session.signedIn;

  useEffect(() => {
    if (isSignedOut && kept.get() !== null) kept.set(null);
  }, [isSignedOut]);
  useEffect(() => {
    if (person !== null && data !== undefined) kept.set({ person, waivers: data });
  }, [person, data]);

  if (ruleSet === null || isSignedOut) return NONE;
  if (data !== undefined) return data;
  const isTheirs = before !== null && (person === null || before.person === person);
  return isTheirs ? before.waivers : NONE;
}
