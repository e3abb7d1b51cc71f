import type { PlanSchema } from "../plan/plan.ts";
import { GeneratedModule } from "./module.ts";
import { declareContracts, declareTypes } from "./schema.ts";
import type { Symbols } from "./symbols.ts";

/** Types and contracts of a module that has nothing else: a canonical contract, or a schema that a mapping names. */
export function schemaModule(
  path: string,
  schemas: readonly PlanSchema[],
  symbols: Symbols,
): GeneratedModule {
  const names = schemas.flatMap((schema) => [
    symbols.contract(schema.type).name,
    ...Object.keys(schema.set.shapes),
  ]);
  const module = new GeneratedModule(
    path,
    schemas.map(({ at }) => at.file),
    names,
    symbols,
  );
  declareTypes(schemas, module);
  declareContracts(schemas, module, symbols);
  return module;
}
