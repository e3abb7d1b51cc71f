import type { ValidateFunction } from "ajv";
import type { Json } from "../contract/json.ts";
import type { SimulatedOperation } from "../contract/system.ts";
import { type Violation, violations } from "../validation/errors.ts";
import { validateWritten } from "../validation/written-types.ts";

export type Check = (operation: SimulatedOperation, body: Json) => Promise<readonly Violation[]>;

/** Holds bodies against their schemas, compiled at first use. ajv is loaded with the first call: services have their own validators. */
export function createCheck(): Check {
  const compiled = new Map<string, ReturnType<typeof compile>>();
  return async (operation, body) => {
    if (operation.input === undefined) return [];
    const name = `${operation.system}.${operation.name}`;
    const validate = compiled.get(name) ?? compile(operation.input);
    compiled.set(name, validate);
    const ready = await validate;
    const valid = isText(operation) ? validateWritten(body, ready) : ready(body);
    return valid ? [] : violations(ready.errors);
  };
}

/** Whether all values of its bodies are text, which the check turns into what the schema wants. */
export function isText({ as }: SimulatedOperation): boolean {
  return as === "xml" || as === "form";
}

async function compile(schema: Json): Promise<ValidateFunction> {
  const { compileSchema } = await import("./ajv.ts");
  return compileSchema(schema);
}
