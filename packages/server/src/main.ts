import { availableParallelism } from "node:os";
import { join } from "node:path";
import { readConfig } from "./config.ts";
import { createAdvice } from "./domains/advice/queries.ts";
import { adviceRoutes } from "./domains/advice/routes.ts";
import { createThinking } from "./domains/advice/thinking.ts";
import { noteCheckpointsIn } from "./domains/audit/noted-checkpoint.ts";
import { auditRoutes } from "./domains/audit/routes.ts";
import { newSigningKey, readSigningKey } from "./domains/audit/signing-key.ts";
import { createAuditTrail, scheduleAudit } from "./domains/audit/trail.ts";
import { auditWriter } from "./domains/audit/write.ts";
import { removePictures } from "./domains/avatars/commands.ts";
import { pictureWornBy } from "./domains/avatars/queries.ts";
import { createCatalogue } from "./domains/catalogue/queries.ts";
import { catalogueRoutes } from "./domains/catalogue/routes.ts";
import { bringInDemoPeople } from "./domains/directory/bring-in-demo-people.ts";
import { createLeaving } from "./domains/directory/leaving.ts";
import { asLinkIssuer } from "./domains/directory/link-identity.ts";
import { createProvisionedQueries } from "./domains/directory/provisioned-queries.ts";
import { createDirectory } from "./domains/directory/queries.ts";
import { directoryRoutes } from "./domains/directory/routes.ts";
import { scimClientRoutes } from "./domains/directory/scim-client-routes.ts";
import { createScimClients } from "./domains/directory/scim-clients.ts";
import { DEMO_ISSUER } from "./domains/directory/tables.ts";
import { createAcknowledging } from "./domains/drafts/acknowledge.ts";
import { createExaminer } from "./domains/drafts/examine.ts";
import { createJudge } from "./domains/drafts/judge.ts";
import { createPublishing } from "./domains/drafts/publish.ts";
import { createDraftQueries } from "./domains/drafts/queries.ts";
import { draftRoutes } from "./domains/drafts/routes.ts";
import { bringInFolderScenarios } from "./domains/drafts/scenarios/bring-in.ts";
import { createScenarioQueries } from "./domains/drafts/scenarios/queries.ts";
import { scenarioRoutes } from "./domains/drafts/scenarios/routes.ts";
import { findCauses } from "./domains/feedback/find-causes.ts";
import { createFeedbackQueries } from "./domains/feedback/queries.ts";
import { feedbackRoutes } from "./domains/feedback/routes.ts";
import { createBrowserMark } from "./domains/guests/browser-mark.ts";
import { removeGuest } from "./domains/guests/commands.ts";
import { endSponsoredGuests } from "./domains/guests/end-guest.ts";
import { LINK_ASKED, sendLinks } from "./domains/guests/link-commands.ts";
import { endOverdueGuests, remindSponsors } from "./domains/guests/look-after.ts";
import { createGuestMails } from "./domains/guests/mails.ts";
import { createGuestQueries } from "./domains/guests/queries.ts";
import { endLostGuests } from "./domains/guests/reconcile.ts";
import { guestRoutes } from "./domains/guests/routes.ts";
import { createAnalyst } from "./domains/insight/analyst.ts";
import { createFollower } from "./domains/insight/follow.ts";
import { createInsight } from "./domains/insight/insight.ts";
import { createWorklistQueries } from "./domains/insight/queries.ts";
import { findingRoutes } from "./domains/insight/routes.ts";
import { worklistRoutes } from "./domains/insight/worklist-routes.ts";
import { makeNotices } from "./domains/notices/make-notices.ts";
import { createNoticeQueries } from "./domains/notices/queries.ts";
import { noticeRoutes } from "./domains/notices/routes.ts";
import { createReceiptQueries } from "./domains/receipts/queries.ts";
import { receiptRoutes } from "./domains/receipts/routes.ts";
import { createRegistryQueries } from "./domains/registry/queries.ts";
import { createRegistry } from "./domains/registry/registry.ts";
import { registryRoutes } from "./domains/registry/routes.ts";
import { followReviews, lookAtRoom } from "./domains/reviews/follow.ts";
import { reviewRoutes } from "./domains/reviews/routes.ts";
import { createDecideAgain } from "./domains/rooms/decide-again.ts";
import { describeMover } from "./domains/rooms/decide-again-mover.ts";
import { endMemberships } from "./domains/rooms/end-memberships.ts";
import { fitRoutes } from "./domains/rooms/fit-routes.ts";
import { createRoomsImpact } from "./domains/rooms/live-rooms-impact.ts";
import { createEnforcement } from "./domains/rooms/may-append.ts";
import { createRooms } from "./domains/rooms/rooms.ts";
import { roomRoutes } from "./domains/rooms/routes.ts";
import { serverNameFrom } from "./domains/rooms/server-name.ts";
import { showPictureEverywhere } from "./domains/rooms/show-picture.ts";
import { roomSigner } from "./domains/rooms/signer.ts";
import { createTellOwner } from "./domains/rooms/tell-owner.ts";
import { createAccessTokens } from "./domains/sessions/access-tokens.ts";
import { endSignIns } from "./domains/sessions/end-everywhere.ts";
import type { Holders } from "./domains/sessions/holders.ts";
import { isCsrfTokenOf } from "./domains/sessions/model.ts";
import { createSessionQueries } from "./domains/sessions/queries.ts";
import { sessionRoutes } from "./domains/sessions/routes.ts";
import { noteExpiringWaivers } from "./domains/waivers/commands.ts";
import { endCover } from "./domains/waivers/end-cover.ts";
import { createWaiverQueries } from "./domains/waivers/queries.ts";
import { waiverRoutes } from "./domains/waivers/routes.ts";
import { runningWaivers } from "./domains/waivers/running.ts";
import { queueDeliveries } from "./domains/webhooks/commands.ts";
import { deliverDue } from "./domains/webhooks/deliver.ts";
import { createWebhookQueries } from "./domains/webhooks/queries.ts";
import { webhookRoutes } from "./domains/webhooks/routes.ts";
import { authZenRoutes } from "./edges/authzen/routes.ts";
import { createMatrix } from "./edges/matrix/create-matrix.ts";
import { mediaUrl } from "./edges/matrix/media-address.ts";
import { matrixRoutes } from "./edges/matrix/routes.ts";
import { createDemoProvider } from "./edges/oidc/demo-provider.ts";
import { issuerFromSettings, signInRoutes } from "./edges/oidc/sign-in.ts";
import { scimRoutes } from "./edges/scim/routes.ts";
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
import { createHttpKeyService } from "./platform/key-service-http.ts";
import { createLog, type LogDestination } from "./platform/log.ts";
import { createMail } from "./platform/mail.ts";
import { createAddressIndex } from "./platform/mail-address.ts";
import { clearOldMail, deliverMail, discardLateMail, isMailStuck } from "./platform/mail-delivery.ts";
import { postvakRoutes } from "./platform/mail-postvak.ts";
import { createSmtpTransport } from "./platform/mail-transport.ts";
import { createFileKeyService } from "./platform/master-key.ts";
import { createSchedule } from "./platform/schedule.ts";
import { createSeal } from "./platform/sealed.ts";
import { keptSecret } from "./platform/secrets.ts";
import { noTelemetry, startTelemetry } from "./platform/telemetry.ts";
import { SCHEMAS } from "./schemas.ts";

