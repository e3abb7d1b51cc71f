import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import type { Example } from "../../../compiler/diagnostics/page.ts";
import { createChecker } from "../../../compiler/expressions/index.ts";
import { type Compilation, compile, compileSources } from "../../../compiler/passes/index.ts";

/** The estate that every page's examples stand in, unless they bring an `estate.yaml` of their own. */
const estate = `
apiVersion: waybill.dev/v1
kind: Estate
metadata: { name: shop }
spec:
  domains:
    orders: { owner: team-orders, criticality: high }
    finance: { owner: team-finance, criticality: high }
  environments:
    local: { engine: embedded }
`;

const checker = createChecker();
const options = { until: "lint", today: "2026-11-24", checker } as const;

/** Codes that an example in the base estate gives, each once, sorted. */
export function codesOf(example: Example): readonly string[] {
  const files = { "estate.yaml": estate, ...example };
  return codes(
    compileSources(new Map(Object.entries(files).map(([path, text]) => [path, { path, text }])), options),
  );
}

/** What only a folder on disk shows: the example's files, changed as `arrange` says, in a folder of their own. */
export function codesOnDisk(example: Example, arrange: (folder: string) => void): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "waybill-page-"));
  try {
    for (const [path, text] of Object.entries({ "estate.yaml": estate, ...example })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    arrange(folder);
    return codes(compile(folder, options));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function codes({ diagnostics }: Compilation): readonly string[] {
  return [...new Set(diagnostics.map(({ code }) => code))].sort();
}

/** What turns a page's passing files into failing ones, where a page cannot show it: bytes, sizes, links. */
export const arrangements: Readonly<Partial<Record<keyof typeof catalogue, (folder: string) => void>>> = {
  WB1001: (folder) =>
    writeFileSync(join(folder, "large.yaml"), `# ${"x".repeat(1024 * 1024)}\nkind: Policy\n`),
  WB1002: (folder) => {
    for (let file = 0; file < 20_001; file++) writeFileSync(join(folder, `${file}.csv`), "");
  },
  WB1003: (folder) => writeFileSync(join(folder, "latin.csv"), Buffer.from("caf\u00e9", "latin1")),
  WB1004: (folder) => writeFileSync(join(folder, "marked.csv"), "\uFEFFshopify,wms\n"),
  WB1005: (folder) => symlinkSync(tmpdir(), join(folder, "elsewhere")),
};
