import { type Given, type Giving, givenValues } from "../../../../analysis/arising.ts";
import { flowsOf, type Give } from "../../../../analysis/flow/index.ts";
import { optionsOf, schemaKey } from "../../../../analysis/flow/value.ts";
import { declarationOf } from "../../../../analysis/lineage/names.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import type { PlanSchema } from "../../../../plan/plan.ts";
import type { YamlNode } from "../../../../source/node.ts";
import { listed } from "../../../../values/words.ts";
import type { Rule } from "../../rule.ts";

/**
 * A value of a target that nothing ever becomes. In one mapping: the source has as many values as the target, two of them become the
 * same one, and one of the target's is left over. In the estate: a contract's value that none of those who make the contract give.
 * That a system knows more values than are used is no mistake, and neither is a value that another mapping gives.
 */
export const valueNeverArises: Rule = {
  name: "value-never-arises",
  codes: ["WB2229"],
  looksAround: true,
  check(model, reporter, { hasErrors }) {
    // What is broken may be what gives it.
    if (model.broken.size > 0) return;
    const told = new Set<string>();
    const given = givenValues(model);
    for (const { unit, gives } of flowsOf(model))
      for (const give of gives) {
        const merged = mergedBy(give, model);
        if (merged) reportMerged(merged, unit, give, given, told, reporter);
      }
    // Before there are services an estate is still being written, and what has an error may be what gives it.
    if (model.services.length === 0 || hasErrors) return;
    for (const { gives } of flowsOf(model))
      for (const { to, match } of gives) for (const { key } of match?.cases ?? []) passOver(key, to, told);
    const closed = closedContracts(model);
    for (const field of given) if (closed.has(field.schema)) reportAbsent(field, told, reporter);
  },
};

/** Of a namesake that becomes another value WB2218 tells. */
function passOver(key: string, to: Give["to"], told: Set<string>): void {
  const values = to.shape.kind === "text" ? (to.shape.values ?? []) : [];
  for (const value of values) if (isSame(value, key)) told.add(`${schemaKey(to.schema)} ${to.path} ${value}`);
}

/** Values of the source that become the same one of the target, which has as many. */
interface Merged {
  readonly used: ReadonlySet<string>;
  readonly keys: readonly string[];
  readonly becomes: string;
  readonly node: YamlNode;
}

function mergedBy({ to, value, match, how, node }: Give, model: Model): Merged | undefined {
  const values = to.shape.kind === "text" ? to.shape.values : undefined;
  if (!values) return undefined;
  if (match) return mergedCases(match.cases, values);
  const options = how === "value" ? optionsOf(value) : [];
  const [field, ...others] = value.chosenBy;
  const texts = options.flatMap(({ shape, origins }) =>
    shape.kind === "text" && origins.length === 0 ? (shape.values ?? []) : [],
  );
  if (!field || others.length > 0 || options.length < 2 || texts.length < options.length) return undefined;
  const source = declarationOf(field, model).shape;
  const used = new Set(texts);
  const sourceValues = source?.kind === "text" ? source.values : undefined;
  if (sourceValues?.length !== values.length || used.size === values.length) return undefined;
  return { used, keys: [], becomes: "", node };
}

function mergedCases(
  cases: NonNullable<Give["match"]>["cases"],
  values: readonly string[],
): Merged | undefined {
  // What `otherwise` says is said of all others on purpose, and a case that is computed may give any value.
  const own = cases.filter(({ key }) => key !== "");
  if (own.length !== cases.length || own.length !== values.length) return undefined;
  const groups = Map.groupBy(own, ({ gives }) => gives);
  const [becomes, group] = [...groups].find(([, same]) => same.length > 1) ?? [];
  const last = group?.at(-1);
  if (groups.has(undefined) || becomes === undefined || !last) return undefined;
  const used = new Set(own.flatMap(({ gives }) => gives ?? []));
  return { used, keys: (group ?? []).map(({ key }) => key), becomes, node: last.node };
}

