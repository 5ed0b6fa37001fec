import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunningServer, type ServerOptions, startServer } from "../main.ts";
import { Browser } from "./browser.ts";
import { bringReadyCluster } from "./ready-cluster.ts";

/** The rules of the repository. */
export const POLICIES = fileURLToPath(new URL("../../../../policies", import.meta.url));

/** A server of its own for a test: own database, own port, nothing shared. */
export interface TestServer extends RunningServer {
  readonly dataDir: string;
  /** Every line that was logged. */
  readonly logged: () => string;
  /** A browser without cookies. */
  readonly visitor: () => Browser;
  /** A browser in which a demo person signed in. */
  readonly signedIn: (person: string) => Promise<Browser>;
  /** Stops the server and removes its data. */
  readonly end: () => Promise<void>;
}

/** Starts a server for a test. */
export async function startTestServer(
  settings: Readonly<Record<string, string>> = {},
  options: Omit<ServerOptions, "environment"> = {},
): Promise<TestServer> {
  const dataDir = settings.DATA_DIR ?? (await mkdtemp(join(tmpdir(), "akkoord-test-")));
  await bringReadyCluster(dataDir);
  const lines: string[] = [];
  const server = await startServer({
    durable: false,
    logDestination: { write: (line) => lines.push(line) },
    ...options,
    environment: {
      PORT: "0",
      DATA_DIR: dataDir,
      POLICIES_DIR: POLICIES,
      RATE_LIMIT: "0",
      FEEDBACK_LIMIT: "0",
      // Machines that test much at once are slow.
      ANALYSIS_TIME_LIMIT: "120",
      ...settings,
    },
  }).catch(async (error) => {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  return {
    ...server,
    dataDir,
    logged: () => lines.join(""),
    visitor: () => new Browser(server.url),
    signedIn: async (person) => {
      const browser = new Browser(server.url);
      await browser.signIn(person);
      return browser;
    },
    end: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
