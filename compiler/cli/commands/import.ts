import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Imported } from "../../import/index.ts";
import { type Options, type Run, textOption } from "../command.ts";
import { print } from "../output.ts";
import { UsageError } from "../usage.ts";

type Importer = (
  files: readonly { readonly name: string; readonly text: string }[],
  options: Options,
) => Promise<Imported>;

const importers: Readonly<Record<string, Importer>> = {
  async openapi([file], options) {
    const { importOpenapi } = await import("../../import/index.ts");
    const operations = textOption(options, "operations")?.split(",");
    return importOpenapi(file ?? { name: "", text: "" }, {
      name: nameOf(options, file?.name),
      ...(operations ? { operations } : {}),
    });
  },
  async "json-schema"([file], options) {
    const { importJsonSchema } = await import("../../import/index.ts");
    return importJsonSchema(file ?? { name: "", text: "" }, { name: nameOf(options, file?.name) });
  },
  async sample(files, options) {
    const { importSample } = await import("../../import/index.ts");
    return importSample(files, { name: nameOf(options, files[0]?.name) });
  },
};

export const importDocument: Run = async ([what, given], options) => {
  const importer = importers[String(what)];
  if (!importer)
    throw new UsageError(`import reads ${Object.keys(importers).join(", ")}, not ${String(what)}`);
  const paths = typeof given === "string" ? [given] : (given ?? []);
  if (what !== "sample" && paths.length !== 1) throw new UsageError(`import ${String(what)} takes one file`);
  const files = paths.map((path) => {
    if (!existsSync(path)) throw new UsageError(`there is no file ${path}`);
    return { name: basename(path), text: readFileSync(path, "utf8") };
  });
  const imported = await importer(files, options);
  const out = textOption(options, "out");
  for (const [path, text] of imported.files) {
    if (out === undefined) print(imported.files.size > 1 ? `# ${path}\n${text}` : text);
    else write(join(out, path), text);
  }
  for (const note of imported.notes) process.stderr.write(`${note}\n`);
  return imported.files.size > 0 ? 0 : 1;
};

function write(path: string, text: string): void {
  if (existsSync(path)) throw new UsageError(`${path} is already here; it is not overwritten`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  print(path);
}

/** As said, else after the file. */
function nameOf(options: Options, file = "imported"): string {
  const said =
    textOption(options, "name") ??
    file
      .replace(/\.[^.]*$/, "")
      .replace(/[^A-Za-z0-9]+/g, "-")
      .toLowerCase();
  return said.replace(/^-+|-+$/g, "") || "imported";
}
