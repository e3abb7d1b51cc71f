import type { CheckedExpression, GiveStatement } from "../../../expressions/check.ts";
import {
  entryOf,
  isExpression,
  isNull,
  type YamlEntry,
  type YamlMap,
  type YamlScalar,
} from "../../../source/node.ts";
import { checkedOf, lowered } from "../../../values/prepared.ts";
import { type Target, targetLabel } from "../../../values/target.ts";
import { brokenField, type FieldContext, type FieldForm, type PreparedField } from "./form.ts";
import { judgeCases } from "./match-cases.ts";
import { expressionOf } from "./words.ts";

/** A value for each value of the source: `{ match: =source.status, cases: { paid: captured }, missing: open }`. */
export const matchForm: FieldForm = {
  word: "match",
  companions: ["cases", "otherwise", "missing"],
  prepare(node, target, path, context) {
    const on = expressionOf(node, "match", path, context);
    const cases = readCases(node, target, path, context);
    if (!on || !cases) return brokenField;
    return prepared({ on, cases, ...readOthers(node, target, path, context) }, node, target, path, context);
  },
};

/** A branch; `field` is undefined where its value is null: the target is left out then. */
interface Branch {
  readonly field: PreparedField | undefined;
}

export interface Case extends Branch {
  readonly key: YamlScalar;
}

interface Match {
  readonly on: YamlScalar;
  readonly cases: readonly Case[];
  readonly otherwise?: Branch;
  readonly missing?: Branch;
}

function readCases(
  node: YamlMap,
  target: Target,
  path: string,
  context: FieldContext,
): readonly Case[] | undefined {
  const entry = entryOf(node, "cases");
  if (entry?.value.type !== "map") {
    context.report(
      "WB2212",
      entry?.value.span ?? entryOf(node, "match")?.key.span ?? node.span,
      "`match` has `cases`: each value of the source, and what it becomes.",
      path,
      {
        help: "Add `cases: { paid: captured, pending: open }`.",
      },
    );
    return undefined;
  }
  return entry.value.entries.map(({ key, value }, index) => ({
    key,
    field: context.field(value, target, `${path}#case${index}`, context),
  }));
}

function readOthers(
  node: YamlMap,
  target: Target,
  path: string,
  context: FieldContext,
): Pick<Match, "otherwise" | "missing"> {
  const otherwise = entryOf(node, "otherwise");
  const missing = entryOf(node, "missing");
  const branch = ({ value }: YamlEntry, name: string): Branch => ({
    field: context.field(value, target, `${path}#${name}`, context),
  });
  return {
    ...(otherwise && { otherwise: branch(otherwise, "otherwise") }),
    ...(missing && { missing: branch(missing, "missing") }),
  };
}

function prepared(
  match: Match,
  node: YamlMap,
  target: Target,
  path: string,
  context: FieldContext,
): PreparedField {
  const id = `${path}#match`;
  const branches = [...match.cases, match.otherwise, match.missing].flatMap((each) => each?.field ?? []);
  return {
    statements: [
      { do: "expression", id, node: match.on },
      { do: "give", how: "match", to: target, node, by: id, cases: casesOf(node, match) },
      ...branches.flatMap(({ statements }) => statements),
    ],
    judge(checked) {
      for (const each of branches) each.judge(checked);
      const on = checked.get(id);
      if (!on) return;
      const whole = match.otherwise !== undefined;
      judgeCases(on, match.on, match.cases, { whole, node, target, path, context });
      if (on.mayBeMissing && !match.missing && !whole && !target.optional)
        reportMissing(match.on, target, path, context);
    },
    lower(checked) {
      const on = checkedOf(checked, id);
      const lowerBranch = ({ field }: Branch) =>
        field?.lower(checked) ?? { field: nothing(match.on, context), optional: true };
      const lowerings = match.cases.map((each) => ({
        value: literalOf(each.key.text, on),
        ...lowerBranch(each),
      }));
      const otherwise = match.otherwise && lowerBranch(match.otherwise);
      const missing = match.missing && lowerBranch(match.missing);
      const leavesOut = on.mayBeMissing && !missing && !otherwise;
      return {
        field: {
          form: "match",
          on: lowered(checked, id),
          // oxlint-disable-next-line unicorn/no-thenable -- the plan's word for a case's result, and data
          cases: lowerings.map(({ value, field }) => ({ value, then: field })),
          ...(otherwise && { otherwise: otherwise.field }),
          ...(missing && { missing: missing.field }),
        },
        optional:
          target.optional &&
          (leavesOut || [...lowerings, otherwise, missing].some((each) => each?.optional === true)),
      };
    },
  };
}

/** The constants that the cases give; undefined for a case that gives something else. */
function casesOf(node: YamlMap, match: Match): Extract<GiveStatement, { how: "match" }>["cases"] {
  const cases = entryOf(node, "cases")?.value;
  if (cases?.type !== "map") return [];
  const constant = ({ value }: YamlEntry) =>
    value.type === "scalar" && !isExpression(value) && !isNull(value) ? value.text : undefined;
  const own = cases.entries.map((entry) => ({
    key: entry.key.text,
    gives: constant(entry),
    node: entry.value,
  }));
  const others = [match.otherwise && "otherwise", match.missing && "missing"].flatMap((word) => {
    const entry = word === undefined ? undefined : entryOf(node, word);
    return entry ? [{ key: "", gives: constant(entry), node: entry.value }] : [];
  });
  return [...own, ...others];
}

/** Leaves the field out. */
function nothing(on: YamlScalar, context: FieldContext) {
  const expression = { code: "undefined", library: [], at: context.at(on.span) };
  return { form: "value", value: { kind: "expression", expression } } as const;
}

/** A case's key is source text: it stands for the value of the source that is written so. */
function literalOf(key: string, on: CheckedExpression): string | number | boolean {
  const known = on.literals?.find((literal) => String(literal) === key);
  if (known !== undefined) return known;
  if (/\b(?:number|Integer)\b/.test(on.typeText) && /^-?[0-9]+(?:\.[0-9]+)?$/.test(key)) return Number(key);
  if (/\bboolean\b/.test(on.typeText) && (key === "true" || key === "false")) return key === "true";
  return key;
}

function reportMissing(on: YamlScalar, target: Target, path: string, context: FieldContext): void {
  context.report(
    "WB2206",
    on.span,
    `\`${on.text.slice(1).trim()}\` may be missing, but ${targetLabel(target)} is required.`,
    path,
    {
      help: "Say what it is then: add `missing: …` beside `cases`.",
    },
  );
}
