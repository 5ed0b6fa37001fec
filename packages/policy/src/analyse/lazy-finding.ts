import type { RawFinding } from "./raw-finding.ts";

/** A raw finding whose causes are worked out when they are first read. */
export function withCauses(
  finding: Omit<RawFinding, "causes" | "situations">,
  findCauses: () => readonly string[],
): RawFinding {
  let causes: readonly string[] | undefined;
  let situations: number | undefined;
  return {
    ...finding,
    get situations() {
      situations ??= finding.region.situations;
      return situations;
    },
    get causes() {
      causes ??= findCauses();
      return causes;
    },
  };
}
