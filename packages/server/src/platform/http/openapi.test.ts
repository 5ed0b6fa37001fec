import { execFile } from "node:child_process";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const RULESET = fileURLToPath(
  new URL("../../../../../../shared/standards/vendor/nlgov-adr-linter.yaml", import.meta.url),
);
const atHand = await access(RULESET).then(
  () => true,
  () => false,
);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

const description = async () => (await server.visitor().get("/v1/openapi.json")).json();

describe("the description of the API", () => {
  test("is OpenAPI 3.1 with version, contact and licence, readable from every site", async () => {
    const answer = await fetch(`${server.url}/v1/openapi.json`, {
      headers: { Origin: "https://elsewhere.example" },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const document = await answer.json();
    expect(document.openapi).toBe("3.1.0");
    expect(document.info.version).toBe(answer.headers.get("api-version"));
    expect(document.info.contact).toMatchObject({
      name: expect.any(String),
      email: expect.any(String),
      url: expect.any(String),
    });
  });

  test("is the only thing that other sites may read", async () => {
    const answer = await fetch(`${server.url}/v1/session`, {
      headers: { Origin: "https://elsewhere.example" },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("has every route under /v1, and no other", async () => {
    const { paths } = await description();
    const described = Object.entries<object>(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} /v1${path}`),
    );
    const served = server.routes
      .filter(({ method, url }) => method !== "HEAD" && method !== "OPTIONS" && url.startsWith("/v1"))
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, "{$1}")}`);
    expect(described.sort()).toEqual([...new Set(served)].sort());
  });

  test("refers only to what it holds, and holds only what is referred to", async () => {
    const document = await description();
    const text = JSON.stringify(document);
    const referred = new Set(
      [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name),
    );
    expect(Object.keys(document.components.schemas).sort()).toEqual([...referred].sort());
  });

  test.runIf(atHand)(
    "follows the NL GOV API Design Rules, says their own linter",
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "akkoord-openapi-"));
      try {
        const document = await description();
        // The linter warns of plain http, which a test server on this machine has.
        document.servers = [{ url: "https://akkoord.example.nl/v1" }];
        const file = join(folder, "openapi.json");
        await writeFile(file, JSON.stringify(document));
        const spectral = join(
          dirname(createRequire(import.meta.url).resolve("@stoplight/spectral-cli/package.json")),
          "dist/index.js",
        );
        const { stdout } = await promisify(execFile)(process.execPath, [
          ...[spectral, "lint", file, "--ruleset", RULESET, "--fail-severity", "hint", "--format", "text"],
        ]).catch((error) => error);
        expect(stdout).toContain("No results with a severity of 'hint' or higher found");
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );

  test.skipIf(atHand)(
    "is not held against the API Design Rules: their linter's rules are not at hand",
    () => {},
  );
});
