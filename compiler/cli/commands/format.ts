import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { colors, interactive, print } from "../output.ts";

/** Spec files in the canonical form. A file that is not YAML is reported and left alone; the others are formatted nevertheless. */
export const format: Run = async ([argument], options) => {
  const folder = estateFolder(options, argument);
  const { load } = await import("../../passes/load/index.ts");
  const { parse } = await import("../../passes/parse/index.ts");
  const { format: formatted } = await import("../../format/index.ts");
  const loaded = load(folder);
  const { output, diagnostics } = parse(loaded.output);
  const errors = [...loaded.diagnostics, ...diagnostics].filter(({ severity }) => severity === "error");
  const broken = new Set(errors.map(({ span }) => span.file));
  const specs = new Set(output.documents.map(({ file }) => file));
  const changed: string[] = [];
  for (const file of loaded.output.values()) {
    if (!specs.has(file.path) || broken.has(file.path)) continue;
    const text = formatted(file);
    if (text === file.text) continue;
    changed.push(file.path);
    if (options["check"] !== true) writeFileSync(join(folder, file.path), text);
  }
  for (const path of changed) print(path);
  if (errors.length > 0) {
    const { render } = await import("../../diagnostics/render/index.ts");
    print(render("pretty", errors, loaded.output, { color: interactive }));
  }
  print(sum(changed.length, options["check"] === true));
  return errors.length > 0 || (options["check"] === true && changed.length > 0) ? 1 : 0;
};

function sum(count: number, checking: boolean): string {
  const files = count === 1 ? "1 file" : `${count} files`;
  if (count === 0) return colors.green("Everything is in the canonical form.");
  return checking
    ? colors.red(`${files} would change: waybill format writes ${count === 1 ? "it" : "them"}.`)
    : `${files} formatted.`;
}
