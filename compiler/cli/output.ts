import { isatty } from "node:tty";
import picocolors from "picocolors";
import { type Options, textOption } from "./command.ts";
import { UsageError } from "./usage.ts";

/** Colours where a person looks: a terminal, and nobody has said NO_COLOR. (`stdout.isTTY` is undefined off one, for which picocolors would look at CI.) */
export const interactive = isatty(1) && !process.env["NO_COLOR"];
export const colors = picocolors.createColors(interactive);
export type Colors = typeof colors;

export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** The chosen format, or a usage error that names those there are. */
export function formatOption<Format extends string>(options: Options, formats: readonly Format[]): Format {
  const said = textOption(options, "format") ?? "pretty";
  const found = formats.find((format) => format === said);
  if (found === undefined) throw new UsageError(`--format is one of ${formats.join(", ")}, not ${said}`);
  return found;
}

/** A port number from an option's text. */
export function portOption(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port is a number from 0 to 65535, not ${text}`);
  return port;
}
