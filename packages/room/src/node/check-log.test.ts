import { describe, expect, it } from "vitest";
import { verifyLog } from "../log/verify.ts";
import { linesOfLog, message, OWNER, signer, testRoom } from "../testing/test-room.ts";
import { checkLog } from "./check-log.ts";
import { nodeVerifier } from "./signer.ts";

const keys = { [signer.keyId]: signer.publicKey };
const room = testRoom();
while (room.log.length < 800) room.append(message(OWNER, `Bericht ${room.log.length}`));
const lines = linesOfLog(room.log);

async function* streamed(all: readonly string[]): AsyncGenerator<string> {
  yield* all;
}

/** A line whose signature is another's. */
function wronglySigned(line: string, from: string): string {
  const { signatures } = JSON.parse(from);
  return JSON.stringify({ ...JSON.parse(line), signatures });
}

describe("checking a long log on several threads", () => {
  it.each<[string, string[]]>([
    ["nothing is wrong", lines],
    ["nothing but a beginning is there", lines.slice(0, 600)],
    ["a line was changed", lines.with(300, lines[300]?.replace("Bericht", "Bedrog") ?? "")],
    ["a signature is wrong", lines.with(400, wronglySigned(lines[400] ?? "", lines[401] ?? ""))],
    [
      "an early signature and a later line are wrong",
      lines.with(30, wronglySigned(lines[30] ?? "", lines[31] ?? "")).with(40, ""),
    ],
    ["an early line and a later signature are wrong", lines.with(30, "").with(31, lines[32] ?? "")],
    ["an event stands in a later batch", [...lines.toSpliced(20, 1), lines[20] ?? ""]],
    ["the header is wrong", lines.with(0, lines[0]?.replace("800", "801") ?? "")],
  ])("says the same as checking it in memory when %s", async (_what, log) => {
    const report = await checkLog(streamed(log), keys);
    expect(report).toEqual(verifyLog(log, { keys, verifier: nodeVerifier() }));
  });

  it("passes on that the file cannot be read", async () => {
    async function* broken(): AsyncGenerator<string> {
      yield* lines.slice(0, 600);
      throw new Error("the disk is gone");
    }
    await expect(checkLog(broken(), keys)).rejects.toThrow("the disk is gone");
  });
});
