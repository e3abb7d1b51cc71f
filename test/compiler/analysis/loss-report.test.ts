import assert from "node:assert/strict";
import { test } from "node:test";
import { lossesOfMapping } from "../../../compiler/analysis/lineage/losses.ts";
import { compile } from "../kinds/compile.ts";

test("a loss report says field by field what is left behind, cut, rounded, merged, dated and not filled", () => {
  const { model, diagnostics } = compile(`
kind: Contract
metadata: { name: sale, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema:
    type: object
    required: [id, note, price, status, at, tags]
    properties:
      id: { type: string }
      note: { type: string, maxLength: 400 }
      price: { $ref: "waybill:decimal" }
      status: { enum: [paid, partly, open] }
      at: { $ref: "waybill:instant" }
      tags: { type: array, items: { type: object, properties: { name: { type: string }, kind: { type: string } } } }
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema:
    type: object
    properties:
      id: { type: string }
      note: { type: string, maxLength: 40 }
      price: { $ref: "waybill:decimal", multipleOf: 0.01 }
      status: { enum: [captured, open] }
      day: { type: string, format: date }
      tags: { type: array, items: { type: string } }
      shop: { type: string }
---
kind: Mapping
metadata: { name: sale-to-order, domain: orders }
spec:
  from: { sale: sale@1 }
  to: order@1
  fields:
    id: =sale.id
    note: =truncate(sale.note, 40)
    price: =round(sale.price, 2, "halfUp")
    status: { match: =sale.status, cases: { paid: captured, partly: captured, open: open } }
    day: =dateIn(sale.at, "Europe/Amsterdam")
    tags: "=compact(sale.tags.map(tag => tag.name))"
`);
  assert.deepEqual(
    diagnostics.map(({ message }) => message),
    [],
  );
  const report = lossesOfMapping("sale-to-order", model);
  assert.deepEqual(
    report?.losses.map(({ kind, field, says }) => `${kind}: ${field}: ${says}`),
    [
      "left behind: sale@1.tags.kind: nothing reads it",
      "cut: sale@1.note: at most 40 characters of up to 400",
      "rounded: sale@1.price: 2 decimal places of any number",
      "date only: sale@1.at: the time of day is dropped",
      "merged: sale@1.status: paid, partly all become captured",
      "not filled: order@1.shop: nothing gives it",
    ],
  );
  assert.deepEqual([report?.fields, report?.kept], [7, 2]);
});
