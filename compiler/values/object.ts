import { nearest } from "../diagnostics/nearest.ts";
import type { ObjectShape, Shape } from "../schema/shape.ts";
import type { YamlEntry, YamlMap } from "../source/node.ts";
import { broken, type PreparedValue, type ReadValue, type ValueContext } from "./prepared.ts";
import { skeleton, skeletonText } from "./skeleton.ts";
import { additionalTarget, propertyTarget, type Target, takesOtherNames, targetLabel } from "./target.ts";
import { inWords, listed } from "./words.ts";

/** Money is written as a map of its two parts. */
const moneyParts = (currency?: string): ObjectShape => ({
  kind: "object",
  additional: false,
  properties: [
    { name: "amount", required: true, shape: { kind: "decimal", wire: "text" } },
    {
      name: "currency",
      required: true,
      shape: { kind: "text", pattern: "^[A-Z]{3}$", ...(currency !== undefined && { values: [currency] }) },
    },
  ],
});

/** A map written out, name by name. */
export function prepareObject(
  node: YamlMap,
  target: Target,
  id: string,
  path: string,
  context: ValueContext,
  read: ReadValue,
): PreparedValue {
  const shape = objectShape(target.shape);
  if (!shape) {
    context.report(
      "WB2211",
      node.span,
      `Names and values are given for ${targetLabel(target)}, which is ${inWords(target.shape)}.`,
      path,
      {
        ...(target.shape.kind === "list" && {
          help: "A list is made with `each`, or written with `-` before each item.",
        }),
      },
    );
    return broken;
  }
  const properties = node.entries.flatMap((entry) => {
    const within = entryTarget(entry, shape, target, path, context);
    const value =
      within && read(entry.value, within, `${id}.${entry.key.text}`, below(path, entry.key.text), context);
    return value ? [{ name: entry.key.text, value }] : [];
  });
  reportLeftOut(shape, node, target, path, context);
  return {
    statements: properties.flatMap(({ value }) => value.statements),
    lower: (checked) => ({
      value: {
        kind: "object",
        properties: properties.map(({ name, value }) => ({ name, ...value.lower(checked) })),
      },
      optional: false,
    }),
  };
}

/** The shape whose properties a map gives; undefined where the target is nothing that has any. */
export function objectShape(shape: Shape): ObjectShape | undefined {
  if (shape.kind === "object") return shape;
  if (shape.kind === "money") return moneyParts(shape.currency);
  return shape.kind === "any" ? { kind: "object", properties: [], additional: { kind: "any" } } : undefined;
}

/** What a name in a map is a value for; a name that the schema does not have is reported, with the near miss. */
export function entryTarget(
  { key }: YamlEntry,
  shape: ObjectShape,
  target: Target,
  path: string,
  context: ValueContext,
): Target | undefined {
  const property = shape.properties.find(({ name }) => name === key.text);
  if (property) return propertyTarget(target, property);
  if (takesOtherNames(shape))
    return additionalTarget(
      target,
      key.text,
      typeof shape.additional === "object" ? shape.additional : { kind: "any" },
    );
  const names = shape.properties.map(({ name }) => name);
  const near = nearest(key.text, names);
  context.report(
    "WB2201",
    key.span,
    `${owner(target)} has no field \`${key.text}\`.`,
    below(path, key.text),
    {
      help: near === undefined ? `It has ${listed(names, 12)}.` : `Did you mean \`${near}\`?`,
      ...(near !== undefined && {
        fix: { description: `Write \`${near}\`.`, edits: [{ span: key.span, text: near }] },
      }),
      ...(target.declared.span && {
        related: [{ message: "Its schema is here.", span: target.declared.span }],
      }),
    },
  );
  return undefined;
}

/**
 * Required fields that nobody gave: one diagnostic for all of them, with what to add.
 * @param form how the map's objects and lists are written
 * @param span where it is told
 */
export function reportLeftOut(
  shape: ObjectShape,
  node: YamlMap,
  target: Target,
  path: string,
  context: ValueContext,
  form: "fields" | "plain" = "plain",
  span = node.span,
): void {
  const names = shape.properties.map(({ name }) => name);
  // A misspelt field was told, and what it should have been is not left out.
  const meant = node.entries.flatMap(({ key: { text } }) =>
    names.includes(text) ? text : (nearest(text, names) ?? []),
  );
  const missing = shape.properties.filter(({ name, required }) => required && !meant.includes(name));
  if (missing.length === 0) return;
  const one = missing.length === 1;
  const entries = missing.map((property) => skeleton(property, target.schema.set, form));
  context.report(
    "WB2202",
    span,
    `${owner(target)} requires ${listed(missing.map(({ name }) => name))}, which ${one ? "is" : "are"} left out.`,
    path,
    {
      help: `Add:\n${entries.map((entry) => `  ${skeletonText(entry)}`).join("\n")}`,
      suggestion: {
        description: `Add ${listed(missing.map(({ name }) => name))}, with blanks to fill.`,
        into: node.span,
        entries,
      },
    },
  );
}

function owner(target: Target): string {
  return target.path === ""
    ? `\`${target.schema.label}\``
    : `\`${target.path}\` of \`${target.schema.label}\``;
}

/** A path of names; a name that could be taken for several, or for a form's part (`#`), is told apart by its quotes. */
export function below(path: string, name: string): string {
  if (/[.#"]/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}
