import { lineOf, type Sources } from "../../source/source.ts";
import type { Loss, LossReport } from "./losses.ts";
import type { Homecoming } from "./round-trip.ts";

const headings: Readonly<Record<Loss["kind"], string>> = {
  "left behind": "left behind: no expression reads them",
  cut: "cut",
  rounded: "rounded",
  merged: "merged: cannot be told apart any more",
  "date only": "date only",
  "not filled": "not filled: the target has them, nobody gives them",
};

/** Of a mapping that is another's inverse: what does not come back as it went out. */
interface Home {
  readonly roundTrip?: { readonly inverseOf: string; readonly fields: readonly Homecoming[] };
}

/** A loss report for a person: by kind, each with its place. */
export function lossesText(reports: readonly (LossReport & Home)[], sources: Sources): string {
  return reports.map((report) => `${reportText(report, sources)}\n`).join("\n");
}

function reportText(
  { mapping, from, to, fields, kept, losses, roundTrip }: LossReport & Home,
  sources: Sources,
): string {
  const lines = [
    `mapping ${mapping}: ${from.join(", ")} to ${to}; ${kept} of ${fields} fields come through whole`,
  ];
  for (const [kind, heading] of Object.entries(headings)) {
    const own = losses.filter((loss) => loss.kind === kind);
    if (own.length === 0) continue;
    lines.push(`  ${heading}`);
    for (const { field, says, node, madeFrom } of own) {
      const at = node && lineOf(node.span, sources);
      const made = madeFrom ? `   made from ${madeFrom.join(", ")}` : "";
      lines.push(`    ${field}${node ? `   ${says}` : ""}${at ? `   ${at.file}:${at.line}` : ""}${made}`);
    }
  }
  for (const { inverseOf, fields } of roundTrip ? [roundTrip] : [])
    lines.push(
      fields.length === 0
        ? `  home from ${inverseOf}: every field comes back as it was`
        : `  home from ${inverseOf}`,
      ...fields.map(({ path, says, node }) => {
        const at = node && lineOf(node.span, sources);
        return `    ${path}   ${says.replaceAll("`", "")}${at ? `   ${at.file}:${at.line}` : ""}`;
      }),
    );
  return lines.join("\n");
}
