import type { PlanCrosswalk } from "../plan/plan.ts";
import { textLiteral } from "../spelling/literal.ts";
import { array, exported, object } from "./layout/syntax.ts";
import { GeneratedModule } from "./module.ts";
import type { Symbols } from "./symbols.ts";
import { jsonLayout } from "./value.ts";

/** A crosswalk with its rows. */
export function crosswalkModule(
  { name, at, systems, rows }: PlanCrosswalk,
  symbols: Symbols,
): GeneratedModule {
  const symbol = symbols.crosswalk(name);
  const module = new GeneratedModule(symbol.module, [at.file], [symbol.name], symbols);
  const value = object(
    [
      { key: "name", value: textLiteral(name) },
      { key: "systems", value: array(systems.map(textLiteral)) },
      { key: "rows", value: array(rows.map(jsonLayout)) },
    ],
    true,
  );
  module.add(exported(symbol.name, module.runtimeType("Crosswalk"), value));
  return module;
}
