import { type RunningServer, type ServerOptions, startServer } from "./main.ts";

const LONGEST_STOP_MS = 20_000;

/**
 * Runs Akkoord until it is told to stop: prints the address, stops in order on SIGTERM and SIGINT, and
 * publishes the policies folder again on SIGHUP.
 *
 * @param print where the lines for people go
 * @throws what `startServer` throws; the message says what to do
 */
export async function serve(
  options: ServerOptions = {},
  print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<void> {
  let stop: (signal: NodeJS.Signals) => void = () => {};
  const stopAsked = new Promise<NodeJS.Signals>((resolve) => {
    stop = resolve;
  });
  // From the first moment on, so that stopping while the database starts is orderly too. Every time, because
  // a terminal and whoever handed over may both send one.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
  let running: RunningServer | null = null;
  let reloadAsked = false;
  // Left to itself it would end the process. What is asked during the start is done after it.
  process.on("SIGHUP", () => {
    if (running === null) reloadAsked = true;
    else reload(running, print);
  });
  const server = await startServer(options);
  running = server;
  print(`Akkoord: ${server.url}`);
  if (reloadAsked) reload(server, print);
  await stopAsked;
  // Something that does not want to end must not keep the process alive for ever.
  const limit = setTimeout(() => process.exit(1), LONGEST_STOP_MS);
  limit.unref();
  await server.close();
  clearTimeout(limit);
}

function reload(server: RunningServer, print: (line: string) => void): void {
  server.reloadPolicies().then(
    ({ changed, hash }) =>
      print(changed ? `Akkoord: published rule set ${hash}` : "Akkoord: the rules did not change"),
    (error) => print(`Akkoord: the rules in force stay. ${describe(error)}`),
  );
}

function describe(error: unknown): string {
  if (error instanceof Error && "operatorMessage" in error) return String(error.operatorMessage);
  return error instanceof Error ? error.message : String(error);
}
