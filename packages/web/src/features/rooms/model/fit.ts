import type { Fit } from "../api.ts";

/** What the rules say beforehand: yes, no, or that it depends on where somebody works now, which is theirs to say. */
export function verdictOfFit(fit: Fit): "permitted" | "prohibited" | "depends" {
  if (fit.allowed) return "permitted";
  return fit.refusal?.code === "workplace-needed" ? "depends" : "prohibited";
}
