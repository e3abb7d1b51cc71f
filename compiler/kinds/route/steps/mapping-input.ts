import { nearest } from "../../../diagnostics/nearest.ts";
import type { CheckStatement } from "../../../expressions/check.ts";
import type { LinkedMapping } from "../../../model/model.ts";
import type { NamedValue } from "../../../plan/step.ts";
import { isExpression, type YamlMap, type YamlNode } from "../../../source/node.ts";
import type { Span } from "../../../source/source.ts";
import { broken, type CheckedUnit, type PreparedValue } from "../../../values/prepared.ts";
import { targetOf } from "../../../values/target.ts";
import { prepareValue } from "../../../values/value.ts";
import { listed } from "../../../values/words.ts";
import type { StepScope } from "../sequence/scope.ts";

export interface PreparedInput {
  readonly statements: readonly CheckStatement[];
  lower(checked: CheckedUnit): readonly NamedValue[];
}

const nothing: PreparedInput = { statements: [], lower: () => [] };

/** `with` of a step with `map`: a value for each name of the mapping's `from`, or, where it has but one, that value alone. */
export function prepareMappingInput(
  mapping: LinkedMapping,
  node: YamlNode | undefined,
  span: Span,
  scope: StepScope,
): PreparedInput {
  const [only, ...others] = mapping.from;
  if (node && isExpression(node) && only && others.length === 0)
    return prepareNamed(mapping, new Map([[only.name, node]]), scope);
  if (node?.type !== "map") return reportInput(mapping, node?.span ?? span, scope);
  const given = new Map(node.entries.map(({ key, value }) => [key.text, value] as const));
  reportNames(mapping, node, scope);
  return prepareNamed(mapping, given, scope);
}

function prepareNamed(
  mapping: LinkedMapping,
  given: ReadonlyMap<string, YamlNode>,
  scope: StepScope,
): PreparedInput {
  const values = mapping.from.flatMap(
    ({ name, schema }): { readonly name: string; readonly value: PreparedValue }[] => {
      const node = given.get(name);
      const value =
        node &&
        (prepareValue(node, targetOf(schema), `${scope.id}.with.${name}`, scope.path, scope) ?? broken);
      return value ? [{ name, value }] : [];
    },
  );
  return {
    statements: values.flatMap(({ value }) => value.statements),
    lower: (checked) => values.map(({ name, value }) => ({ name, value: value.lower(checked).value })),
  };
}

function reportNames(mapping: LinkedMapping, node: YamlMap, scope: StepScope): void {
  const names = mapping.from.map(({ name }) => name);
  const title = mapping.document.metadata.name;
  for (const { key } of node.entries) {
    if (names.includes(key.text)) continue;
    const near = nearest(key.text, names);
    scope.report("WB2310", key.span, `Mapping \`${title}\` is not made from \`${key.text}\`.`, scope.path, {
      help: near === undefined ? `It is made from ${listed(names)}.` : `Did you mean \`${near}\`?`,
      ...(near !== undefined && {
        fix: { description: `Write \`${near}\`.`, edits: [{ span: key.span, text: near }] },
      }),
      related: [fromPlace(mapping)],
    });
  }
  // A misspelt name was told, and what it should have been is not left out.
  const meant = node.entries.map(({ key }) =>
    names.includes(key.text) ? key.text : nearest(key.text, names),
  );
  const missing = names.filter((name) => !meant.includes(name));
  if (missing.length > 0)
    scope.report(
      "WB2310",
      node.span,
      `Mapping \`${title}\` is made from ${listed(missing)}, which \`with\` does not give.`,
      scope.path,
      {
        help: `Add ${missing.map((name) => `\`${name}: =…\``).join(", ")} to \`with\`.`,
        related: [fromPlace(mapping)],
      },
    );
}

function reportInput(mapping: LinkedMapping, span: Span, scope: StepScope): PreparedInput {
  const names = mapping.from.map(({ name }) => name);
  scope.report(
    "WB2310",
    span,
    `Mapping \`${mapping.document.metadata.name}\` is made from ${listed(names)}: \`with\` gives each by its name.`,
    scope.path,
    {
      help: `Write \`with: { ${names.map((name) => `${name}: =…`).join(", ")} }\`.`,
      related: [fromPlace(mapping)],
    },
  );
  return nothing;
}

function fromPlace({ document }: LinkedMapping) {
  return { message: "The mapping says it here.", span: document.keySpan(document.spec, "from") };
}
