import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { type Run, textOption } from "../command.ts";
import { print } from "../output.ts";
import { packageRoot } from "../package-root.ts";
import { UsageError } from "../usage.ts";

/** Copies `templates/init` into a new folder; a file that ends in `.hbs` is a Handlebars template and loses the ending. */
export const init: Run = async ([given], options) => {
  const name = String(given);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new UsageError(`an estate's name is kebab-case, like shop or north-wind, not ${name}`);
  const folder = textOption(options, "folder") ?? name;
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UsageError(`${folder} is already here and not empty`);
  const { default: handlebars } = await import("handlebars");
  const from = join(packageRoot, "templates", "init");
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const text = readFileSync(source, "utf8");
    const target = join(folder, relative(from, source).replace(/\.hbs$/, ""));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      source.endsWith(".hbs") ? handlebars.compile(text, { noEscape: true, strict: true })({ name }) : text,
    );
  }
  writeEditorSettings(folder);
  // Who came by npx has no waybill on the path.
  const waybill = process.env["npm_command"] === "exec" ? "npx waybill" : "waybill";
  print(
    `The estate ${name} is in ${isAbsolute(folder) ? folder : `./${folder}`}: a web shop, a warehouse, a route between them, two scenarios.\n\n  cd ${/\s/.test(folder) ? `"${folder}"` : folder}\n  ${waybill} check\n  ${waybill} test\n  ${waybill} dev`,
  );
  return 0;
};

/** The kinds' schemas beside the specs, so that an editor knows them on every machine that has the estate. */
function writeEditorSettings(estate: string): void {
  cpSync(join(packageRoot, "docs", "schemas"), join(estate, ".vscode", "schemas"), { recursive: true });
  const settings = { "yaml.schemas": { ".vscode/schemas/waybill.json": ["*.yaml", "!.github/**"] } };
  writeFileSync(join(estate, ".vscode", "settings.json"), `${JSON.stringify(settings, null, 2)}\n`);
}