function reportMerged(
  { used, keys, becomes, node }: Merged,
  unit: string,
  { to, match }: Give,
  all: readonly Given[],
  told: Set<string>,
  reporter: Reporter,
): void {
  const field = all.find((one) => one.schema === to.schema && one.path === to.path);
  const isElsewhere = (value: string) =>
    field?.by.some((one) => one.unit !== unit && one.values?.includes(value) !== false) === true;
  const values = to.shape.kind === "text" ? (to.shape.values ?? []) : [];
  const left = values.filter((value) => !used.has(value) && !isElsewhere(value));
  // Of namesakes WB2218 tells.
  const passedOver = match?.cases.some(
    ({ key, gives }) => key !== gives && left.some((value) => isSame(value, key)),
  );
  if (left.length === 0 || passedOver === true) return;
  for (const value of left) told.add(`${schemaKey(to.schema)} ${to.path} ${value}`);
  const both = keys.length > 0 ? `${listed(keys)} all become \`${becomes}\`, and ` : "";
  reporter.report(
    "WB2229",
    node.span,
    `${both}${listed(left)} of field \`${to.path}\` of \`${to.schema.label}\` never ${left.length === 1 ? "arises" : "arise"}: the source has as many values as the target.`,
    {
      help: `Give one of them ${listed(left)}, unless they mean the same here; then say so with \`otherwise\`.`,
      ...(to.declared.span && { related: [{ message: "The target's values.", span: to.declared.span }] }),
      ...subject(unit, to.path),
    },
  );
}

/** As a person reads it: `PARTIALLY_REFUNDED` is `partiallyRefunded`. */
function isSame(left: string, right: string): boolean {
  const [one, other] = [left, right].map((text) => text.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase());
  return one === other;
}

function reportAbsent(field: Given, told: ReadonlySet<string>, reporter: Reporter): void {
  const all = field.by.map(({ values }) => values);
  if (!all.every((values) => values !== undefined)) return;
  const given = new Set(all.flat());
  const left = field.shape.values.filter(
    (value) => !given.has(value) && !told.has(`${schemaKey(field.schema)} ${field.path} ${value}`),
  );
  const units = [...new Set(field.by.map(({ unit }) => unit))];
  const span = placeOf(field.by, units) ?? field.shape.span;
  if (left.length === 0 || !span) return;
  reporter.report(
    "WB2229",
    span,
    `Nothing ever makes ${listed(left)} of field \`${field.path}\` of \`${field.schema.label}\`, which ${units.length === 1 ? `${units[0]} alone gives` : "several mappings give"}.`,
    {
      help: "Give it where it is meant, or take it out of the contract. If somebody outside publishes it, say so there: `outside: { publishes: … }`.",
      ...(field.shape.span && {
        related: [{ message: "The values of the contract.", span: field.shape.span }],
      }),
      ...(units.length === 1 && subject(units[0] ?? "", field.path)),
    },
  );
}

/** The contracts that the estate alone makes: a request may hold any value, and so may an event that somebody outside publishes. */
function closedContracts({ contracts, routes }: Model): ReadonlySet<PlanSchema> {
  const requests = new Set([...routes.values()].map(({ spec }) => spec.trigger.http?.request));
  const closed = [...contracts].filter(
    ([name, { document }]) => !requests.has(name) && document.spec.outside?.publishes === undefined,
  );
  return new Set(closed.map(([, { schema }]) => schema));
}

/** Where one unit alone gives it, at what gives it there last. */
function placeOf(by: readonly Giving[], units: readonly string[]) {
  return units.length === 1 ? by.at(-1)?.node.span : undefined;
}

function subject(unit: string, path: string) {
  const [, mapping] = /^mapping (.+)$/.exec(unit) ?? [];
  return mapping === undefined ? {} : { subject: { document: `Mapping ${mapping}`, path } };
}
