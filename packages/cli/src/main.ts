import { Command, CommanderError, Option } from "commander";
import { type AskCommandOptions, askCommand } from "./commands/ask.ts";
import { checkCommand } from "./commands/check.ts";
import { explainCommand } from "./commands/explain.ts";
import { replayCommand } from "./commands/replay.ts";
import { serveCommand } from "./commands/serve.ts";
import { toolsCommand } from "./commands/tools.ts";
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
    .action(async (folders: string[], options) => done(await checkCommand(folders, options)));
  withPolicies(withOutput(root.command("tools").description("the catalogue of tools, or one of them")))
    .argument("[tool]", "id of a tool")
    .option("--activity <id>", "only tools that can serve this activity")
    .action(async (tool: string | undefined, options) => done(await toolsCommand(tool, options)));
  withPolicies(withOutput(root.command("replay").description("decide again what a receipt records")))
    .argument("<receipt>", "file made with: akkoord ask … --receipt FILE")
    .action(async (file: string, options) => done(await replayCommand(file, options)));
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
