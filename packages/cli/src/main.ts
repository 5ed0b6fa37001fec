import { CompileBudgetError, CyclicDefeatError, FINDING_KINDS } from "@akkoord/policy";
import { Command, CommanderError, Option } from "commander";
import { type AnalyseCommandOptions, analyseCommand } from "./commands/analyse.ts";
import { type AskCommandOptions, askCommand } from "./commands/ask.ts";
import { type CheckCommandOptions, checkCommand } from "./commands/check.ts";
import { type DiffCommandOptions, diffCommand } from "./commands/diff.ts";
import { explainCommand } from "./commands/explain.ts";
import { type ExportOptions, exportCommand } from "./commands/export.ts";
import { type ImportOptions, importCommand } from "./commands/import.ts";
import { repairCommand } from "./commands/repair.ts";
import { replayCommand } from "./commands/replay.ts";
import { serveCommand } from "./commands/serve.ts";
import { toolsCommand } from "./commands/tools.ts";
import { type VerifyOptions, verifyCommand } from "./commands/verify.ts";
import { Stopped } from "./drive.ts";
import { EXIT, type ExitCode, UsageError } from "./io.ts";

/**
 * Runs `akkoord` with its arguments. Sets the exit code: 0 fine, 1 findings, 2 wrong use.
 *
 * @example await run(["ask", "--activity", "meet", "--participant", "bzk", "--json"]);
 */
export async function run(args: readonly string[]): Promise<void> {
  // Whoever reads may stop early, as `head` does; that is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  try {
    await program().parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): ExitCode {
  // Commander has already shown its own message; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.wrongUse;
  if (error instanceof UsageError || isSystemError(error)) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.wrongUse;
  }
  if (error instanceof CompileBudgetError || error instanceof CyclicDefeatError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.wrongUse;
  }
  if (error instanceof Stopped) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.stopped;
  }
  throw error;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}

function program(): Command {
  const done = (code: ExitCode): void => {
    process.exitCode = code;
  };
  const root = new Command("akkoord")
    .description("Weten wat mag: what may I use, with whom, for what")
    .showHelpAfterError("(add --help for the options)")
    .showSuggestionAfterError()
    .exitOverride();

  for (const [name, description, action] of [
    ["ask", "one answer for one situation", askCommand],
    ["explain", "why a tool comes out as it does", explainCommand],
  ] as const)
    withSituation(
      root.command(name).description(description).argument("[question]", "a sentence in Dutch or English"),
    ).action(async (question: string | undefined, options: AskCommandOptions) =>
      done(await action(question, options, today())),
    );

  withOutput(root.command("check").description("check policy files and the scenarios beside them"))
    .argument("[folders...]", "policy folders; later ones add to the first")
    .option(
      "--fail-on <kinds>",
      "also fail on findings: conflict, gap, coalition-gap, unworkable, dead-rule, … (commas between)",
      collect,
      [],
    )
    .option("--baseline <file>", "only findings that are not in this output of: akkoord analyse --json")
    .option("--date <day>", "the day of the findings, yyyy-mm-dd (default: today)")
    .action(async (folders: string[], options: CheckCommandOptions) =>
      done(await checkCommand(folders, options, today())),
    );
  withFindings(root.command("analyse").description("every place where the rules fail, the heaviest first"))
    .option("--finding <kinds>", `only these: ${FINDING_KINDS.join(", ")}`, collect, [])
    .action(async (options: AnalyseCommandOptions) => done(await analyseCommand(options, today())));
  withFindings(root.command("repair").description("the smallest steps that end a finding, and who must sign"))
    .argument("<finding>", "id or family from: akkoord analyse; the beginning is enough")
    .action(async (finding: string, options: Omit<AnalyseCommandOptions, "finding">) =>
      done(await repairCommand(finding, options, today())),
    );
  withOutput(root.command("diff").description("every situation in which other rules decide otherwise"))
    .argument("<old>", "policy folder, or rule set as JSON")
    .argument("<new>", "policy folder, rule set as JSON, or a draft in YAML that changes the old rules")
    .option("--date <day>", "compare for this day, yyyy-mm-dd (default: today)")
    .option("--over-time", "compare for all of time", false)
    .option("--organisation <id>", "only for this organisation (repeat for more)", collect, [])
    .action(async (before: string, after: string, options: DiffCommandOptions) =>
      done(await diffCommand(before, after, options, today())),
    );
  withPolicies(withOutput(root.command("tools").description("the catalogue of tools, or one of them")))
    .argument("[tool]", "id of a tool")
    .option("--activity <id>", "only tools that can serve this activity")
    .action(async (tool: string | undefined, options) => done(await toolsCommand(tool, options)));
  withPolicies(withOutput(root.command("replay").description("decide again what a receipt records")))
    .argument("<receipt>", "file made with: akkoord ask … --receipt FILE")
    .action(async (file: string, options) => done(await replayCommand(file, options)));
  withOutput(
    root
      .command("verify")
      .description("check an export of the audit trail or of a room, or a certificate of a leaver, offline"),
  )
    .argument("<export>", "file from GET /v1/audit-exports, GET /v1/rooms/…/log or the page")
    .option(
      "--key <key>",
      "the only public keys that count: a PEM file for the trail, ed25519:…=… for a room (repeat for more; default: those in the export)",
      collect,
      [],
    )
    .option(
      "--key-from <address>",
      "instead of --key, for a room: the server that it was in, or a file kept from its /_matrix/key/v2/server",
    )
    .option("--checkpoint <file>", "a checkpoint that you kept, to compare with")
    .action(async (file: string, options: VerifyOptions) => done(await verifyCommand(file, options)));
  withPolicies(
    withOutput(root.command("import").description("make a draft out of a list of tools or of DMN tables")),
  )
    .argument("<file>", "CSV, XLSX or DMN")
    .option("--owner <id>", "whose rules they become: an organisation, or rijk")
    .option("--bearer <id>", "whom rules of rijk bind (repeat; default: all)", collect, [])
    .option("--mapping <file>", "how to read the columns, saved before")
    .option("--save-mapping <file>", "keep how the columns were read, in a new file")
    .option("--sheet <name>", "sheet of a workbook (default: the first)")
    .option(
      "--name <name>",
      "name of the list, by which its rules are found again (default: that of the file)",
    )
    .option("--verdict <effect>", "what every row says, for a list without verdicts")
    .option("--date <day>", "the day from which the rules hold, yyyy-mm-dd (default: today)")
    .option("--preview", "show what it would change, and write nothing", false)
    .option("--partial", "make a draft also when some cells cannot be read", false)
    .option("--out <file>", "write the draft to a new file")
    .action(async (file: string, options: ImportOptions) =>
      done(await importCommand(file, options, today())),
    );
  withPolicies(root.command("export").description("write the rules for other programs"))
    .option("--dmn", "as DMN 1.3 decision tables", false)
    .option("--organisation <id>", "only for this organisation (repeat for more)", collect, [])
    .option("--date <day>", "the day the rules must hold on, yyyy-mm-dd (default: today)")
    .option("--out <file>", "write to a new file")
    .addOption(
      new Option("--lang <language>", "language of the messages").choices(["nl", "en"]).default("nl"),
    )
    .action(async (options: ExportOptions) => done(await exportCommand(options, today())));
  root
    .command("serve")
    .description("run the server: the page, the API and sign-in")
    .option("--port <number>", "port to listen on (setting PORT)")
    .option("--host <address>", "address to listen on (setting HOST)")
    .action(async (options) => done(await serveCommand(options)));
  return root;
}

