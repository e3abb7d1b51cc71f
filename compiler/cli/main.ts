import { type Argument, Command, CommanderError } from "commander";
import type { CommandDefinition } from "./command.ts";
import { commands } from "./commands.ts";
import { machineProblem } from "./machine.ts";
import { UsageError } from "./usage.ts";

/** 0 good; 1 errors in specs, failed scenarios, drift; 2 wrong usage; 70 a bug in Waybill. */
export const exitCodes = { good: 0, errors: 1, usage: 2, bug: 70 } as const;

const intro = `Declarative retail integration: specs in YAML, checked and compiled into TypeScript services.

A first estate in four commands:
  waybill init shop && cd shop
  waybill check        every mistake, with its line and what to write instead
  waybill test         the scenarios beside the specs, on a real engine
  waybill dev          all services and simulated systems, on port 4000`;

/** The command line. Each command's own module, and with it the compiler or the runtime, loads only when it is called. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv, { from: "user" });
  } catch (error) {
    process.exitCode = failed(error);
    // What the command had begun (a store, a server) may be open still, and nobody will close it.
    setTimeout(() => process.exit(), 100).unref();
  }
}

function program(): Command {
  const root = new Command("waybill")
    .description(intro)
    .version("0.1.0")
    .exitOverride()
    // `[options]`, which every command has, would leave the summaries no room beside it.
    .configureHelp({
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(argumentTerm)].join(" "),
    })
    .showHelpAfterError("(waybill --help lists the commands)");
  for (const definition of commands) {
    const command = root
      .command([definition.name, ...(definition.arguments ?? []).map(([name]) => name)].join(" "))
      .summary(definition.summary)
      .description(definition.description ?? definition.summary)
      .configureOutput({ outputError: (text, write) => write(withChoices(text, definition)) })
      .showHelpAfterError(`(waybill ${definition.name} --help explains it)`);
    for (const [name, description] of definition.arguments ?? []) {
      const known = command.registeredArguments.find((argument) => name.includes(argument.name()));
      if (known) known.description = description;
    }
    for (const [flags, description, fallback] of definition.options ?? [])
      command.option(flags, description, fallback);
    command.option(
      "--folder <dir>",
      "the estate's folder (default: integrations, or here if an Estate is here)",
    );
    if (definition.examples)
      command.addHelpText(
        "after",
        `\nExamples:\n${definition.examples.map((line) => `  $ ${commandLine(line)}`).join("\n")}\n`,
      );
    command.action(async (...given: unknown[]) => {
      const run = await definition.load();
      const values = given.slice(0, -2) as (string | string[] | undefined)[];
      process.exitCode = await run(values, command.opts());
    });
  }
  return root;
}

/** An argument as a line of usage has it: `<action>`, `[id]`, `[name...]`. */
function argumentTerm(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** What an argument that was left out may be stands in its description. */
function withChoices(text: string, definition: CommandDefinition): string {
  const name = /missing required argument '(\w+)'/.exec(text)?.[1];
  const description = definition.arguments?.find(
    ([term]) => term.slice(1, -1).replace("...", "") === name,
  )?.[1];
  return description === undefined ? text : text.replace(/\n?$/, `: ${description}\n`);
}

/** An example as it is typed: what sets variables stands before the command. */
function commandLine(example: string): string {
  return example.replace(/^(?:[A-Z_]+=\S+ )*/, "$&waybill ");
}

function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.good : exitCodes.usage;
  const told = error instanceof UsageError ? error.message : machineProblem(error);
  if (told !== undefined) {
    process.stderr.write(`waybill: ${told}\n`);
    return exitCodes.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`waybill: this is a bug in Waybill, please report it with what follows.\n${text}\n`);
  return exitCodes.bug;
}
