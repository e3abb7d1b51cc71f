import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import * as library from "../../../../../runtime/library/index.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { CheckedExpression } from "../../../../expressions/check.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { checkNames, checkUnit } from "../../../../kinds/estate/checks.ts";
import type { EstateCheck, EstateSpec } from "../../../../kinds/estate/spec.ts";
import { dataOf } from "../../../../schema/data.ts";
import type { YamlNode } from "../../../../source/node.ts";
import type { Rule } from "../../rule.ts";

/** What an estate asks of its own specs, over and above what Waybill does: expressions over documents as data. */
export const estateChecks: Rule = {
  name: "estate-checks",
  codes: ["WB8106", "WB8107"],
  check({ estate, documents }, reporter, { checked }) {
    for (const check of estate?.spec.checks ?? []) {
      const unit = checked.get(checkUnit(check.name));
      const must = unit?.get("must");
      const where = unit?.get("where");
      // An expression with an error was told.
      if (!estate || !must || (check.where !== undefined && !where)) continue;
      const asked = { check, estate, where: where && conditionOf(where), must: conditionOf(must) };
      for (const document of documents) if (document.kind === check.for) judge(document, asked, reporter);
    }
  },
};

interface Asked {
  readonly check: EstateCheck;
  readonly estate: SpecDocument<EstateSpec>;
  readonly where: Condition | undefined;
  readonly must: Condition;
}

function judge(document: SpecDocument, { check, estate, where, must }: Asked, reporter: Reporter): void {
  const span = document.spanOf(document.metadata, "name");
  const related = [{ message: "The estate asks for it here.", span: estate.spanOf(check, "must") }];
  const subject = { document: `${document.kind} ${document.metadata.name}`, path: check.name };
  try {
    if (where?.(document) === false || must(document) === true) return;
  } catch (error) {
    // Only a library function can refuse: the expression itself is total.
    const reason = error instanceof Error ? error.message : String(error);
    reporter.report(
      "WB8107",
      span,
      `The estate's check "${check.name}" cannot judge ${document.kind} "${document.metadata.name}": ${reason}`,
      { related, subject },
    );
    return;
  }
  reporter.report(
    "WB8106",
    span,
    check.message ??
      `${document.kind} "${document.metadata.name}" does not keep to "${check.name}": ${check.reason}`,
    {
      severity: check.severity ?? "warning",
      ...(check.help !== undefined && { help: check.help }),
      related,
      subject,
    },
  );
}

const provided: ReadonlyMap<string, unknown> = new Map(Object.entries(library));

type Condition = (document: SpecDocument) => unknown;

type Run = (...values: readonly unknown[]) => unknown;

const compiled = new Map<string, Run>();

/** A checked expression can name nothing but what it is given here, and has no way to repeat itself: it ends. */
function conditionOf({ expression }: CheckedExpression): Condition {
  const names = [...checkNames, "spec", ...expression.library];
  const key = `${names.join(",")}\n${expression.code}`;
  const run = compiled.get(key) ?? (compileFunction(scriptOf(expression.code), names) as Run); // typed as any function
  compiled.set(key, run);
  const functions = expression.library.map((name) => provided.get(name));
  return (document) => {
    const { name, domain, owner, labels = {} } = document.metadata;
    return run(name, domain, owner, labels, plainSpec(document), ...functions);
  };
}

/** Without types, which only the check is for. */
function scriptOf(code: string): string {
  return ts.transpile(`return (${code});`, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext });
}

const known = new WeakMap<SpecDocument, unknown>();

function plainSpec(document: SpecDocument): unknown {
  const before = known.get(document);
  if (before !== undefined) return before;
  const data = plain(document.spec);
  known.set(document, data);
  return data;
}

/** What was kept as YAML, as the data it would be. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (isNode(value)) return dataOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

function isNode(value: object): value is YamlNode {
  return "span" in value && typeof value.span === "object" && value.span !== null && "file" in value.span;
}
