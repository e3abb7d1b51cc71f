import type { PlanField } from "../../plan/plan.ts";
import { scalarLiteral, textLiteral } from "../../spelling/literal.ts";
import { group, hardLine, indent, join, type Layout, softLine, trailingComma } from "../layout/document.ts";
import { isPath } from "../layout/outline.ts";
import { block, call, conditional } from "../layout/syntax.ts";
import type { FieldContext, FieldEmitter, FieldOf } from "./field.ts";

type Match = FieldOf<"match">;
type Scalar = string | number | boolean | null;

/** A match whose cases are constants is a function with a `switch`; any other a chain of conditionals. */
export const emitMatch: FieldEmitter<"match"> = (field, context) => {
  const constants = constantsOf(field);
  return constants === undefined ? conditionals(field, context) : switchFunction(field, constants, context);
};

interface Constants {
  readonly cases: readonly { readonly values: readonly Scalar[]; readonly result: Scalar }[];
  readonly otherwise?: Scalar;
  readonly missing?: Scalar;
}

/** The results, where all of them are constant scalars, cases of the same result together. */
function constantsOf(field: Match): Constants | undefined {
  const thens = field.cases.map(({ then }) => scalarOf(then));
  const otherwise = scalarOf(field.otherwise);
  const missing = scalarOf(field.missing);
  if (
    thens.includes(undefined) ||
    (field.otherwise && otherwise === undefined) ||
    (field.missing && missing === undefined)
  )
    return undefined;
  const grouped = Map.groupBy(field.cases, ({ then }) => scalarOf(then) ?? null);
  return {
    cases: [...grouped].map(([result, cases]) => ({ result, values: cases.map(({ value }) => value) })),
    ...(otherwise !== undefined && { otherwise }),
    ...(missing !== undefined && { missing }),
  };
}

function scalarOf(field: PlanField | undefined): Scalar | undefined {
  if (field?.form !== "value" || field.value.kind !== "constant") return undefined;
  const { json } = field.value;
  return json === null || typeof json === "string" || typeof json === "number" || typeof json === "boolean"
    ? json
    : undefined;
}

function switchFunction(
  field: Match,
  { cases, otherwise, missing }: Constants,
  context: FieldContext,
): Layout {
  const { module } = context;
  const name = module.scope.declare(context.name);
  const results = [
    ...new Set([
      ...cases.map(({ result }) => result),
      ...[otherwise, missing].filter((result) => result !== undefined),
    ]),
  ].map(scalarLiteral);
  const fallsToMissing = leavesOutMissing(field, context);
  const resultType = [...results, ...(fallsToMissing ? ["undefined"] : [])].join(" | ");
  const branches: Layout[] = [];
  if (missing !== undefined || fallsToMissing) {
    branches.push(
      branch(
        [null, undefined],
        missing === undefined ? "return undefined;" : `return ${scalarLiteral(missing)};`,
      ),
    );
  }
  for (const { values, result } of cases) branches.push(branch(values, `return ${scalarLiteral(result)};`));
  branches.push([
    "default:",
    indent([
      hardLine,
      "return ",
      otherwise === undefined ? unmatched("value", context) : scalarLiteral(otherwise),
      ";",
    ]),
  ]);
  module.add([
    group([
      `function ${name}(`,
      indent([softLine, `value: ${valueType(field)}`]),
      trailingComma,
      softLine,
      `): ${resultType} `,
    ]),
    block([["switch (value) ", block(branches)]]),
  ]);
  return call(name, [module.expression(field.on)]);
}

function branch(values: readonly (Scalar | undefined)[], result: string): Layout {
  const labels = values.map((value) => `case ${value === undefined ? "undefined" : scalarLiteral(value)}:`);
  return [join(hardLine, labels), indent([hardLine, result])];
}

function valueType(field: Match): string {
  const types = [...new Set(field.cases.map(({ value }) => typeof value))].sort();
  return [...types, "null", "undefined"].join(" | ");
}

/** A missing value leaves an optional field out unless the match says otherwise. */
function leavesOutMissing(field: Match, { optional }: FieldContext): boolean {
  return optional && field.missing === undefined && field.otherwise === undefined;
}

function conditionals(field: Match, context: FieldContext): Layout {
  const { module } = context;
  const on = module.expression(field.on);
  const isShort = isPath(field.on.code);
  const subject: Layout = isShort ? field.on.code : (context.hoist?.(context.name, on) ?? ["(", on, ")"]);
  const { hoist: _, ...lazy } = context;
  let chain: Layout =
    field.otherwise === undefined ? unmatched(subject, context) : context.write(field.otherwise, lazy);
  for (const { value, then } of field.cases.toReversed()) {
    chain = conditional([subject, ` === ${scalarLiteral(value)}`], context.write(then, lazy), chain);
  }
  if (field.missing !== undefined)
    chain = conditional([subject, " == null"], context.write(field.missing, lazy), chain);
  else if (leavesOutMissing(field, context)) chain = conditional([subject, " == null"], "undefined", chain);
  return chain;
}

function unmatched(subject: Layout, { module, name, at }: FieldContext): Layout {
  return call(module.runtime("unmatched"), [textLiteral(name), subject, module.location(at)]);
}
