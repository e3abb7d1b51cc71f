import type { CheckStatement } from "../expressions/check.ts";
import { isExpression, isNull, type YamlNode, type YamlScalar } from "../source/node.ts";
import { constantText, readConstant } from "./constant.ts";
import { prepareItems } from "./list.ts";
import { isLibraryFunction } from "./names.ts";
import { prepareObject } from "./object.ts";
import { broken, checkedOf, type PreparedValue, type ValueContext } from "./prepared.ts";
import { type Target, targetLabel, targetType } from "./target.ts";
import { prepareUnion } from "./union.ts";
import { inWords } from "./words.ts";

/**
 * Reads a YAML value against a target: a constant by its source text, an expression for the checker, a map or a list part
 * by part. `id` is unique in the unit, `path` is what a waiver names. Undefined: null where the field may be left out.
 */
export function prepareValue(
  node: YamlNode,
  target: Target,
  id: string,
  path: string,
  context: ValueContext,
): PreparedValue | undefined {
  if (isExpression(node)) return prepareExpression(node, target, id, context);
  if (isNull(node)) return prepareNull(node, target, path, context);
  if (target.shape.kind === "union")
    return prepareUnion(node, target, target.shape, id, path, context, prepareValue);
  if (node.type === "map") return prepareObject(node, target, id, path, context, prepareValue);
  if (node.type === "list") return prepareItems(node, target, id, path, context, prepareValue);
  return prepareConstant(node, target, path, context);
}

export function prepareExpression(
  node: YamlScalar,
  target: Target,
  id: string,
  context: ValueContext,
): PreparedValue {
  const expected = {
    type: targetType(target, context.typeOf),
    shape: target.shape,
    label: targetLabel(target),
    optional: target.optional,
    ...(target.declared.span && { span: target.declared.span }),
    target,
  };
  return {
    statements: [{ do: "expression", id, node, ...(target.shape.kind !== "any" && { expected }) }],
    lower: (checked) => {
      const { expression, mayBeMissing } = checkedOf(checked, id);
      return { value: { kind: "expression", expression }, optional: mayBeMissing && target.optional };
    },
  };
}

function prepareNull(
  node: YamlNode,
  target: Target,
  path: string,
  context: ValueContext,
): PreparedValue | undefined {
  if (target.nullable || target.shape.kind === "any") return constant(null, node, context, target);
  if (target.optional) return undefined;
  context.report(
    "WB2206",
    node.span,
    `Nothing is given for ${targetLabel(target)}, which is required.`,
    path,
    {
      help: `Give it ${inWords(target.shape)}.`,
    },
  );
  return broken;
}

function prepareConstant(
  node: YamlScalar,
  target: Target,
  path: string,
  context: ValueContext,
): PreparedValue {
  const read = readConstant(node, target.shape);
  const forgotten = forgottenEquals(node, context);
  if (read.is !== "wrong" && forgotten !== undefined) {
    const edits = [{ span: node.span, text: forgotten }];
    context.report(
      "WB2217",
      node.span,
      `This is the text \`${node.text}\`, not what \`${forgotten.slice(1).replaceAll("`", "")}\` stands for.`,
      path,
      {
        help: asExpression(forgotten),
        ...(node.style === "plain" &&
          !/[{,:#]/.test(forgotten) && { fix: { description: "Make it an expression.", edits } }),
      },
    );
  }
  if (read.is === "json") return constant(read.json, node, context, target);
  if (read.is === "code") {
    const expression = { code: read.code, library: read.library, at: context.at(node.span) };
    return {
      statements: given(constantText(node), node, target),
      lower: () => ({ value: { kind: "expression", expression }, optional: false }),
    };
  }
  const help = forgotten === undefined ? read.help : asExpression(forgotten);
  context.report(read.code, node.span, `${read.problem}, for ${targetLabel(target)}.`, path, {
    ...(help !== undefined && { help }),
    ...(read.near !== undefined && {
      fix: { description: `Write \`${read.near}\`.`, edits: [{ span: node.span, text: read.near }] },
    }),
    ...(target.declared.span && {
      related: [{ message: "The schema says it here.", span: target.declared.span }],
    }),
  });
  return broken;
}

function asExpression(forgotten: string): string {
  return `An expression begins with \`=\`: ${forgotten.includes("`") ? forgotten : `\`${forgotten}\``}`;
}

function constant(json: unknown, node: YamlNode, context: ValueContext, target: Target): PreparedValue {
  const value = { kind: "constant", json, at: context.at(node.span) } as const;
  return { statements: given(json, node, target), lower: () => ({ value, optional: false }) };
}

function given(json: unknown, node: YamlNode, to: Target): readonly CheckStatement[] {
  return [{ do: "give", how: "constant", to, node, json }];
}

/** `source.id` where `=source.id` was meant, also in the signs that other tools have for it; what is to be written in its place. */
function forgottenEquals(node: YamlScalar, context: ValueContext): string | undefined {
  const text = constantText(node);
  if (isMeant(text, context)) return `=${text}`;
  const [, path] = /^\$\.(.+)$/s.exec(text) ?? [];
  if (path !== undefined && isMeant(path, context)) return `=${path}`;
  const [whole, inner = ""] = places.exec(text) ?? [];
  if (whole === undefined || !isMeant(inner.trim(), context)) return undefined;
  return whole === text
    ? `=${inner.trim()}`
    : `=\`${text.replaceAll(new RegExp(places, "g"), (_all, one: string) => `\${${one.trim()}}`)}\``;
}

/** `{{ source.id }}` and `${source.id}`. */
const places = /(?:\{\{|\$\{)([^{}]+)\}\}?/;

/** A path, or a call, that begins with a name that expressions see. */
function isMeant(text: string, context: ValueContext): boolean {
  const [, root, call] = /^([a-z]\w*)(?:\??\.\w+)+$|^([a-z]\w*)\(.*\)$/s.exec(text) ?? [];
  return root === undefined ? call !== undefined && isLibraryFunction(call) : (context.sees?.(root) ?? false);
}
