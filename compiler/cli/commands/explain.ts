import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../command.ts";
import { colors, print } from "../output.ts";
import { packageRoot } from "../package-root.ts";
import { UsageError } from "../usage.ts";

export const explain: Run = async ([given]) => {
  const code = String(given).toUpperCase();
  const page = join(packageRoot, "docs", "diagnostics", `${code}.md`);
  if (!existsSync(page)) {
    const { catalogue } = await import("../../diagnostics/catalogue.ts");
    const { nearest } = await import("../../diagnostics/nearest.ts");
    const near = nearest(code, Object.keys(catalogue));
    throw new UsageError(`there is no diagnostic ${code}${near ? `; did you mean ${near}?` : ""}`);
  }
  print(readFileSync(page, "utf8").replace(/^(#+ .*)$/gm, (line) => colors.bold(line)));
  return 0;
};
