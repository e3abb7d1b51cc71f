import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Json } from "../contract/json.ts";

/** Compiles a JSON Schema 2020-12 that the compiler has checked. Its validators name all errors. */
export function compileSchema(schema: Json): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { decimal: true } });
  // The package is CommonJS with a default of its own, which Node gives whole.
  (formats as unknown as (instance: typeof ajv) => void)(ajv);
  return ajv.compile(schema as object);
}
