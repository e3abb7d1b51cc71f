import assert from "node:assert/strict";
import { test } from "node:test";
import { printTypes } from "../../../compiler/schema/print-types.ts";
import { planSchema, readData } from "./reading.ts";

const print = (schema: unknown) => printTypes([planSchema(readData(schema).output)]);

test("types read as a person would write them", () => {
  const { text, library } = print({
    type: "object",
    description: "What was ordered.",
    required: ["id", "total"],
    properties: {
      id: { type: "integer" },
      total: { $ref: "waybill:money", properties: { currency: { const: "EUR" } } },
      state: { enum: ["open", "sent", null], description: "Where it is." },
      "net weight": { $ref: "waybill:decimal", "x-unit": "kg" },
      lines: { type: "array", items: { $ref: "#/$defs/Line" } },
    },
    $defs: {
      Line: {
        type: "object",
        additionalProperties: { type: "integer" },
        properties: { sku: { type: "string" } },
      },
    },
  });
  assert.equal(
    text,
    `/** What was ordered. */
export interface Order {
  readonly id: Integer;
  readonly total: Money<"EUR">;
  /** Where it is. */
  readonly state?: "open" | "sent" | null | undefined;
  /** Unit: kg. */
  readonly "net weight"?: Decimal | undefined;
  readonly lines?: readonly OrderLine[] | undefined;
}

export interface OrderLine {
  readonly sku?: string | undefined;
  readonly [name: string]: Integer | string | undefined;
}`,
  );
  assert.deepEqual(library, ["Decimal", "Integer", "Money"]);
});

test("a description cannot end its comment", () => {
  assert.ok(!print({ type: "string", description: "*/ evil(); /*" }).text.includes("*/ evil"));
});
