import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { Diagnostic, PassResult } from "../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../kinds/document.ts";
import type { CheckedUnits } from "../../kinds/kind.ts";
import type { Model } from "../../model/model.ts";
import type { Sources, Span } from "../../source/source.ts";
import { acceptable } from "./acceptable.ts";
import type { Rule } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";
import { seenWhole } from "./seen-whole.ts";
import { applySeverities } from "./severities.ts";
import { toldOnce } from "./told-once.ts";
import { applyWaivers, type Waived } from "./waivers.ts";

export interface LintInput {
  readonly model: Model;
  readonly documents: readonly SpecDocument[];
  readonly checked: CheckedUnits;
  readonly sources: Sources;
  /** What all passes before have said. */
  readonly diagnostics: readonly Diagnostic[];
  /** ISO date, against which waivers expire; without it none has. */
  readonly today?: string;
}

/**
 * Runs the rules, gives everything that was said so far the severity that the estate wants, and applies the waivers. Its
 * diagnostics are therefore all that remain, those of the passes before included; its output is what was waived, by whom and why.
 */
export function lint(input: LintInput, rules: readonly Rule[] = allRules): PassResult<readonly Waived[]> {
  const { model, documents, today } = input;
  const found = collectDiagnostics();
  const context = {
    ...input,
    hasError: errorsWithin(input.diagnostics),
    hasErrors: input.diagnostics.some(({ severity }) => severity === "error"),
  };
  for (const rule of rules) rule.check(model, found, context);
  const reporter = collectDiagnostics();
  const canBeAccepted = acceptable(rules);
  const all = applySeverities(
    [...input.diagnostics, ...found.diagnostics],
    model.estate,
    canBeAccepted,
    reporter,
  );
  const { remaining, waived } = applyWaivers(all, documents, today, canBeAccepted, reporter, (left) =>
    seenWhole(left, model, rules),
  );
  return { output: waived, diagnostics: toldOnce([...remaining, ...reporter.diagnostics]) };
}

function errorsWithin(diagnostics: readonly Diagnostic[]): (span: Span) => boolean {
  const errors = Map.groupBy(
    diagnostics.filter(({ severity }) => severity === "error"),
    ({ span }) => span.file,
  );
  return ({ file, start, end }) =>
    (errors.get(file) ?? []).some(({ span }) => start <= span.start && span.end <= end);
}
