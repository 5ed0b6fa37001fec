import { EXIT, type ExitCode, print, UsageError } from "../io.ts";

/**
 * `akkoord serve`: the page, the API and sign-in in one process, until it is told to stop.
 * Settings come from the environment; `SIGHUP` reads the policies again.
 */
export async function serveCommand(options: { port?: string; host?: string }): Promise<ExitCode> {
  // Loaded here only: the other commands answer faster without a server in memory.
  const { startServer } = await import("@akkoord/server");
  const environment = {
    ...process.env,
    ...(options.port === undefined ? {} : { PORT: options.port }),
    ...(options.host === undefined ? {} : { HOST: options.host }),
  };
  const stopped = untilToldToStop();
  const server = await startServer({ environment }).catch((error: unknown) => {
    // What the operator can mend carries a code and says what to do; the rest is a fault and shows its trace.
    if (error instanceof Error && "code" in error) throw new UsageError(error.message);
    throw error;
  });
  print(`Akkoord: ${server.url}`);
  process.on("SIGHUP", () => {
    server.reloadPolicies().then(
      ({ hash, changed }) => print(changed ? `Published ${hash}` : "The policies did not change."),
      (error: unknown) => process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`),
    );
  });
  await stopped;
  await server.close();
  return EXIT.fine;
}

/** Resolves when the process is asked to stop, or when the process that handed over to it is gone. */
function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    if (process.env.AKKOORD_HANDED_OVER === "1") process.once("disconnect", () => resolve());
  });
}
