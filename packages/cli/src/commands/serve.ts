import { EXIT, type ExitCode, print, UsageError } from "../io.ts";

/**
 * `akkoord serve`: the page, the API and sign-in in one process, until it is told to stop.
 * Settings come from the environment; `SIGHUP` reads the policies again.
 */
export async function serveCommand(options: { port?: string; host?: string }): Promise<ExitCode> {
  // Loaded here only: the other commands answer faster without a server in memory.
  const { serve } = await import("@akkoord/server");
  const environment = {
    ...process.env,
    ...(options.port === undefined ? {} : { PORT: options.port }),
    ...(options.host === undefined ? {} : { HOST: options.host }),
  };
  // When the process that handed over is gone, this one has nobody left to serve for.
  if (process.env.AKKOORD_HANDED_OVER === "1")
    process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  await serve({ environment }, print).catch((error: unknown) => {
    // What the operator can mend carries a code and says what to do; the rest is a fault and shows its trace.
    if (error instanceof Error && "code" in error) throw new UsageError(error.message);
    throw error;
  });
  return EXIT.fine;
}
