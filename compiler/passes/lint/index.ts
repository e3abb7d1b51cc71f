import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { Diagnostic, PassResult } from "../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../kinds/document.ts";
import type { Model } from "../../model/model.ts";
import type { Rule } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";
import { applyWaivers, type Waived } from "./waivers.ts";

export interface LintInput {
  readonly model: Model;
  readonly documents: readonly SpecDocument[];
  /** What all passes before have said. */
  readonly diagnostics: readonly Diagnostic[];
  /** ISO date, against which waivers expire; without it none has. */
  readonly today?: string;
}

/**
 * Runs the rules and then applies the waivers to everything that was said so far. Its diagnostics are therefore all that
 * remain, those of the passes before included; its output is what was waived, by whom and why.
 */
export function lint(input: LintInput, rules: readonly Rule[] = allRules): PassResult<readonly Waived[]> {
  const found = collectDiagnostics();
  for (const rule of rules) rule.check(input.model, found);
  const reporter = collectDiagnostics();
  const all = [...input.diagnostics, ...found.diagnostics];
  const { remaining, waived } = applyWaivers(all, input.documents, input.today, reporter);
  return { output: waived, diagnostics: [...remaining, ...reporter.diagnostics] };
}
