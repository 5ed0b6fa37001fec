import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readScenarios } from "@akkoord/policy-files";
import { afterAll, describe, expect, it } from "vitest";
import { akkoord, akkoordJson as json } from "./testing/run-akkoord.ts";

const BIN = fileURLToPath(new URL("../bin/akkoord.mjs", import.meta.url));
const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "akkoord-cli-"));
afterAll(() => rm(folder, { recursive: true }));

const CONFIDENTIAL_MEETING = [
  "--date",
  "2020-12-01",
  "--activity",
  "meet",
  "--information",
  "confidential",
  "--personal-data",
  "none",
  "--host",
  "own",
  "--device",
  "managed-workstation",
  "--location",
  "office",
  "--role",
  "employee",
];

const { scenarios } = await readScenarios(POLICIES);

describe("akkoord ask", () => {
  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    "answers as the sources say: %s",
    async (_, scenario) => {
      const { attributes = {}, participants = [], date } = scenario.situation;
      const options = Object.entries(attributes).flatMap(([id, value]) => [
        `--${id.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
        value,
      ]);
      const who = participants.flatMap((participant) => [
        "--participant",
        typeof participant === "string" ? participant : participant.id,
      ]);
      const { code, value } = await json("ask", "--date", date, ...options, ...who);
      expect(code).toBe(0);
      for (const [tool, effect] of Object.entries(scenario.expect))
        expect(value.outcomes.find((outcome: { tool: string }) => outcome.tool === tool)).toMatchObject({
          tool,
          effect,
        });
      if (scenario.common !== null) expect(value.common).toEqual(scenario.common);
    },
  );

  it("prints the whole contract for machines", async () => {
    const { value } = await json(
      "ask",
      ...CONFIDENTIAL_MEETING,
      "--participant",
      "bzk",
      "--participant",
      "szw",
    );
    expect(Object.keys(value)).toEqual(
      expect.arrayContaining([
        "ruleSet",
        "date",
        "situation",
        "understood",
        "outcomes",
        "common",
        "nextQuestion",
        "untranslatables",
        "whatWouldHelp",
      ]),
    );
    expect(value.situation).toMatchObject({
      activity: "meet",
      device: "managed-workstation",
      participants: ["bzk", "szw"],
    });
    expect(value.understood).toBeNull();
    expect(value.outcomes[0]).toMatchObject({
      tool: "webex",
      participants: [{ participant: "bzk", effect: "prohibited" }, { participant: "szw" }],
    });
  });

  it("leaves what is not said unknown and asks", async () => {
    const { value } = await json("ask", "--date", "2020-12-01", "--activity", "meet", "--participant", "bzk");
    expect(value.outcomes[0].effect).toEqual(["recommended", "unspecified", "prohibited"]);
    expect(value.nextQuestion.values.length).toBeGreaterThan(1);
  });

  it("asks about one tool alone, whatever activity it usually serves", async () => {
    const { value } = await json(
      "ask",
      ...CONFIDENTIAL_MEETING,
      "--participant",
      "bzk",
      "--tool",
      "securetransfer",
    );
    expect(value.outcomes.map((outcome: { tool: string }) => outcome.tool)).toEqual(["securetransfer"]);
  });

  it("understands a sentence and shows how", async () => {
    const { code, value } = await json(
      "ask",
      "Mag ik een vertrouwelijk stuk naar iemand van SZW mailen?",
      "--participant",
      "bzk",
      "--date",
      "2020-12-01",
    );
    expect(code).toBe(0);
    expect(value.situation).toMatchObject({
      activity: "share",
      information: "confidential",
      participants: ["bzk", "szw"],
    });
    expect(value.understood.situation.tool).toBe("email");
  });

  it("prints an answer for people that leads with what to do, in Dutch and in English", async () => {
    const dutch = await akkoord("ask", ...CONFIDENTIAL_MEETING, "--participant", "bzk");
    expect(dutch.out).toContain("Gebruik Skype voor Bedrijven");
    expect(dutch.out.indexOf("Gebruik Skype")).toBeLessThan(dutch.out.indexOf("Gebruik dit niet"));
    const english = await akkoord("ask", ...CONFIDENTIAL_MEETING, "--participant", "bzk", "--lang", "en");
    expect(english.out).toContain("Use Skype voor Bedrijven");
  });

  it.each([
    [["ask", "--activity", "meat"], 'Did you mean "meet"?'],
    [["ask", "--participant", "bkz"], 'Did you mean "bzk"?'],
    [["ask", "--participant", "bzk", "--tool", "webx"], 'Did you mean "webex"?'],
    [["ask", "--date", "2020-13-01"], "is not a day that exists"],
    [["ask", "--participant", "external"], "Name an organisation first"],
    [["ask", "--nonsense"], "unknown option"],
    [["aks"], "Did you mean ask?"],
    [["ask", "--policies", "/no/such/folder"], "does not exist"],
    [["ask", "a".repeat(10_000)], "characters"],
  ])("refuses wrong use with exit code 2 and a remedy, case %#", async (args, remedy) => {
    const { code, err } = await akkoord(...args);
    expect(err).toContain(remedy);
    expect(code).toBe(2);
  });
});

describe("akkoord explain", () => {
  it("shows the rules, their sources and how they were read", async () => {
    const { code, out } = await akkoord(
      "explain",
      ...CONFIDENTIAL_MEETING,
      "--participant",
      "ind",
      "--participant",
      "bzk",
      "--tool",
      "skype-for-business",
    );
    expect(code).toBe(0);
    expect(out).toContain("rijk-2020/skype-confidential-between");
    expect(out).toContain("en met collega’s van andere ministeries");
    expect(out).toContain("IND: Geen regel");
  });
});

describe("akkoord check", () => {
  it("is content with the rules of the repository", async () => {
    expect((await akkoord("check")).code).toBe(0);
    expect((await json("check", POLICIES, join(POLICIES, "examples/veldwijk"))).value).toMatchObject({
      fine: true,
      problems: [],
    });
  });

  it("refuses a malformed rule with its place, and ends with exit code 1", async () => {
    const file = join(folder, "broken.yaml");
    await writeFile(file, "rules:\n  - id: x\n    tools: [webx]\n");
    const { code, out } = await akkoord("check", POLICIES, folder);
    expect(code).toBe(1);
    expect(out).toMatch(/broken\.yaml:3:13: .*Did you mean "webex"\?/);
    await rm(file);
  });
});

describe("akkoord tools", () => {
  it("lists the catalogue and one tool with the rules that name it", async () => {
    expect((await json("tools")).value.length).toBeGreaterThan(18);
    expect((await json("tools", "webex")).value[0]).toMatchObject({
      id: "webex",
      rules: expect.arrayContaining(["rijk-2020/webex-is-the-tool"]),
    });
    expect((await akkoord("tools", "zoomm")).err).toContain('Did you mean "zoom"?');
  });
});

describe("akkoord in a pipe", () => {
  it("is content when the reader stops early", async () => {
    const { err } = await new Promise<{ err: string }>((resolve) => {
      const command = `"${process.execPath}" "${BIN}" tools --json | head -n 1`;
      execFile("sh", ["-c", command], (_, __, err) => resolve({ err }));
    });
    expect(err).toBe("");
  });
});

describe("akkoord replay", () => {
  it("gives the same answer again, and notices a receipt that was altered", async () => {
    const file = join(folder, "receipt.json");
    await akkoord("ask", ...CONFIDENTIAL_MEETING, "--participant", "bzk", "--receipt", file);
    expect((await json("replay", file)).value).toMatchObject({ same: true });
    const altered = join(folder, "altered.json");
    await writeFile(altered, (await readFile(file, "utf8")).replace("prohibited", "permitted"));
    expect(await akkoord("replay", altered)).toMatchObject({ code: 1 });
    expect(await akkoord("replay", join(folder, "none.json"))).toMatchObject({ code: 2 });
  });

  it("does not overwrite a file that is already there", async () => {
    const file = join(folder, "taken.json");
    await writeFile(file, "mine");
    expect(
      (await akkoord("ask", ...CONFIDENTIAL_MEETING, "--participant", "bzk", "--receipt", file)).code,
    ).toBe(2);
    expect(await readFile(file, "utf8")).toBe("mine");
  });
});
