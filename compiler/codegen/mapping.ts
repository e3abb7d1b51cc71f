import type { PlanField, PlanMapping } from "../plan/plan.ts";
import { commentText, typeKey } from "../spelling/literal.ts";
import { safe } from "../spelling/names.ts";
import { functionBody } from "./fields/field.ts";
import { emitField } from "./fields/index.ts";
import { group, ifBroken, indent, join, type Layout, line, trailingComma } from "./layout/document.ts";
import { block } from "./layout/syntax.ts";
import { GeneratedModule } from "./module.ts";
import type { Symbols } from "./symbols.ts";

/** A mapping as one pure function of the values it maps from. */
export function mappingModule(mapping: PlanMapping, symbols: Symbols): GeneratedModule {
  const { module: path, name } = symbols.mapping(mapping.name);
  const module = new GeneratedModule(path, [mapping.at.file], [name, ...localsOf(mapping)], symbols);
  const result = module.type(mapping.to);
  const body = functionBody(mapping.body, {
    module,
    symbols,
    name: "value",
    optional: false,
    at: mapping.at,
    write: emitField,
  });
  module.add([
    `/** Mapping ${commentText(mapping.name)}, ${commentText(mapping.at.file)}:${mapping.at.line}. */`,
    "\n",
    `export function ${name}(`,
    parameter(mapping, module),
    `): ${result} `,
    block([...body.constants, ["return ", body.value, ";"]]),
  ]);
  return module;
}

/** `{ order, posting }: { readonly order: Order; readonly posting: Posting }`. */
function parameter({ from }: PlanMapping, module: GeneratedModule): Layout {
  const names = from.map(({ name }) => (safe(name) === name ? name : `${typeKey(name)}: ${safe(name)}`));
  const types = from.map(({ name, type }) => `readonly ${typeKey(name)}: ${module.type(type)}`);
  return group([
    ["{", indent([line, join([",", line], names)]), trailingComma, line, "}: "],
    ["{", indent([line, join([";", line], types)]), ifBroken(";", ""), line, "}"],
  ]);
}

/** Names that the mapping gives to values: what it maps from, items and indices. */
function localsOf(mapping: PlanMapping): string[] {
  return [...mapping.from.map(({ name }) => safe(name)), ...fieldLocals(mapping.body)];
}

function fieldLocals(field: PlanField): string[] {
  if (field.form === "fields") return field.fields.flatMap((named) => fieldLocals(named.field));
  if (field.form === "each")
    return [field.as, ...(field.index === undefined ? [] : [field.index]), ...fieldLocals(field.body)];
  if (field.form !== "match") return [];
  const branches = [...field.cases.map(({ then }) => then), field.otherwise, field.missing];
  return branches.flatMap((branch) => (branch === undefined ? [] : fieldLocals(branch)));
}
