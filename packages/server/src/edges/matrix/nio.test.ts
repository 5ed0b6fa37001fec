import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loginTokenOf } from "../../testing/matrix-app.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

/** The Python of the system, which sees what its packages brought. */
const PYTHON = ["/usr/bin/python3", "python3"].find(
  (python) => spawnSync(python, ["-c", "import nio"]).status === 0,
);
const STORY = fileURLToPath(new URL("./testing/nio-story.py", import.meta.url));

if (PYTHON === undefined)
  console.info(
    "matrix-nio is not at hand (Debian: python3-matrix-nio): what applications in Python do is not tried",
  );

describe.skipIf(PYTHON === undefined)("an application built on matrix-nio", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.end());

  test("does everything from signing in to signing out", { timeout: 180_000 }, async () => {
    const tokens = [
      await loginTokenOf(server, server.visitor(), "demo-noor"),
      await loginTokenOf(server, server.visitor(), "demo-bram"),
    ];
    const { stdout } = await promisify(execFile)(PYTHON ?? "", [STORY, server.url, ...tokens], {
      timeout: 170_000,
    });
    const story = JSON.parse(stdout);
    const said = Array.from({ length: 25 }, (_, number) => `bericht ${number}`);
    expect(story).toMatchObject({
      unlabelled: "M_INVALID_ROOM_STATE",
      invitedTo: "Met nio",
      roomName: "Met nio",
      members: expect.arrayContaining(["Bram Demo", "Noor Demo"]),
      last: "bericht 24",
      sameTwice: true,
      history: said,
      typing: true,
      redacted: "RedactedEvent",
      profile: "Noor Demo",
      kick: "M_FORBIDDEN",
      late: "M_FORBIDDEN",
      afterwards: "M_UNKNOWN_TOKEN",
    });
  });
});
