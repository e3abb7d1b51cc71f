/** `--report`: what a command tells, also as files, so that a pipeline needs neither a second run nor a shell's redirections. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { type Options, textOption } from "../command.ts";
import { UsageError } from "../usage.ts";

/** What a file's ending says of its format. */
const formats = { ".json": "json", ".md": "markdown", ".sarif": "sarif", ".xml": "junit" } as const;

export type FileFormat = (typeof formats)[keyof typeof formats];

export interface ReportFile<Format extends FileFormat> {
  readonly path: string;
  readonly format: Format;
}

/** The files of `--report a.sarif,b.md`; none where it is not said. A usage error names the endings that this command knows. */
export function reportsOption<Format extends FileFormat>(
  options: Options,
  known: readonly Format[],
): readonly ReportFile<Format>[] {
  const endings = Object.entries(formats).flatMap(([ending, format]) => {
    const found = known.find((each) => each === format);
    return found === undefined ? [] : [[ending, found] as const];
  });
  return (textOption(options, "report") ?? "")
    .split(",")
    .filter((path) => path !== "")
    .map((path) => {
      const format = endings.find(([ending]) => ending === extname(path))?.[1];
      if (format === undefined)
        throw new UsageError(
          `--report ends with one of ${endings.map(([ending]) => ending).join(", ")}, not as ${path}`,
        );
      return { path, format };
    });
}

/** Makes the file, and the folder it is in. */
export function writeReport(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text.endsWith("\n") ? text : `${text}\n`);
}
