import type { PlanSchema } from "../plan/plan.ts";
import { printTypes } from "../schema/print-types.ts";
import type { Shape } from "../schema/shape.ts";
import { access, textLiteral } from "../spelling/literal.ts";
import { type Layout } from "./layout/document.ts";
import { array, arrow, exported, object } from "./layout/syntax.ts";
import type { GeneratedModule } from "./module.ts";
import type { Symbols } from "./symbols.ts";

/** The types of the module's schemas. */
export function declareTypes(schemas: readonly PlanSchema[], module: GeneratedModule): void {
  if (schemas.length === 0) return;
  const { text, library } = printTypes(schemas);
  for (const name of library) module.libraryType(name);
  module.add(text);
}

/** `export const order2: Contract<Order> = { … }` for each of the module's schemas. */
export function declareContracts(
  schemas: readonly PlanSchema[],
  module: GeneratedModule,
  symbols: Symbols,
): void {
  for (const schema of schemas) {
    const { name } = symbols.contract(schema.type);
    module.add(
      exported(
        name,
        `${module.runtimeType("Contract")}<${schema.type.name}>`,
        contractLayout(schema, module),
      ),
    );
  }
}

function contractLayout(schema: PlanSchema, module: GeneratedModule): Layout {
  const { type, label, key = [], personal, invariants } = schema;
  const validate = module.use({
    module: `${type.module}.validate`,
    name: `validate${type.name}`,
    typeOnly: false,
    ending: ".js",
  });
  return object(
    [
      { key: "name", value: textLiteral(label) },
      { key: "validate", value: validate },
      ...(key.length === 0 ? [] : [{ key: "key", value: arrow(["value"], keyLayout(schema, key, module)) }]),
      ...(personal.length === 0
        ? []
        : [{ key: "personal", value: array(personal.map((path) => array(path.map(textLiteral)))) }]),
      ...(invariants.length === 0
        ? []
        : [
            {
              key: "invariants",
              value: array(invariants.map((invariant) => invariantLayout(schema, invariant, module))),
            },
          ]),
    ],
    true,
  );
}

/** One field as its text; several joined by `/`. */
function keyLayout(schema: PlanSchema, key: readonly string[], module: GeneratedModule): Layout {
  const [first = ""] = key;
  if (key.length === 1) {
    const field = `value${access(first)}`;
    return propertyOf(schema, first)?.kind === "text" ? field : `${module.library("text")}(${field})`;
  }
  const parts = key.map((name) => {
    const field = `value${access(name)}`;
    return `\${${propertyOf(schema, name)?.kind === "text" ? field : `${module.library("text")}(${field}) ?? ""`}}`;
  });
  return `\`${parts.join("/")}\``;
}

function propertyOf({ set }: PlanSchema, name: string): Shape | undefined {
  let shape = set.shapes[set.root];
  while (shape?.kind === "reference") shape = set.shapes[shape.name];
  const property =
    shape?.kind === "object" ? shape.properties.find((candidate) => candidate.name === name) : undefined;
  return property?.required === true ? property.shape : undefined;
}

/** `holds: ({ lines, subtotal }) => …`: an invariant speaks of the contract's fields by their names. */
function invariantLayout(
  schema: PlanSchema,
  { name, severity, holds }: PlanSchema["invariants"][number],
  module: GeneratedModule,
): Layout {
  const root = schema.set.shapes[schema.set.root];
  const fields = root?.kind === "object" ? root.properties.map((property) => property.name) : [];
  const used = fields.filter((field) =>
    new RegExp(`(?<![.\\p{ID_Continue}$])${RegExp.escape(field)}(?![\\p{ID_Continue}$])`, "u").test(
      holds.code,
    ),
  );
  return object([
    { key: "name", value: textLiteral(name) },
    { key: "severity", value: textLiteral(severity) },
    {
      key: "holds",
      value: arrow([used.length === 0 ? "" : `{ ${used.join(", ")} }`], module.expression(holds)),
    },
  ]);
}
