import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Sources } from "../source/source.ts";
import type { CheckedExpression, CheckFunction, CheckResult, CheckUnit } from "./check.ts";
import { type Environment, environment } from "./environment.ts";
import { checkedExpression, diagnose, diagnoseSyntax } from "./place.ts";
import { CheckProgram } from "./program.ts";
import { conversionKey, type UnitText, unitText } from "./unit-text.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface CheckInput {
  readonly units: readonly CheckUnit[];
  /** TypeScript text of every schema's namespace, as the check program declares it. */
  readonly types: string;
  readonly functions: readonly CheckFunction[];
  /** For the lines that generated code names. */
  readonly sources: Sources;
}

export interface Checker {
  check(input: CheckInput): CheckResult;
}

/**
 * A checker that keeps its program: a unit is judged again only where its own text, or the text of a namespace that it names, has
 * changed since the last check.
 */
export function createChecker(): Checker {
  const program = new CheckProgram();
  let known = new Map<string, { readonly key: string; readonly verdict: Verdict }>();
  return {
    check({ units, types, functions, sources }) {
      const world = environment(types, functions);
      const texts = units.map((unit) => unitText(unit));
      const keys = units.map((unit, index) => keyOf(unit, texts[index], world));
      const stale = units.filter((unit, index) => known.get(unit.name)?.key !== keys[index]);
      const judged = stale.length > 0 ? judgeAll(program, world, units, texts, new Set(stale)) : new Map<CheckUnit, Verdict>();
      const next: typeof known = new Map();
      for (const [index, unit] of units.entries()) {
        const verdict = judged.get(unit) ?? known.get(unit.name)?.verdict;
        if (verdict) next.set(unit.name, { key: keys[index] ?? "", verdict });
      }
      known = next;
      return result(units, texts, next, sources);
    },
  };
}

/** Checks once, from nothing. */
export function checkExpressions(units: readonly CheckUnit[], types: string, functions: readonly CheckFunction[], sources: Sources): CheckResult {
  return createChecker().check({ units, types, functions, sources });
}

function keyOf(unit: CheckUnit, text: UnitText | undefined, world: Environment): string {
  return `${text?.text ?? ""}\n${conversionKey(unit)}\n${world.keyOf(text?.text ?? "")}`;
}

function judgeAll(program: CheckProgram, world: Environment, units: readonly CheckUnit[], texts: readonly UnitText[], stale: ReadonlySet<CheckUnit>): Map<CheckUnit, Verdict> {
  const files = new Map(world.files);
  for (const [index, text] of texts.entries()) files.set(`units/${index}.ts`, text.text);
  const current = program.update(files);
  const verdicts = new Map<CheckUnit, Verdict>();
  for (const [index, unit] of units.entries()) {
    const text = texts[index];
    const file = current.getSourceFile(`units/${index}.ts`);
    if (text && file && stale.has(unit)) verdicts.set(unit, judge(text, file, current));
  }
  return verdicts;
}

function result(units: readonly CheckUnit[], texts: readonly UnitText[], verdicts: ReadonlyMap<string, { readonly verdict: Verdict }>, sources: Sources): CheckResult {
  const diagnostics: Diagnostic[] = [];
  const found = new Map<string, ReadonlyMap<string, CheckedExpression>>();
  for (const [index, unit] of units.entries()) {
    const text = texts[index];
    const verdict = verdicts.get(unit.name)?.verdict;
    if (!text || !verdict) continue;
    for (const one of text.rejected) diagnostics.push(...diagnoseSyntax(one));
    const segments = new Map(text.segments.map((segment) => [segment.constant, segment]));
    for (const { segment, problem } of verdict.problems) diagnostics.push(diagnose(problem, segments.get(segment.constant) ?? segment));
    const expressions = new Map<string, CheckedExpression>();
    for (const { statement } of text.segments) {
      const one = verdict.expressions.get(statement.id);
      if (one) expressions.set(statement.id, checkedExpression(one, statement.node, sources));
    }
    found.set(unit.name, expressions);
  }
  return { units: found, diagnostics };
}
