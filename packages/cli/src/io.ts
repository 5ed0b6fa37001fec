import { styleText } from "node:util";

/** How the command line ends: 0 fine, 1 findings, 2 wrong use; 130 when it was stopped, as shells say it. */
export const EXIT = { fine: 0, findings: 1, wrongUse: 2, stopped: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Wrong use: the message says what is wrong and what to do. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

type Style = Parameters<typeof styleText>[0];

/** Colours a text when people look at it in a terminal; plain when it goes to a file, a pipe or NO_COLOR is set. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Fits a text to the terminal (at most 88 wide, or as said), each line with the indent. */
export function wrap(text: string, indent = "", widest = 88): string {
  const width = Math.min(process.stdout.columns ?? widest, widest) - indent.length;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${indent}${each}`).join("\n");
}
