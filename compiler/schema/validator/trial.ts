import type { Data } from "../data.ts";
import { createAjv } from "./ajv.ts";

/** Why a validator cannot be made of a schema; undefined where it can. Asked only of schemas with conditions, which are passed on as they stand. */
export function whyNotCompiled(schema: Data): string | undefined {
  try {
    createAjv({ source: false, ownProperties: false }).compile(schema as object); // a boolean has no conditions
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
