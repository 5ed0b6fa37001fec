import pino from "pino";

/** Structured log lines for operators. Never holds a situation, a body, a query string or a token. */
export type Log = pino.Logger;

/** Where log lines go; the standard output when left out. */
export type LogDestination = pino.DestinationStream;

/**
 * A log that writes JSON lines. Of an error it writes what it is and where it happened, never its
 * message: messages of libraries may quote what a person sent.
 */
export function createLog(level: string, destination?: LogDestination): Log {
  const options: pino.LoggerOptions = {
    level,
    base: { service: "akkoord" },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** What may be logged of an error: its name, its code, its place; the message only of our own errors. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: "not an error" };
  return {
    name: error.name,
    ...("code" in error ? { code: String(error.code) } : {}),
    ...("operatorMessage" in error ? { message: String(error.operatorMessage) } : {}),
    at: (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at ")),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
