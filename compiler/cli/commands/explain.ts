import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Example, type Page, readPage } from "../../diagnostics/page.ts";
import type { Run } from "../command.ts";
import { colors, print } from "../output.ts";
import { packageRoot } from "../package-root.ts";
import { UsageError } from "../usage.ts";

export const explain: Run = async ([given]) => {
  const code = String(given)
    .toUpperCase()
    .replace(/^(?=\d{4}$)/, "WB");
  const page = join(packageRoot, "docs", "diagnostics", `${code}.md`);
  if (!existsSync(page)) {
    const { catalogue } = await import("../../diagnostics/catalogue.ts");
    const { nearest } = await import("../../diagnostics/nearest.ts");
    const near = nearest(code, Object.keys(catalogue));
    throw new UsageError(`there is no diagnostic ${code}${near ? `; did you mean ${near}?` : ""}`);
  }
  print(pageText(readPage(readFileSync(page, "utf8"))));
  return 0;
};

/** The page for a terminal: the title, why it matters, what fails, what passes, the way out; lines of prose fit its width. */
function pageText(page: Page): string {
  return [
    `${colors.red(page.code)} ${colors.bold(page.name)}`,
    folded(page.why),
    `${colors.bold("Fails")}\n${exampleText(page.fails)}`,
    `${colors.bold("Passes")}\n${exampleText(page.passes)}`,
    `${colors.bold("Fix")}\n${folded(page.fix)}`,
  ].join("\n\n");
}

function exampleText(example: Example): string {
  const files = Object.entries(example);
  return files
    .map(([path, text]) => {
      const lines = text.trimEnd().replace(/^(?=.)/gm, "  ");
      return files.length === 1 && path === "spec.yaml" ? lines : `${colors.dim(path)}\n${lines}`;
    })
    .join("\n\n");
}

/** Paragraphs broken at blanks, so that no line is longer than the terminal is wide or 100 characters. */
function folded(text: string): string {
  const width = Math.min(process.stdout.columns || 100, 100);
  return text
    .split(/\n{2,}/)
    .map((paragraph) => {
      const lines: string[] = [];
      let line = "";
      for (const word of paragraph.split(/\s+/)) {
        if (line !== "" && line.length + 1 + word.length > width) {
          lines.push(line);
          line = word;
        } else line = line === "" ? word : `${line} ${word}`;
      }
      return [...lines, line].join("\n");
    })
    .join("\n\n");
}
