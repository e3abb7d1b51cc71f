import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compile } from "../compiler/passes/index.ts";

const folder = fileURLToPath(new URL("../integrations", import.meta.url));

/** The reference estate, built into a folder of its own under `.cache/`, to be imported from. */
export async function buildReference(): Promise<{
  load(path: string): Promise<unknown>;
  example(path: string): string;
  out: string;
}> {
  const cache = fileURLToPath(new URL("../.cache", import.meta.url));
  mkdirSync(cache, { recursive: true });
  const out = mkdtempSync(join(cache, "bench-"));
  process.once("exit", () => rmSync(out, { recursive: true, force: true }));
  const compiled = compile(folder, { until: "write", out });
  if (!compiled.ok) throw new Error("the reference estate has errors: npm run waybill check");
  return {
    out,
    load: (path) => import(pathToFileURL(join(out, path)).href),
    example: (path) => join(folder, path),
  };
}
