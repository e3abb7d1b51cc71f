import type { CheckStatement } from "../../../expressions/check.ts";
import { entryOf, type YamlMap, type YamlScalar } from "../../../source/node.ts";
import { checkedOf, lowered } from "../../../values/prepared.ts";
import { itemTarget, type Target, targetLabel } from "../../../values/target.ts";
import { inWords } from "../../../values/words.ts";
import { prepareFields } from "./fields.ts";
import { brokenField, type FieldContext, type FieldForm, type PreparedField, seeing } from "./form.ts";
import { expressionOf, nameOf, trueOrFalse } from "./words.ts";

/** A list made from a list, item by item: `{ each: =source.lines, as: line, fields: … }`. */
export const eachForm: FieldForm = {
  word: "each",
  companions: ["as", "index", "where", "flatten", "groupBy", "fields", "value"],
  prepare(node, target, path, context) {
    const items = expressionOf(node, "each", path, context);
    const words = readWords(node, path, context);
    const body = items && prepareBody(node, items, words, target, path, context);
    return items && body ? prepared(items, words, body, target, path, context) : brokenField;
  },
};

interface Words {
  readonly as: string;
  readonly index?: string;
  readonly where?: YamlScalar;
  readonly groupBy?: YamlScalar;
  readonly flatten: boolean;
}

function readWords(node: YamlMap, path: string, context: FieldContext): Words {
  const as = nameOf(node, "as", path, context);
  const index = nameOf(node, "index", path, context);
  const where = entryOf(node, "where") && expressionOf(node, "where", path, context);
  const groupBy = entryOf(node, "groupBy") && expressionOf(node, "groupBy", path, context);
  return {
    as: as ?? "item",
    ...(index !== undefined && { index }),
    ...(where && { where }),
    ...(groupBy && { groupBy }),
    flatten: trueOrFalse(node, "flatten", path, context),
  };
}

/** What is made of an item: `fields`, or a `value` of any form. */
function prepareBody(
  node: YamlMap,
  items: YamlScalar,
  words: Words,
  target: Target,
  path: string,
  context: FieldContext,
): PreparedField | undefined {
  const { shape } = target;
  if (shape.kind !== "list" && shape.kind !== "any") {
    context.report(
      "WB2211",
      entryOf(node, "each")?.key.span ?? node.span,
      `\`each\` makes a list, but ${targetLabel(target)} is ${inWords(shape)}.`,
      path,
      {
        help: "For one item of a list, take it by an expression: `=source.lines[0]?.sku`.",
      },
    );
    return undefined;
  }
  const wanted = words.flatten
    ? target
    : itemTarget(target, shape.kind === "list" ? shape.items : { kind: "any" });
  const known = context.shapes.withItem(words.as, items.text);
  const shapes = words.groupBy ? known.withUnknown(words.as) : known;
  const inner: FieldContext = { ...context, shapes, ...seeing(shapes) };
  const fields = entryOf(node, "fields");
  const value = entryOf(node, "value");
  if (fields?.value.type === "map" && !value)
    return prepareFields(fields.value, wanted, path, inner, fields.key.span);
  if (value && !fields) return context.field(value.value, wanted, `${path}#item`, inner) ?? brokenField;
  context.report(
    "WB2212",
    node.span,
    `\`each\` says with one of \`fields\` and \`value\` what becomes of an item; ${fields && value ? "both are given" : "neither is given"}.`,
    path,
    {
      help: `Add \`fields:\` with the fields of an item, or \`value: =${words.as}\` to take it as it is.`,
    },
  );
  return undefined;
}

function prepared(
  items: YamlScalar,
  words: Words,
  body: PreparedField,
  target: Target,
  path: string,
  context: FieldContext,
): PreparedField {
  const ids = { items: `${path}#each`, where: `${path}#where`, groupBy: `${path}#groupBy` };
  return {
    statements: [
      { do: "expression", id: ids.items, node: items },
      {
        do: "give",
        how: "list",
        to: target,
        node: items,
        by: ids.items,
        ...(words.where ? { fewer: "none" } : words.groupBy ? { fewer: "one" } : {}),
      },
      {
        do: "each",
        of: ids.items,
        as: words.as,
        ...(words.index !== undefined && { index: words.index }),
        body: itemStatements(words, ids, body),
      },
    ],
    judge(checked) {
      const list = checked.get(ids.items);
      if (list && !list.isList) reportNoList(items, path, context);
      else if (list?.mayBeMissing && !target.optional) reportMissing(items, target, path, context);
      body.judge(checked);
    },
    lower: (checked) => ({
      field: {
        form: "each",
        items: lowered(checked, ids.items),
        as: words.as,
        ...(words.index !== undefined && { index: words.index }),
        ...(words.where && { where: lowered(checked, ids.where) }),
        ...(words.groupBy && { groupBy: lowered(checked, ids.groupBy) }),
        flatten: words.flatten,
        body: body.lower(checked).field,
      },
      optional: checkedOf(checked, ids.items).mayBeMissing && target.optional,
    }),
  };
}

/** `where` narrows what is below it; `groupBy` makes of the item a group of items. */
function itemStatements(
  { as, where, groupBy }: Words,
  ids: { readonly where: string; readonly groupBy: string },
  body: PreparedField,
): readonly CheckStatement[] {
  const grouped: readonly CheckStatement[] = groupBy
    ? [
        { do: "expression", id: ids.groupBy, node: groupBy },
        { do: "group", as, key: ids.groupBy, body: body.statements },
      ]
    : body.statements;
  if (!where) return grouped;
  const expected = { type: "boolean", label: "`where`", optional: false };
  return [
    { do: "expression", id: ids.where, node: where, expected },
    { do: "block", when: ids.where, body: grouped },
  ];
}

function reportNoList(items: YamlScalar, path: string, context: FieldContext): void {
  context.report("WB2211", items.span, "`each` wants a list, and this is none.", path, {
    help: "Where there is one item only, give the field as `fields` or as an expression.",
  });
}

function reportMissing(items: YamlScalar, target: Target, path: string, context: FieldContext): void {
  const text = items.text.slice(1).trim();
  context.report(
    "WB2206",
    items.span,
    `The list may be missing, but ${targetLabel(target)} is required.`,
    path,
    {
      help: `Say what it is then: \`=${text} ?? []\` for no items.`,
    },
  );
}
