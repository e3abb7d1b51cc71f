import { entryOf, type YamlMap } from "../../../source/node.ts";
import { below, entryTarget, objectShape, reportLeftOut } from "../../../values/object.ts";
import { type Target, targetLabel } from "../../../values/target.ts";
import { inWords } from "../../../values/words.ts";
import { brokenField, type FieldContext, type FieldForm, type PreparedField } from "./form.ts";

/** Nested fields: `to_Item: { fields: { results: … } }`. */
export const fieldsForm: FieldForm = {
  word: "fields",
  companions: [],
  prepare(node, target, path, context) {
    const entry = entryOf(node, "fields");
    return entry?.value.type === "map"
      ? prepareFields(entry.value, target, path, context, entry.key.span)
      : reportNoMap(node, path, context);
  },
};

/** Fields one by one; `span` is where those that are left out are told. */
export function prepareFields(
  node: YamlMap,
  target: Target,
  path: string,
  context: FieldContext,
  span = node.span,
): PreparedField {
  const shape = objectShape(target.shape);
  if (!shape) return reportShape(node, target, path, context);
  const fields = node.entries.flatMap((entry) => {
    const within = entryTarget(entry, shape, target, path, context);
    const field = within && context.field(entry.value, within, below(path, entry.key.text), context);
    return field ? [{ name: entry.key.text, field, at: context.at(entry.key.span) }] : [];
  });
  reportLeftOut(shape, node, target, path, context, "fields", span);
  return {
    statements: fields.flatMap(({ field }) => field.statements),
    judge: (checked) => {
      for (const { field } of fields) field.judge(checked);
    },
    lower: (checked) => ({
      field: {
        form: "fields",
        fields: fields.map(({ name, at, field }) => ({ name, at, ...field.lower(checked) })),
      },
      optional: false,
    }),
  };
}

function reportShape(node: YamlMap, target: Target, path: string, context: FieldContext): PreparedField {
  const list = target.shape.kind === "list";
  context.report(
    "WB2211",
    node.span,
    `Fields are given for ${targetLabel(target)}, which is ${inWords(target.shape)}.`,
    path,
    {
      help: list
        ? "For a list, say what its items are made from: `each: =…` and `as: item` beside `fields`."
        : `Give it ${inWords(target.shape)}.`,
    },
  );
  return brokenField;
}

function reportNoMap(node: YamlMap, path: string, context: FieldContext): PreparedField {
  context.report(
    "WB2212",
    entryOf(node, "fields")?.value.span ?? node.span,
    "`fields` is a map of the target's fields.",
    path,
    {
      help: "Write each field on its own line below `fields:`, such as `name: =source.name`.",
    },
  );
  return brokenField;
}