/** Longer than any question that people ask takes, short enough to keep others from waiting. */
const QUESTION_LIMIT_MS = 5_000;

/** How long the receiver of a webhook may take to answer. */
const WEBHOOK_PATIENCE_MS = 10_000;

/** How long each step with the mail server may take. */
const MAIL_PATIENCE_MS = 10_000;

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
  /** Runs every scheduled job that is due by the clock now, and waits for it. */
  runDueJobs(): Promise<void>;
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
  const schedule = createSchedule(database, clock, log);
  const health = createHealthWatch({
    database,
    clock,
    hasRuleSet: () => registry.publications().length > 0,
    warnings: async () => [
      ...((await trail.isDamaged()) ? ["audit-trail"] : []),
      ...((await isMailStuck(database, clock.now())) ? ["mail"] : []),
    ],
    dataFolder: config.DATABASE_URL === undefined ? config.DATA_DIR : null,
  });
  const commands = createCommands({
    database,
    audit: auditWriter,
    outbox,
    clock,
    onEnd: (error) => health.noteWrite(isDiskFull(error) ? "disk-full" : "done"),
  });
  const auditKey = readSigningKey(
    config.AUDIT_SIGNING_KEY ?? (await keptSecret(config.DATA_DIR, "audit-signing-key", newSigningKey)),
  );
  const trail = createAuditTrail({
    database,
    commands,
    clock,
    log,
    key: auditKey,
    noted: noteCheckpointsIn(config.DATA_DIR),
  });
  const registry = createRegistry(createRegistryQueries(database), commands, config.POLICIES_DIR);
  const groupRoles = config.SCIM_GROUP_ROLES;
  const directory = createDirectory({ database, registry, clock, groupRoles });
  const thinking = createThinking({
    workers: Math.max(1, Math.min(2, availableParallelism() - 1)),
    milliseconds: QUESTION_LIMIT_MS,
    waiting: 64,
  });
  const waivers = createWaiverQueries({ database, registry, thinking, clock });
  const advice = createAdvice(registry, thinking, clock, waivers.rulesFor);
  const analysisLimits = {
    nodeBudget: config.ANALYSIS_NODE_BUDGET,
    timeLimitMs: config.ANALYSIS_TIME_LIMIT * 1_000,
  };
  const analyst = createAnalyst({
    ...analysisLimits,
    workers: Math.max(1, Math.min(2, availableParallelism() - 1)),
  });
  // What anybody may ask must not keep drafts from being checked and published, nor notices from being made.
  // It keeps more, two for each later day, so that what was worked out beforehand is there under the publication lock.
  const deskAnalyst = createAnalyst({ ...analysisLimits, workers: 1, answersKept: 256 });
  const examiner = createExaminer(1);
  const judge = createJudge(examiner, deskAnalyst.findings);
  const publishing = createPublishing({ database, commands, registry, directory, judge, clock });
  const holders: Holders = { person: directory.activePerson, guest: (id) => guests.guest(id) };
  const sessions = createSessionQueries(database, holders, clock);
  const accessTokens = createAccessTokens({ database, commands, holders, registry, clock });
  const notices = createNoticeQueries(database);
  const webhooks = createWebhookQueries(database);
  const sealKey = config.SEAL_KEY ?? (await keptSecret(config.DATA_DIR, "seal-key"));
  const seal = createSeal(sealKey);
  const guests = createGuestQueries({ database, seal, directory, clock });
  const cookies = createCookies(isHttps(config));
  const demo = config.OIDC_ISSUER === undefined ? createDemoProvider(publicUrl, localPort) : null;
  const system = {
    actor: { kind: "system", id: "start" },
    origin: { channel: "server", address: null },
    traceId: null,
  } as const;

  const mailTransport =
    config.SMTP_URL === undefined
      ? null
      : createSmtpTransport({
          url: config.SMTP_URL,
          from: config.MAIL_FROM ?? "",
          patienceMs: MAIL_PATIENCE_MS,
        });
  // The mailbox that anybody can read is for the demonstration alone, and never for production.
  const postvak = mailTransport === null && demo !== null && !config.production;
  const mail = createMail({ seal, way: mailTransport !== null ? "smtp" : postvak ? "postvak" : "none" });
  if (mail.way === "none")
    log.warn("there is no mail server: mail waits until SMTP_URL is set, for three days at most");

  const keyService =
    config.KEY_SERVICE_URL === undefined
      ? createFileKeyService({
          file: config.MASTER_KEY_FILE ?? join(config.DATA_DIR, "master-key"),
          ours: config.MASTER_KEY_FILE === undefined,
          secretsDir: config.ROOM_SECRETS_DIR ?? join(config.DATA_DIR, "room-secrets"),
        })
      : createHttpKeyService(config.KEY_SERVICE_URL.replace(/\/$/, ""), config.KEY_SERVICE_TOKEN ?? "");
  const rulesInRooms = {
    rulesOn: async (day: string) => (await registry.currentOn(day)).held,
    ruleSet: registry.byHash,
    waiversOf: runningWaivers,
    thinking,
  };
  const roomRules = createEnforcement(rulesInRooms);
  const roomsImpact = createRoomsImpact({ database, waiversOf: runningWaivers });
  const serverName = serverNameFrom(config);
  const rooms = createRooms({
    database,
    commands,
    directory,
    registry,
    enforcement: roomRules,
    tellOwner: createTellOwner({ mail, registry, directory, publicUrl }),
    keyService,
    seal,
    pictureOf: async (transaction, who) => {
      const picture = await pictureWornBy(transaction, who);
      return picture === null ? null : mediaUrl(serverName, picture);
    },
    signer: roomSigner(
      serverName,
      config.ROOM_SIGNING_KEY ?? (await keptSecret(config.DATA_DIR, "room-signing-key", newSigningKey)),
    ),
    clock,
  });

  const guestParts = {
    database,
    commands,
    rooms,
    registry,
    directory,
    seal,
    addresses: createAddressIndex(sealKey),
    mail,
    mails: createGuestMails({ mail, registry, directory, rooms, publicUrl }),
    clock,
    longestDays: config.GUEST_MAX_DAYS,
  };

  const decideAgain = createDecideAgain({
    ...rulesInRooms,
    database,
    commands,
    upkeep: rooms.upkeep,
    clock,
    log,
    system,
  });

  // What somebody who leaves loses, in one transaction. Each takes away what is its own, and says what that was.
  const leaving = createLeaving({
    endings: [
      (transaction, { id }) => endSignIns(transaction, { kind: "person", id }),
      (transaction, { id }) => removePictures(transaction, { kind: "person", id }),
      // Before their own memberships: a guest without a sponsor goes too.
      endSponsoredGuests(guestParts),
      // Also before: rooms are decided again without the waivers that end.
      endCover(outbox),
      endMemberships(rooms),
    ],
  });
  const scimClients = createScimClients(database, clock);

  const matrix = createMatrix({
    config,
    database,
    commands,
    rooms,
    registry,
    directory,
    holders,
    sessions,
    accessTokens,
    cookies,
    clock,
    log,
    publicUrl,
  });

  const cookieSecret = config.COOKIE_SECRET ?? (await keptSecret(config.DATA_DIR, "cookie-secret"));
  app = await createHttpServer(config, cookieSecret, log);
  telemetry.follow(app);
  addCallers(app, {
    cookies,
    sessionOf: sessions.signedIn,
    accessOf: accessTokens.resolve,
    isCsrfTokenOf,
    traceId: telemetry.traceId,
  });
  await describeRoutes(app, config, publicUrl);
  await app.register(healthRoutes, { health });
  await app.register(securityTxtRoute, { contact: config.SECURITY_CONTACT, publicUrl, clock });
  await app.register(adviceRoutes, { advice });
  await app.register(registryRoutes, { registry, clock });
  await app.register(catalogueRoutes, { catalogue: createCatalogue(registry, clock) });
  await app.register(directoryRoutes, { commands, directory, leaving, key: auditKey, groupRoles });
  await app.register(scimClientRoutes, {
    commands,
    scimClients,
    directory,
    issuer: asLinkIssuer(config.OIDC_ISSUER ?? DEMO_ISSUER),
  });
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
  const insight = createInsight({
    analyst,
    registry,
    feedback: createFeedbackQueries(database),
    clock,
  });
  const worklist = createWorklistQueries(database);
  await app.register(findingRoutes, { insight });
  await app.register(worklistRoutes, { commands, worklist, registry, clock });
  await app.register(waiverRoutes, {
    commands,
    waivers,
    registry,
    directory,
    clock,
    longestDays: config.WAIVER_MAX_DAYS,
  });
  await app.register(draftRoutes, {
    commands,
    drafts: createDraftQueries({ database, registry, directory, judge, roomsImpact, clock }),
    publishing,
    acknowledging: createAcknowledging({ database, commands, directory, judge, clock }),
    registry,
    directory,
    examiner,
    clock,
  });
  await app.register(scenarioRoutes, {
    commands,
    scenarios: createScenarioQueries({ database, registry, directory, examiner, clock }),
    registry,
    clock,
  });
  await app.register(roomRoutes, { rooms });
  await app.register(fitRoutes, { rooms, rules: roomRules, database, clock });
  await app.register(sessionRoutes, { cookies, commands, registry, directory, demo: demo !== null });
  await app.register(noticeRoutes, { notices, directory, publicUrl });
  await app.register(webhookRoutes, { commands, webhooks, seal, directory });
  await app.register(auditRoutes, { commands, database, trail, clock });
  await app.register(authZenRoutes, { registry, advice, commands, clock, publicUrl });
  await app.register(scimRoutes, {
    commands,
    provisioned: createProvisionedQueries(database),
    scimClients,
    leaving,
    key: auditKey,
    organisationId: directory.organisationId,
    publicUrl,
    perMinute: config.SCIM_RATE_LIMIT,
    log,
  });
  await app.register(signInRoutes, {
    config,
    commands,
    directory,
    cookies,
    publicUrl,
    issuer: demo?.issuer ?? (() => issuerFromSettings(config)),
  });
  await app.register(matrixRoutes, matrix.parts);
  await app.register(guestRoutes, {
    ...guestParts,
    cookies,
    browserMark: createBrowserMark(isHttps(config)),
    sessionHours: config.SESSION_HOURS,
  });
  await app.register(reviewRoutes, {
    commands,
    rooms,
    directory,
    removeGuest: (guest, caller) => commands.execute(removeGuest(guestParts), { id: guest }, caller),
  });
  if (demo !== null) await app.register(demo.routes);
  if (postvak) await app.register(postvakRoutes, { database, seal, publicUrl });
  await pageRoutes(app, { folder: config.PAGE_DIR });

  const notice = () =>
    makeNotices(
      {
        registry,
        commands,
        notices,
        changes: (before, after) => deskAnalyst.changes(before, after, { overTime: true }),
      },
      system,
    );
  bus.subscribe("registry.rule-set-published", async () => {
    await registry.refresh();
    await notice();
  });
  bus.subscribe("notices.made", async ({ data }) => {
    await commands.execute(queueDeliveries, data, system);
  });
  const scenariosOfFolder = () =>
    bringInFolderScenarios({ database, commands, policiesDir: config.POLICIES_DIR, log }, system);
  bus.subscribe("registry.rule-set-published", async ({ data }) => {
    if (data.origin === "folder") await scenariosOfFolder();
  });
  schedule.every("drafts.publish-planned", 5, ({ signal }) => publishing.publishDue(system, signal));
  schedule.every("waivers.note-expiring", "15 6 * * *", async () => {
    await commands.execute(noteExpiringWaivers, {}, system);
  });
  // Publications whose event was lost, such as those of before there were notices.
  schedule.every("notices.make", 60, notice);
  if (mailTransport !== null)
    schedule.every("mail.deliver", 1 / 12, ({ signal }) =>
      deliverMail({ database, commands, seal, clock, transport: mailTransport }, system, signal),
    );
  // Also, and above all, without a mail server.
  schedule.every("mail.discard-late", 5, () => discardLateMail({ database, commands, clock }, system));
  const sendGuestLinks = sendLinks(guestParts);
  bus.subscribe(LINK_ASKED, async ({ data }) => {
    await commands.execute(sendGuestLinks, data, system);
  });
  bus.subscribe("rooms.state-changed", ({ data }) =>
    endLostGuests(guestParts, { room: String(data.room) }, system),
  );
  bus.subscribe("directory.person-moved", ({ data }) =>
    endLostGuests(guestParts, { sponsor: String(data.person) }, system),
  );
  schedule.every("guests.end-overdue", 5, ({ now, signal }) =>
    endOverdueGuests(guestParts, system, now, signal),
  );
  schedule.every("guests.remind", "20 6 * * *", ({ now, signal }) =>
    remindSponsors(guestParts, system, now, signal),
  );
  // Changes whose event was lost.
  schedule.every("guests.end-lost", "40 3 * * *", ({ signal }) =>
    endLostGuests(guestParts, "all", system, signal),
  );
  const reviewing = {
    database,
    commands,
    rooms,
    registry,
    directory,
    mail,
    publicUrl,
    everyDays: config.REVIEW_EVERY_DAYS,
  };
  bus.subscribe("rooms.state-changed", ({ data }) =>
    lookAtRoom(reviewing, String(data.room), system, clock.now()),
  );
  schedule.every("reviews.follow", "10 5 * * *", ({ now, signal }) =>
    followReviews(reviewing, system, now, signal),
  );
  schedule.every("mail.clear", "35 3 * * *", async () => {
    await commands.execute(clearOldMail, {}, system);
  });
  schedule.every("webhooks.deliver", 1 / 6, ({ signal }) =>
    deliverDue(
      {
        webhooks,
        notices,
        commands,
        seal,
        clock,
        source: config.EVENT_SOURCE,
        options: { allowPrivate: config.WEBHOOKS_TO_PRIVATE_NETWORKS, timeoutMs: WEBHOOK_PATIENCE_MS },
      },
      system,
      signal,
    ),
  );
  scheduleAudit(schedule, trail, config.AUDIT_CHECKPOINT_MINUTES);
  const follower = createFollower({ insight, worklist, commands, clock, system, log });
  const landing = { database, commands, registry, thinking, system };
  bus.subscribe("registry.rule-set-published", async () => {
    await registry.refresh();
    follower.nudge();
  });
  bus.subscribe("feedback.received", () => findCauses(landing));
  schedule.every("insight.follow", 5, ({ signal }) => follower.follow(signal));
  schedule.every("feedback.find-causes", 60, ({ signal }) => findCauses(landing, signal));

  bus.subscribe("registry.rule-set-published", async () => {
    await registry.refresh();
    await decideAgain.request("publication", { kind: "all" });
  });
  for (const happened of ["waivers.granted", "waivers.withdrawn"])
    bus.subscribe(happened, async ({ data }) => {
      await decideAgain.request("waiver", { kind: "organisation", id: String(data.organisation) });
    });
  const moverDescribed = describeMover({ directory, within: rooms.within });
  bus.subscribe("directory.person-moved", async ({ data }) => {
    await commands.execute(moverDescribed, { person: data.person }, system);
  });
  bus.subscribe("avatars.worn", ({ data }) =>
    showPictureEverywhere(
      { commands, within: rooms.within },
      { kind: data.wearerKind === "guest" ? "guest" : "person", id: String(data.wearer) },
      system,
    ),
  );
  // Rules and waivers begin and end at midnight.
  schedule.every("rooms.decide-again-daily", "1 0 * * *", () =>
    decideAgain.request("daily", { kind: "all" }),
  );
  schedule.every("rooms.decide-again", 1, ({ signal }) => decideAgain.run(signal));
  schedule.every("rooms.forget-attempts", "50 3 * * *", () => rooms.upkeep.forgetAttempts(system));

  const stop = async (): Promise<void> => {
    // First, so that nobody who waits for news keeps the server from closing.
    await rooms.upkeep.stop();
    await decideAgain.stop();
    await app?.close();
    await matrix.close();
    await thinking.close();
    await analyst.close();
    await deskAnalyst.close();
    await examiner.close();
    await roomsImpact.close();
    await data?.close();
    await schedule.stop();
    // So that everything up to the end is signed; without a database there is nothing to sign.
    await trail.sign().catch((error) => log.warn({ error }, "the audit trail was not signed at the end"));
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
      schemas: SCHEMAS,
      whenReady: async () => {
        await outbox.start();
        await trail.announceKey();
        await rooms.upkeep.start();
        await registry.publishAtStart(system, log);
        await scenariosOfFolder();
        if (demo !== null) await bringInDemoPeople({ database, commands }, system);
        schedule.start();
        decideAgain.resume();
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
    runDueJobs: () => schedule.runDue(),
    close: stop,
  };
}
