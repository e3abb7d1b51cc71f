import type { PlanValue } from "../plan/plan.ts";
import { propertyKey, scalarLiteral } from "../spelling/literal.ts";
import type { Layout } from "./layout/document.ts";
import { array, object, type PropertyLayout } from "./layout/syntax.ts";
import type { GeneratedModule } from "./module.ts";

/** A value of the plan as an expression. What may be missing is `undefined` then, which `JSON.stringify` leaves out. */
export function valueLayout(module: GeneratedModule, value: PlanValue): Layout {
  if (value.kind === "constant") return jsonLayout(value.json);
  if (value.kind === "expression") return module.expression(value.expression);
  if (value.kind === "list") return array(value.items.map((item) => valueLayout(module, item)));
  return object(propertyLayouts(module, value.properties));
}

type Properties = Extract<PlanValue, { readonly kind: "object" }>["properties"];

/** An object's properties, for one that is laid out in its own way. */
export function propertyLayouts(module: GeneratedModule, properties: Properties): readonly PropertyLayout[] {
  return properties.map((property) => ({
    key: propertyKey(property.name),
    value: valueLayout(module, property.value),
  }));
}

/** Plain data as a literal. */
export function jsonLayout(json: unknown): Layout {
  if (
    json === null ||
    typeof json === "string" ||
    typeof json === "number" ||
    typeof json === "boolean" ||
    typeof json === "bigint"
  )
    return scalarLiteral(json);
  if (Array.isArray(json)) return array(json.map(jsonLayout));
  if (typeof json === "object") {
    const properties = Object.entries(json).filter(([, value]) => value !== undefined);
    return object(properties.map(([name, value]) => ({ key: propertyKey(name), value: jsonLayout(value) })));
  }
  throw new Error(`A ${typeof json} is not plain data.`);
}
