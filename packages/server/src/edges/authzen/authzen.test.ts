import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { asked, evaluationInput } from "./model.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

const SUBJECT = {
  type: "user",
  id: "u-812",
  properties: {
    organisatie: "https://identifier.overheid.nl/tooi/id/ministerie/mnre1034",
    rol: "ambtenaar",
    apparaat: "managed-workstation",
    locatie: "kantoor",
  },
};
const CONTEXT = { datum: "2020-12-01", gastheer: "eigen" };

function question(resource: Record<string, unknown>, context: Record<string, unknown> = {}) {
  return {
    subject: SUBJECT,
    action: { name: "bespreken" },
    resource: { type: "informatie", id: "profiel-7", properties: { persoonsgegevens: "geen", ...resource } },
    context: { ...CONTEXT, ...context },
  };
}

async function evaluate(body: unknown, path = "/access/v1/evaluation") {
  const answer = await server.visitor().post(path, body);
  expect(answer.status).toBe(200);
  return answer.json();
}

describe("the decision point for other applications", () => {
  test("permits what everyone may, in the words of the Dutch government's examples", async () => {
    const answer = await evaluate(question({ middel: "webex", informatie: "intern" }));
    expect(answer.decision).toBe(true);
    expect(answer.context.effect).toBe("recommended");
  });

  test("refuses with the reasons per rule", async () => {
    const answer = await evaluate(
      question({ middel: "webex", informatie: "vertrouwelijk" }, { deelnemers: [".../mnre1073"] }),
    );
    expect(answer.decision).toBe(false);
    expect(answer.context.effect).toBe("prohibited");
    expect(Object.values(answer.context.reason).join()).not.toBe("");
  });

  test("takes information without rubricering as possibly confidential", async () => {
    expect((await evaluate(question({ middel: "webex", rubricering: "ONG" }))).decision).toBe(false);
    expect((await evaluate(question({ middel: "skype-for-business", rubricering: "ONG" }))).decision).toBe(
      true,
    );
  });

  test("understands the codes of rubricering", async () => {
    const answer = await evaluate(question({ middel: "webex", rubricering: "DEPV" }));
    expect(answer.decision).toBe(false);
  });

  test("takes someone outside into account", async () => {
    const inside = await evaluate(question({ middel: "skype-for-business", informatie: "vertrouwelijk" }));
    const outside = await evaluate(
      question({ middel: "skype-for-business", informatie: "vertrouwelijk" }, { externen: true }),
    );
    expect([inside.decision, outside.decision]).toEqual([true, false]);
  });

  test("does not permit while something that matters is unknown", async () => {
    const answer = await evaluate({
      subject: SUBJECT,
      action: { name: "meet" },
      resource: { type: "tool", id: "webex" },
      context: CONTEXT,
    });
    expect(answer.decision).toBe(false);
    expect(answer.context.nextQuestion).not.toBeNull();
  });

  test("keeps a receipt when asked, and says which", async () => {
    const answer = await evaluate(question({ middel: "webex", informatie: "intern" }, { bewijs: true }));
    const kept = await server.visitor().get(`/v1/receipts/${answer.context.receipt}`);
    expect((await kept.json()).receipt.tool).toBe("webex");
  });

  test("gives back the caller's request number", async () => {
    const answer = await server.visitor().post("/access/v1/evaluation", question({ middel: "webex" }), {
      "X-Request-ID": "abc-123",
    });
    expect(answer.headers.get("x-request-id")).toBe("abc-123");
  });

  test.each([
    ["no tool", { ...question({}) }],
    ["no organisation", { ...question({ middel: "webex" }), subject: { type: "user", id: "u" } }],
    ["an unknown code", question({ middel: "webex", rubricering: "XYZ" })],
    ["an unknown tool", question({ middel: "webexx" })],
    ["a property of the wrong kind", question({ middel: "webex" }, { deelnemers: "iedereen" })],
  ])("refuses a question with %s", async (_what, body) => {
    const answer = await server.visitor().post("/access/v1/evaluation", body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  test("decides several questions at once, with what they share outside", async () => {
    const { resource: _resource, ...shared } = question({});
    const evaluations = ["webex", "zoom"].map((id) => ({
      resource: { type: "middel", id, properties: { informatie: "intern", persoonsgegevens: "geen" } },
    }));
    const answer = await evaluate({ ...shared, evaluations }, "/access/v1/evaluations");
    expect(answer.evaluations.map(({ decision }: { decision: boolean }) => decision)).toEqual([true, false]);
    const first = await evaluate(
      {
        ...shared,
        evaluations: evaluations.toReversed(),
        options: { evaluations_semantic: "deny_on_first_deny" },
      },
      "/access/v1/evaluations",
    );
    expect(first.evaluations).toHaveLength(1);
  });

  test("says where it can be found", async () => {
    const answer = await (await server.visitor().get("/.well-known/authzen-configuration")).json();
    expect(answer.access_evaluation_endpoint).toBe(`${server.url}/access/v1/evaluation`);
  });
});

test("a question in AuthZEN's words becomes one in ours", () => {
  const evaluation = evaluationInput.parse(
    question({ middel: "Webex", rubricering: "DEPV" }, { externen: true }),
  );
  expect(asked(evaluation, (named) => (named.endsWith("mnre1034") ? "bzk" : null))).toEqual({
    tool: "webex",
    receipt: false,
    situations: [
      {
        date: "2020-12-01",
        attributes: {
          activity: "meet",
          personalData: "none",
          host: "own",
          information: "departmental-confidential",
        },
        participants: [
          { id: "bzk", attributes: { device: "managed-workstation", location: "office", role: "employee" } },
          { id: "external", attributes: {} },
        ],
      },
    ],
  });
});
