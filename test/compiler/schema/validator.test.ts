import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { validatorCompiler } from "../../../compiler/schema/validator/index.ts";
import type { Validator } from "../../../runtime/contract/validator.ts";
import { planSchema, readData } from "./reading.ts";

const folder = mkdtempSync(join(tmpdir(), "waybill-validator-"));
after(() => rmSync(folder, { recursive: true }));
let number = 0;

/** The generated text, run as the module that it is. */
async function validator(
  schema: unknown,
): Promise<{ readonly js: string; readonly validate: Validator<unknown> }> {
  const { js } = validatorCompiler()([planSchema(readData(schema).output)]);
  const path = join(folder, `${number++}.mjs`);
  writeFileSync(path, js);
  const module = (await import(pathToFileURL(path).href)) as { validateOrder: Validator<unknown> }; // just written
  return { js, validate: module.validateOrder };
}

test("a validator needs the runtime's entry only, and says where a value is wrong", async () => {
  const { js, validate } = await validator({
    type: "object",
    properties: {
      lines: {
        type: "array",
        uniqueItems: true,
        items: {
          type: "object",
          properties: {
            sku: { type: "string", maxLength: 2 },
            at: { $ref: "waybill:instant" },
            price: { type: "number", multipleOf: 0.01 },
          },
        },
      },
    },
  });
  assert.deepEqual(js.match(/(?:from|require\() ?"[^"]*"/g), ['from "waybill/runtime"']);
  assert.equal(validate({ lines: [{ sku: "😀😀", at: "2024-02-29T10:00:00+01:00", price: 19.99 }] }), true);
  assert.equal(validate({ lines: [{ sku: "ok" }, { sku: "long" }] }), false);
  assert.equal(validate.errors?.[0]?.instancePath, "/lines/1/sku");
  assert.equal(validate({ lines: [{ at: "2023-02-29T10:00:00Z" }] }), false);
  assert.equal(
    validate({
      lines: [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
    }),
    false,
  );
});

test("the text depends on the module's own schemas only", () => {
  const schema = planSchema(readData({ type: "object", properties: { a: { enum: ["x"] } } }).output);
  const other = planSchema(readData({ type: "string", pattern: "^a$" }).output, "contracts/other-1");
  const compile = validatorCompiler();
  compile([other]);
  assert.equal(compile([schema]).js, validatorCompiler()([schema]).js);
});

test("names that every object inherits are properties like any other", async () => {
  const { validate } = await validator({
    type: "object",
    required: ["toString"],
    properties: { constructor: { type: "string" }, toString: { type: "string" } },
  });
  assert.equal(validate({ toString: "x" }), true);
  assert.equal(validate({}), false);
  assert.equal(validate({ toString: "x", constructor: 1 }), false);
});

test("its declaration names the type it makes sure of", () => {
  const { types } = validatorCompiler()([planSchema(readData({ type: "object" }).output)]);
  assert.match(
    types,
    /import type \{ Order \} from "\.\/order-2\.ts";\n\nexport declare const validateOrder: Validator<Order>;\n$/,
  );
});
