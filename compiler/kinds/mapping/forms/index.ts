import { nearest } from "../../../diagnostics/nearest.ts";
import type { YamlMap, YamlNode } from "../../../source/node.ts";
import { objectShape } from "../../../values/object.ts";
import { type Target, targetLabel } from "../../../values/target.ts";
import { inWords, listed } from "../../../values/words.ts";
import { eachForm } from "./each.ts";
import { fieldsForm, prepareFields } from "./fields.ts";
import { brokenField, type FieldContext, type FieldForm, type PreparedField } from "./form.ts";
import { lookupForm } from "./lookup.ts";
import { matchForm } from "./match.ts";
import { prepareValueField } from "./value.ts";

/** The forms of a field, `fields` last: `each` has fields of its own. To add one: its file, and its line here. */
const forms: readonly FieldForm[] = [eachForm, lookupForm, matchForm, fieldsForm];

/** Reads one field: by the form whose word it has, else as a value. Undefined: null, where the field may be left out. */
export function prepareField(
  node: YamlNode,
  target: Target,
  path: string,
  context: FieldContext,
): PreparedField | undefined {
  if (node.type !== "map") return prepareValueField(node, target, path, context);
  const form = formOf(node, target);
  if (form) {
    const misspelt =
      form === fieldsForm && target.shape.kind === "list" && reportForm(node, target, path, context);
    if (misspelt) return brokenField;
    return form.prepare(node, target, path, reportWords(node, form, path, context));
  }
  if (!objectShape(target.shape) && target.shape.kind !== "union")
    return reportMap(node, target, path, context);
  if (target.shape.kind === "union") return prepareValueField(node, target, path, context);
  return prepareFields(node, target, path, context);
}

/** A target with a field of that very name means the field, unless everything else in the map belongs to the form too. */
function formOf(node: YamlMap, target: Target): FieldForm | undefined {
  const names = node.entries.map(({ key }) => key.text);
  const own = target.shape.kind === "object" ? target.shape.properties.map(({ name }) => name) : [];
  return forms.find(
    ({ word, companions }) =>
      names.includes(word) &&
      (!own.includes(word) || names.every((name) => name === word || companions.includes(name))),
  );
}

/** Reports words that say nothing. Gives the context for the form, which after a misspelt word need not say that it is missing. */
function reportWords(node: YamlMap, form: FieldForm, path: string, context: FieldContext): FieldContext {
  const words = [form.word, ...form.companions];
  const others = node.entries.filter(({ key }) => !words.includes(key.text));
  for (const { key } of others) {
    const near = nearest(key.text, words);
    context.report("WB2212", key.span, `\`${key.text}\` says nothing beside \`${form.word}\`.`, path, {
      help:
        near === undefined
          ? `With \`${form.word}\` go ${listed(form.companions)}.`
          : `Did you mean \`${near}\`?`,
      ...(near !== undefined && {
        fix: { description: `Write \`${near}\`.`, edits: [{ span: key.span, text: near }] },
      }),
    });
  }
  if (others.length === 0) return context;
  return { ...context, report: (code, ...rest) => code !== "WB2212" && context.report(code, ...rest) };
}

/** Names and values where one value is wanted: most likely a form whose word is misspelt. */
function reportMap(node: YamlMap, target: Target, path: string, context: FieldContext): PreparedField {
  if (reportForm(node, target, path, context)) return brokenField;
  const list = target.shape.kind === "list";
  context.report(
    "WB2211",
    node.span,
    `Names and values are given for ${targetLabel(target)}, which is ${inWords(target.shape)}.`,
    path,
    {
      help: list
        ? "A list is made with `each: =…`, `as: item` and `fields`."
        : "Give it a constant, an expression, a `match` or a `lookup`.",
    },
  );
  return brokenField;
}

/** Whether a word is nearly one of a form, which is reported. */
function reportForm(node: YamlMap, target: Target, path: string, context: FieldContext): boolean {
  const names = node.entries.map(({ key }) => key.text);
  // What goes with a form's word says best which word is meant.
  const meant = forms.filter(({ companions }) => names.some((name) => companions.includes(name)));
  for (const { key } of node.entries) {
    const near = nearest(
      key.text,
      (meant.length > 0 ? meant : forms).map(({ word }) => word),
    );
    if (near === undefined) continue;
    context.report("WB2212", key.span, `\`${key.text}\` is no way to make ${targetLabel(target)}.`, path, {
      help: `Did you mean \`${near}\`?`,
      fix: { description: `Write \`${near}\`.`, edits: [{ span: key.span, text: near }] },
    });
    return true;
  }
  return false;
}
