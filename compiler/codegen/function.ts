import type { PlanFunction } from "../plan/plan.ts";
import { commentText } from "../spelling/literal.ts";
import { camelCase } from "../spelling/names.ts";
import { GeneratedModule } from "./module.ts";
import { declareContracts, declareTypes } from "./schema.ts";
import type { Symbols } from "./symbols.ts";

/** A function's typed face. The author's own module is copied beside it, see `authorsModule`. */
export function functionModule(
  { name, at, input, output, module: author }: PlanFunction,
  symbols: Symbols,
): GeneratedModule {
  const symbol = symbols.functions.get(camelCase(name));
  if (symbol === undefined) throw new Error(`The plan has no function ${name}.`);
  const schemas = symbols.schemas.get(symbol.module) ?? [];
  const locals = [
    symbol.name,
    ...schemas.flatMap((schema) => [symbols.contract(schema.type).name, ...Object.keys(schema.set.shapes)]),
  ];
  const module = new GeneratedModule(symbol.module, [at.file], locals, symbols);
  const own = module.use({
    module: authorsModule(symbol),
    name: "default",
    local: `${symbol.name}ByHand`,
    typeOnly: false,
  });
  module.add([
    `/** Function ${commentText(name)}, ${commentText(at.file)}:${at.line}, written by hand in ${commentText(author.path)}. */\n`,
    `export const ${symbol.name}: (input: ${module.type(input.type)}) => ${module.type(output.type)} = ${own};`,
  ]);
  declareContracts(schemas, module, symbols);
  declareTypes(schemas, module);
  return module;
}

/** Where the author's module is copied to: `functions/spread-discount.author`. */
export function authorsModule(symbol: { readonly module: string; readonly name: string }): string {
  return `${symbol.module}.author`;
}