function withSituation(command: Command): Command {
  return withPolicies(withOutput(command))
    .option("--date <day>", "the day the rules must hold on, yyyy-mm-dd (default: today)")
    .option("--activity <id>", "what you want to do: meet, message, share, co-author, use-ai, sign")
    .option(
      "--information <id>",
      "how sensitive: public, internal, confidential, departmental-confidential, …",
    )
    .option("--personal-data <id>", "none, ordinary, special")
    .option(
      "--participant <id>",
      "an organisation, or external, international, public-sector; the first is yours",
      collect,
      [],
    )
    .option("--host <id>", "who sends the invitation: own, other")
    .option("--device <id>", "managed-workstation, managed-mobile, secure-workspace, private-device")
    .option("--location <id>", "office, home, public-place, abroad, high-risk-country")
    .option("--role <id>", "employee, senior-official, office-holder, contractor")
    .option("--tool <id>", "ask about this tool alone")
    .option("--receipt <file>", "write a receipt of the decision to a new file");
}

function withFindings(command: Command): Command {
  return withPolicies(withOutput(command))
    .option("--date <day>", "the day the rules must hold on, yyyy-mm-dd (default: today)")
    .option("--organisation <id>", "only what concerns this organisation (repeat for more)", collect, [])
    .option("--people <number>", "how many people there are in all (default: 175000)", peopleOption);
}

/** A number of people, for weights. */
function peopleOption(value: string): number {
  const people = Number(value);
  if (Number.isInteger(people) && people > 0) return people;
  throw new UsageError(`--people must be a whole number, not "${value}".`);
}

function withOutput(command: Command): Command {
  return command
    .option("--json", "output for machines", false)
    .addOption(new Option("--lang <language>", "language of the output").choices(["nl", "en"]).default("nl"));
}

function withPolicies(command: Command): Command {
  return command.option("--policies <folder>", "policy folder (repeat to add more)", collect, []);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Today in the Netherlands, as `yyyy-mm-dd`. */
function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format(new Date());
}
