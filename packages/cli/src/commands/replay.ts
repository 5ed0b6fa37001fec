import { readFile } from "node:fs/promises";
import { compile, ReceiptError, readReceipt, replayReceipt } from "@akkoord/policy";
import { EXIT, type ExitCode, print, printJson, UsageError } from "../io.ts";
import { loadRules } from "../rules.ts";
import { wordsOf } from "../words/index.ts";

/** `akkoord replay`: decides again what a receipt records, and says whether the same comes out. */
export async function replayCommand(
  file: string,
  options: { policies: readonly string[]; json: boolean; lang: string },
): Promise<ExitCode> {
  const { words } = wordsOf(options.lang);
  const ruleSet = await loadRules(options.policies);
  const receipt = readReceipt(await readText(file));
  if (receipt === null)
    throw new UsageError(`${file} is not a receipt. Make one with: akkoord ask … --receipt FILE.`);
  try {
    const { same, receipt: again } = replayReceipt(ruleSet, receipt, compile);
    if (options.json) printJson({ same, receipt: again });
    else print(same ? words.replaySame : words.replayDiffers);
    return same ? EXIT.fine : EXIT.findings;
  } catch (error) {
    if (!(error instanceof ReceiptError)) throw error;
    if (options.json) printJson({ same: false, code: error.code, message: error.message });
    else print(error.message);
    return EXIT.findings;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new UsageError(`${file} cannot be read. Name a file that holds a receipt.`);
  }
}
