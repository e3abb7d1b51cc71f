import type { PlanSchema } from "../plan/plan.ts";
import { validatorCompiler } from "../schema/validator/index.ts";

/** `contracts/order-2.validate.js` with its declarations, a pair for each module that declares schemas. */
export function validatorFiles(schemas: ReadonlyMap<string, readonly PlanSchema[]>): Map<string, string> {
  const files = new Map<string, string>();
  const compile = validatorCompiler();
  for (const [module, declared] of schemas) {
    const { js, types } = compile(declared);
    files.set(`${module}.validate.js`, js);
    files.set(`${module}.validate.d.ts`, types);
  }
  return files;
}
