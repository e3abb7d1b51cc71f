import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Kind } from "../../kinds/document.ts";

let instance: Ajv2020 | undefined;
const compiled = new Map<string, ValidateFunction>();

/** All errors of a document's data against its kind's schema. Compiled when a kind first occurs. */
export function errorsOf(kind: Kind, data: unknown): readonly ErrorObject[] {
  instance ??= new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    keywords: ["x-waybill", "x-error", "x-later"],
  });
  const validate = compiled.get(kind.name) ?? instance.compile(kind.schema);
  compiled.set(kind.name, validate);
  return validate(data) ? [] : (validate.errors ?? []);
}
