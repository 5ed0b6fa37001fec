import type { App } from "./app.ts";

/** The address to listen on cannot be used; the message says what to do. */
export class CannotListenError extends Error {
  override readonly name = "CannotListenError";
  readonly code = "cannot-listen";
}

/**
 * Starts taking requests.
 *
 * @throws CannotListenError when another program has the port or the system does not allow it
 */
export async function listen(app: App, port: number, host: string): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    const words: Readonly<Record<string, string>> = {
      EADDRINUSE: `Port ${port} is in use by another program. Stop that program, or choose another port with PORT.`,
      EACCES: `This user may not listen on port ${port}. Choose a port above 1023 with PORT.`,
      EADDRNOTAVAIL: `This machine does not have the address ${host}. Choose another one with HOST.`,
      ENOTFOUND: `The name ${host} is not known. Choose another address with HOST.`,
    };
    const explained = words[String(code)];
    throw explained === undefined ? error : new CannotListenError(explained, { cause: error });
  }
}
