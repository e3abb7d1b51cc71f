import { lineOf, type Sources } from "../../source/source.ts";
import type { Loss, LossReport } from "./losses.ts";

const headings: Readonly<Record<Loss["kind"], string>> = {
  "left behind": "left behind: no expression reads them",
  cut: "cut",
  rounded: "rounded",
  merged: "merged: cannot be told apart any more",
  "date only": "date only",
  "not filled": "not filled: the target has them, nobody gives them",
};

/** A loss report for a person: by kind, each with its place. */
export function lossesText(reports: readonly LossReport[], sources: Sources): string {
  return reports.map((report) => `${reportText(report, sources)}\n`).join("\n");
}

function reportText({ mapping, from, to, fields, kept, losses }: LossReport, sources: Sources): string {
  const lines = [
    `mapping ${mapping}: ${from.join(", ")} to ${to}; ${kept} of ${fields} fields come through whole`,
  ];
  for (const [kind, heading] of Object.entries(headings)) {
    const own = losses.filter((loss) => loss.kind === kind);
    if (own.length === 0) continue;
    lines.push(`  ${heading}`);
    for (const { field, says, node } of own) {
      const at = node && lineOf(node.span, sources);
      lines.push(`    ${field}${node ? `   ${says}` : ""}${at ? `   ${at.file}:${at.line}` : ""}`);
    }
  }
  return lines.join("\n");
}
