import { ServerRefusalError } from "../../../platform/http.ts";
import { type Refusal, readRefusal } from "../../chat/model/refusal.ts";

/** The refusal by the rules that came with an error; null when it failed for another reason. */
export function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof ServerRefusalError)) return null;
  const { problem } = error;
  return typeof problem === "object" && problem !== null
    ? readRefusal(Reflect.get(problem, "refusal"))
    : null;
}
