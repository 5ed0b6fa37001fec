import { availableParallelism } from "node:os";
import { readConfig } from "./config.ts";
import { createAdvice } from "./domains/advice/queries.ts";
import { adviceRoutes } from "./domains/advice/routes.ts";
import { createThinking } from "./domains/advice/thinking.ts";
import { createAuditQueries } from "./domains/audit/queries.ts";
import { auditRoutes } from "./domains/audit/routes.ts";
import { auditSchema } from "./domains/audit/tables.ts";
import { auditWriter } from "./domains/audit/write.ts";
import { createCatalogue } from "./domains/catalogue/queries.ts";
import { catalogueRoutes } from "./domains/catalogue/routes.ts";
import { createDirectory } from "./domains/directory/queries.ts";
import { directoryRoutes } from "./domains/directory/routes.ts";
import { directorySchema } from "./domains/directory/tables.ts";
import { feedbackRoutes } from "./domains/feedback/routes.ts";
import { feedbackSchema } from "./domains/feedback/tables.ts";
import { createReceiptQueries } from "./domains/receipts/queries.ts";
import { receiptRoutes } from "./domains/receipts/routes.ts";
import { receiptSchema } from "./domains/receipts/tables.ts";
import { createRegistryQueries } from "./domains/registry/queries.ts";
import { createRegistry } from "./domains/registry/registry.ts";
import { registryRoutes } from "./domains/registry/routes.ts";
import { registrySchema } from "./domains/registry/tables.ts";
import { isCsrfTokenOf } from "./domains/sessions/model.ts";
import { createSessionQueries } from "./domains/sessions/queries.ts";
import { sessionRoutes } from "./domains/sessions/routes.ts";
import { sessionSchema } from "./domains/sessions/tables.ts";
import { authZenRoutes } from "./edges/authzen/routes.ts";
import { createDemoProvider } from "./edges/oidc/demo-provider.ts";
import { issuerFromSettings, signInRoutes } from "./edges/oidc/sign-in.ts";
import { createBus } from "./platform/bus.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { createCommands } from "./platform/command.ts";
import { createDatabase, isDiskFull } from "./platform/database/database.ts";
import { startData } from "./platform/database/start-data.ts";
import { createHealthWatch } from "./platform/health.ts";
import type { App, KnownRoute } from "./platform/http/app.ts";
import { addCallers } from "./platform/http/callers.ts";
import { createCookies } from "./platform/http/cookies.ts";
import { healthRoutes } from "./platform/http/health-routes.ts";
import { listen } from "./platform/http/listen.ts";
import { describeRoutes } from "./platform/http/openapi.ts";
import { pageRoutes } from "./platform/http/page.ts";
import { securityTxtRoute } from "./platform/http/security-txt.ts";
import { createHttpServer, isHttps } from "./platform/http/server.ts";
import { createOutbox } from "./platform/jobs.ts";
import { createLog, type LogDestination } from "./platform/log.ts";
import { keptSecret } from "./platform/secrets.ts";
import { noTelemetry, startTelemetry } from "./platform/telemetry.ts";

/** Longer than any question that people ask takes, short enough to keep others from waiting. */
const QUESTION_LIMIT_MS = 5_000;

/** How a server is started. */
export interface ServerOptions {
  /** Settings by name; see `SETTINGS`. Default: the environment of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What time it is. Default: the clock of this machine. */
  readonly clock?: Clock;
  /** Where log lines go. Default: the standard output. */
  readonly logDestination?: LogDestination;
  /** False gives up safety against power cuts of the embedded database, for tests. Default true. */
  readonly durable?: boolean;
}

/** A running server. */
export interface RunningServer {
  /** The address by which people reach it. */
  readonly url: string;
  /** The address on this machine, also when people come through a proxy. */
  readonly localUrl: string;
  /** Every route that the server answers. */
  readonly routes: readonly KnownRoute[];
  /** Publishes the policies folder again when it changed; the rules in force stay when it holds errors. */
  reloadPolicies(): Promise<{ hash: string; changed: boolean }>;
  /** Stops taking requests, finishes those that run, and stops the embedded database. */
  close(): Promise<void>;
}

