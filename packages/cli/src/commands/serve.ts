import { EXIT, type ExitCode } from "../io.ts";

/** `akkoord serve`: the page, the API and sign-in in one process. Settings come from the environment. */
export async function serveCommand(options: { port?: string; host?: string }): Promise<ExitCode> {
  if (options.port !== undefined) process.env.PORT = options.port;
  if (options.host !== undefined) process.env.HOST = options.host;
  // Loaded here only: the other commands answer faster without a server in memory.
  const { serve } = await import("@akkoord/server");
  // When the process that handed over is gone, this one has nobody left to serve for.
  if (process.env.AKKOORD_HANDED_OVER === "1")
    process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  await serve();
  return EXIT.fine;
}
