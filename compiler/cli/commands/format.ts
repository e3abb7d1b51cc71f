import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Run } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { print } from "../output.ts";
import { report } from "../report.ts";

export const format: Run = async ([argument], options) => {
  const folder = estateFolder(options, argument);
  const { load } = await import("../../passes/load/index.ts");
  const { parse } = await import("../../passes/parse/index.ts");
  const { formatYaml } = await import("../../format/index.ts");
  const { output: sources } = load(folder);
  const specs = new Set(parse(sources).output.documents.map(({ file }) => file));
  const diagnostics: Diagnostic[] = [];
  const changed: string[] = [];
  for (const path of specs) {
    const text = sources.get(path)?.text ?? "";
    const formatted = formatYaml(text, path);
    if ("diagnostics" in formatted) diagnostics.push(...formatted.diagnostics);
    else if (formatted.text !== text) {
      changed.push(path);
      if (options["check"] !== true) writeFileSync(join(folder, path), formatted.text);
    }
  }
  for (const path of changed) print(options["check"] === true ? `${path} would change` : path);
  if (diagnostics.length > 0) await report({ diagnostics, sources });
  else if (changed.length === 0) print("Every spec is in canonical form.");
  return diagnostics.length > 0 || (options["check"] === true && changed.length > 0) ? 1 : 0;
};
