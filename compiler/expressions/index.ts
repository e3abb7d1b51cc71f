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
 * A checker that remembers: a unit is judged again only where its own text, a form that its values are converted to, or a namespace that it names has changed since the last check.
 */
export function createChecker(): Checker {
  const program = new CheckProgram();
  let known = new Map<string, Judged>();
  let world:
    | {
        readonly types: string;
        readonly functions: readonly CheckFunction[];
        readonly environment: Environment;
      }
    | undefined;
  return {
    check({ units, types, functions, sources }) {
      if (world?.types !== types || functions.length > 0 || world.functions.length > 0)
        world = { types, functions, environment: environment(types, functions) };
      const current = world.environment;
      const tasks = units.map((unit) => task(unit, current));
      const stale = tasks.filter(({ unit, key }) => known.get(unit.name)?.key !== key);
      const judged = stale.length > 0 ? judgeAll(program, current, stale) : new Map<string, Judged>();
      known = new Map(
        units.flatMap(({ name }) => {
          const one = judged.get(name) ?? known.get(name);
          return one ? [[name, one]] : [];
        }),
      );
      return result(tasks, known, sources);
    },
  };
}

interface Task {
  readonly unit: CheckUnit;
  readonly text: UnitText;
  readonly namespaces: readonly string[];
  /** Same key, same verdict. */
  readonly key: string;
}

interface Judged {
  readonly key: string;
  readonly verdict: Verdict;
}

/** A unit that is the same object as before has the same text, and in the same world the same key. */
const knownTasks = new WeakMap<CheckUnit, { readonly world: Environment; readonly task: Task }>();

function task(unit: CheckUnit, world: Environment): Task {
  const before = knownTasks.get(unit);
  if (before?.world === world) return before.task;
  const text = before?.task.text ?? unitText(unit);
  const namespaces = world.namespacesOf(text.types);
  const key = `${world.keyOf(namespaces)}\n${conversionKey(unit)}\n${text.text}`;
  const now = { unit, text, namespaces, key };
  knownTasks.set(unit, { world, task: now });
  return now;
}

/** Checks once, from nothing. */
export function checkExpressions(
  units: readonly CheckUnit[],
  types: string,
  functions: readonly CheckFunction[],
  sources: Sources,
): CheckResult {
  return createChecker().check({ units, types, functions, sources });
}

/** All tasks in one program. */
function judgeAll(program: CheckProgram, world: Environment, tasks: readonly Task[]): Map<string, Judged> {
  const namespaces = new Set(tasks.flatMap((one) => one.namespaces));
  const files = new Map(tasks.map(({ text }, index) => [`units/${index}.ts`, text.text]));
  const current = program.create(world.filesOf(namespaces), files);
  return new Map(
    tasks.map(({ unit, text, key }, index) => {
      const file = current.getSourceFile(`units/${index}.ts`);
      if (!file) throw new Error(`The check program has no file for ${unit.name}.`);
      return [unit.name, { key, verdict: judge(text, file, current) }];
    }),
  );
}

function result(tasks: readonly Task[], judged: ReadonlyMap<string, Judged>, sources: Sources): CheckResult {
  const diagnostics: Diagnostic[] = [];
  const units = new Map<string, UnitResult["expressions"]>();
  for (const { unit, text } of tasks) {
    const verdict = judged.get(unit.name)?.verdict;
    if (!verdict) continue;
    const own = unitResult(text, verdict, sources);
    diagnostics.push(...own.diagnostics);
    units.set(unit.name, own.expressions);
  }
  return { units, diagnostics };
}

interface UnitResult {
  readonly verdict: Verdict;
  readonly expressions: ReadonlyMap<string, CheckedExpression>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A text stands for its unit's own nodes, and so for where they are. */
const knownResults = new WeakMap<UnitText, UnitResult>();

function unitResult(text: UnitText, verdict: Verdict, sources: Sources): UnitResult {
  const before = knownResults.get(text);
  if (before?.verdict === verdict) return before;
  const segments = new Map(text.segments.map((segment) => [segment.constant, segment]));
  const diagnostics = [
    ...text.rejected.flatMap(diagnoseSyntax),
    ...verdict.problems.map(({ segment, problem }) =>
      diagnose(problem, segments.get(segment.constant) ?? segment),
    ),
  ];
  const expressions = new Map<string, CheckedExpression>();
  for (const { statement } of text.segments) {
    const one = verdict.expressions.get(statement.id);
    if (one) expressions.set(statement.id, checkedExpression(one, statement.node, sources));
  }
  const now = { verdict, expressions, diagnostics };
  knownResults.set(text, now);
  return now;
}
