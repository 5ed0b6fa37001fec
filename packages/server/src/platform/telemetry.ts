import { createRequire } from "node:module";
import type { App } from "./http/app.ts";
import { API_VERSION } from "./http/server.ts";

/** Traces for OpenTelemetry; does nothing and loads nothing when off. */
export interface Telemetry {
  /** The trace that the current request belongs to, or null. */
  traceId(): string | null;
  /** Follows every request of the server. */
  follow(app: App): void;
  stop(): Promise<void>;
}

/** No traces. */
export const noTelemetry: Telemetry = { traceId: () => null, follow: () => {}, stop: async () => {} };

/**
 * Starts sending traces to a collector. A request's span holds its method, route pattern and status; a query's
 * span the statement without its values. Nothing of what people ask.
 *
 * @param endpoint the collector's OTLP address; `/v1/traces` is added
 */
export async function startTelemetry(endpoint: string): Promise<Telemetry> {
  const [{ NodeSDK }, { OTLPTraceExporter }, { PgInstrumentation }, api] = await Promise.all([
    import("@opentelemetry/sdk-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/instrumentation-pg"),
    import("@opentelemetry/api"),
  ]);
  const sdk = new NodeSDK({
    serviceName: "akkoord",
    traceExporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` }),
    instrumentations: [new PgInstrumentation({ enhancedDatabaseReporting: false, requireParentSpan: true })],
    autoDetectResources: false,
  });
  sdk.start();
  // The driver was loaded before the instrumentation, which only sees what is required after it.
  createRequire(import.meta.url)("pg");
  const tracer = api.trace.getTracer("akkoord", API_VERSION);
  return {
    traceId: () => api.trace.getActiveSpan()?.spanContext().traceId ?? null,
    follow(app) {
      app.addHook("onRequest", (request, reply, done) => {
        const route = request.routeOptions.url ?? "none";
        const parent = api.propagation.extract(api.context.active(), request.headers);
        const span = tracer.startSpan(
          `${request.method} ${route}`,
          {
            kind: api.SpanKind.SERVER,
            attributes: { "http.request.method": request.method, "http.route": route },
          },
          parent,
        );
        reply.raw.once("close", () => {
          span.setAttribute("http.response.status_code", reply.statusCode);
          if (reply.statusCode >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR });
          span.end();
        });
        api.context.with(api.trace.setSpan(parent, span), done);
      });
    },
    stop: () => sdk.shutdown(),
  };
}