/**
 * Starts Akkoord: settings, database, domains, HTTP. Resolves when it listens and can answer; with a database
 * elsewhere that does not answer yet, when it listens: it then keeps trying and says so in `/health/ready`.
 *
 * @throws ConfigurationError when settings are wrong
 * @throws EmbeddedDatabaseError or DataFolderInUseError when the embedded database cannot start
 * @throws PoliciesRefused when there are no published rules yet and the policies folder holds errors
 * @example
 * const server = await startServer({ environment: { PORT: "0", DATA_DIR: "/tmp/akkoord" } });
 * console.log(server.url);
 * await server.close();
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const config = readConfig(options.environment ?? process.env);
  const clock = options.clock ?? systemClock;
  const log = createLog(config.LOG_LEVEL, options.logDestination);
  const telemetry =
    config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? noTelemetry
      : await startTelemetry(config.OTEL_EXPORTER_OTLP_ENDPOINT);

  let app: App | null = null;
  const localPort = () => {
    const address = app?.server.address();
    return typeof address === "object" && address !== null ? address.port : config.PORT;
  };
  const publicUrl = () => config.PUBLIC_URL?.replace(/\/$/, "") ?? `http://localhost:${localPort()}`;

  const database = createDatabase(log);
  const bus = createBus(log);
  const outbox = createOutbox(database, bus, log);
  const health = createHealthWatch({
    database,
    clock,
    hasRuleSet: () => registry.publications().length > 0,
    dataFolder: config.DATABASE_URL === undefined ? config.DATA_DIR : null,
  });
  const commands = createCommands({
    database,
    audit: auditWriter,
    outbox,
    clock,
    onEnd: (error) => health.noteWrite(isDiskFull(error) ? "disk-full" : "done"),
  });
  const registry = createRegistry(createRegistryQueries(database), commands, config.POLICIES_DIR);
  const directory = createDirectory(database, registry, clock);
  const thinking = createThinking({
    workers: Math.max(1, Math.min(2, availableParallelism() - 1)),
    milliseconds: QUESTION_LIMIT_MS,
    waiting: 64,
  });
  const advice = createAdvice(registry, thinking, clock);
  const sessions = createSessionQueries(database, directory, clock);
  const cookies = createCookies(isHttps(config));
  const demo = config.OIDC_ISSUER === undefined ? createDemoProvider(publicUrl, localPort) : null;
  const system = {
    actor: { kind: "system", id: "start" },
    origin: { channel: "server", address: null },
    traceId: null,
  } as const;

  const cookieSecret = config.COOKIE_SECRET ?? (await keptSecret(config.DATA_DIR, "cookie-secret"));
  app = await createHttpServer(config, cookieSecret, log);
  telemetry.follow(app);
  addCallers(app, { cookies, personOf: sessions.person, isCsrfTokenOf, traceId: telemetry.traceId });
  await describeRoutes(app, config, publicUrl);
  await app.register(healthRoutes, { health });
  await app.register(securityTxtRoute, { contact: config.SECURITY_CONTACT, publicUrl, clock });
  await app.register(adviceRoutes, { advice });
  await app.register(registryRoutes, { registry, clock });
  await app.register(catalogueRoutes, { catalogue: createCatalogue(registry, clock) });
  await app.register(directoryRoutes, { commands, directory });
  await app.register(receiptRoutes, {
    commands,
    advice,
    receipts: createReceiptQueries(database, registry, thinking),
  });
  await app.register(feedbackRoutes, {
    commands,
    registry,
    directory,
    clock,
    perHour: config.FEEDBACK_LIMIT,
  });
  await app.register(sessionRoutes, { cookies, demo: demo !== null });
  await app.register(auditRoutes, { commands, audit: createAuditQueries(database) });
  await app.register(authZenRoutes, { registry, advice, commands, clock, publicUrl });
  await app.register(signInRoutes, {
    config,
    commands,
    directory,
    cookies,
    publicUrl,
    issuer: demo?.issuer ?? (() => issuerFromSettings(config)),
  });
  if (demo !== null) await app.register(demo.routes);
  await pageRoutes(app, { folder: config.PAGE_DIR });

  bus.subscribe("registry.rule-set-published", () => registry.refresh());
  const stop = async (): Promise<void> => {
    await app?.close();
    await thinking.close();
    await data?.close();
    await outbox.stop();
    await database.close();
    await data?.stopDatabase();
    await telemetry.stop();
  };
  let data: Awaited<ReturnType<typeof startData>> | null = null;
  try {
    // Listening comes first: the page is there while the database starts.
    await listen(app, config.PORT, config.HOST);
    data = await startData({
      config,
      log,
      database,
      durable: options.durable ?? true,
      schemas: [auditSchema, registrySchema, receiptSchema, directorySchema, feedbackSchema, sessionSchema],
      whenReady: async () => {
        await outbox.start();
        await registry.publishAtStart(system, log);
      },
      keepFresh: () => registry.refresh(),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: publicUrl(),
    localUrl: `http://localhost:${localPort()}`,
    routes: app.knownRoutes,
    reloadPolicies: () => registry.publishFolder(system),
    close: stop,
  };
}
