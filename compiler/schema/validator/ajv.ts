import { createRequire } from "node:module";
import type * as AjvModule from "ajv";
import type { Options } from "ajv";
import type * as Ajv2020Module from "ajv/dist/2020.js";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { keepsDecimalRules } from "../../../runtime/validation/decimal-rules.ts";
import { formats } from "../../../runtime/validation/formats.ts";

const load = createRequire(import.meta.url);

/** What generated validators import from `waybill/runtime`, by the text that `ajv` writes for it. */
export const replaced: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default': "codePoints",
  'require("ajv/dist/runtime/equal").default': "deepEqual",
  'require("waybill/runtime").formats': "formats",
  'require("waybill/runtime").keepsDecimalRules': "keepsDecimalRules",
};

/**
 * An `ajv` as all validators of Waybill are made by. Loaded when the first is made: it costs 50 ms.
 *
 * @param ownProperties for schemas with properties that every object inherits (`constructor`), which else seem to be there
 */
export function createAjv(options: { readonly source: boolean; readonly ownProperties: boolean }): Ajv2020 {
  const library = load("ajv/dist/2020.js") as typeof Ajv2020Module; // the module's own declaration
  const { _, stringify } = load("ajv") as typeof AjvModule; // the module's own declaration
  const settings: Options = {
    strict: false,
    validateSchema: false, // written by `readSchema`, which has checked what it was made of
    logger: false,
    ownProperties: options.ownProperties,
    code: {
      esm: true,
      optimize: false,
      source: options.source,
      formats: _`require("waybill/runtime").formats`,
    },
    formats: { ...formats },
  };
  const ajv = new library.Ajv2020(settings);
  ajv.addKeyword({
    keyword: "x-decimal",
    schemaType: "object",
    error: {
      message: "must keep the bounds and the step of its amount",
      params: ({ schema }) => stringify(schema as object),
    }, // of `schemaType`
    code(context) {
      const test = context.gen.scopeValue("func", {
        ref: keepsDecimalRules,
        code: _`require("waybill/runtime").keepsDecimalRules`,
      });
      context.fail(_`!${test}(${context.data}, ${stringify(context.schema)})`);
    },
  });
  return ajv;
}

/** Whether a property is called like one that every object inherits. */
export function namesInherited(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(
    ([name, value]) => (name !== "x-decimal" && name in Object.prototype) || namesInherited(value),
  );
}
