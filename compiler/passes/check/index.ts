import { computeFlows } from "../../analysis/flow/index.ts";
import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { PassResult } from "../../diagnostics/diagnostic.ts";
import type { CheckFunction } from "../../expressions/check.ts";
import { type Checker, createChecker } from "../../expressions/index.ts";
import { kinds as allKinds } from "../../kinds/index.ts";
import type { CheckContext, CheckedUnits, KindDefinition } from "../../kinds/kind.ts";
import type { Model } from "../../model/model.ts";
import { lineOf, type Sources } from "../../source/source.ts";
import { camelCase } from "../../spelling/names.ts";
import { specType } from "./spec-type.ts";
import { checkTypeName, checkTypes } from "./types.ts";

export interface CheckPassInput {
  readonly model: Model;
  readonly sources: Sources;
  /** Kept between runs where specs are watched, so that only what changed is judged again. Default: a new one. */
  readonly checker?: Checker;
}

/**
 * Gives every expression its type, in one TypeScript program over all kinds, and says what is wrong with it; then each kind
 * says what only the types tell.
 */
export function check(
  { model, sources, checker = createChecker() }: CheckPassInput,
  kinds: readonly KindDefinition[] = allKinds,
): PassResult<CheckedUnits> {
  const reporter = collectDiagnostics();
  const context: CheckContext = {
    model,
    sources,
    reporter,
    typeOf: checkTypeName,
    specType: (name) => {
      const kind = kinds.find((each) => each.name === name);
      return kind && specType(kind.schema);
    },
    at: (span) => lineOf(span, sources),
  };
  const units = kinds.flatMap((kind) => kind.units?.(context) ?? []);
  const checked = checker.check({
    units,
    types: checkTypes(model.schemas),
    functions: functionsOf(model),
    sources,
  });
  computeFlows(model, units, checked.units, checkTypeName);
  for (const kind of kinds) kind.judge?.(checked.units, context);
  return { output: checked.units, diagnostics: [...reporter.diagnostics, ...checked.diagnostics] };
}

/** Functions are called in expressions by their names in camelCase. */
function functionsOf(model: Model): readonly CheckFunction[] {
  return [...model.functions].map(([name, { input, output }]) => ({ name: camelCase(name), input, output }));
}
