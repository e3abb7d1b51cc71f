/** The process of `yaml.ts` in which cases are compiled, and which may die of one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChecker } from "../../compiler/expressions/index.ts";
import { load } from "../../compiler/passes/load/index.ts";
import { caseOf, survive } from "./case.ts";

export type Told =
  | { readonly begun: number; readonly ways: readonly string[] }
  | { readonly done: number; readonly diagnostics: number; readonly milliseconds: number }
  | { readonly broken: number; readonly error: string };

const estate = load("test/compiler/corpus/lindqvist").output;
const checker = createChecker();

process.on("message", (seed: number) => {
  const made = caseOf(seed, estate);
  const folder = mkdtempSync(join(tmpdir(), "waybill-fuzz-"));
  const started = performance.now();
  const tell = (told: Told) => process.send?.(told);
  tell({ begun: seed, ways: made.ways });
  try {
    const diagnostics = survive(made, estate, folder, checker);
    tell({ done: seed, diagnostics, milliseconds: performance.now() - started });
  } catch (error) {
    tell({ broken: seed, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
