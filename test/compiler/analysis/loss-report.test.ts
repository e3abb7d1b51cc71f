import assert from "node:assert/strict";
import { test } from "node:test";
import { lossesOfMapping, mappingsOfRoute } from "../../../compiler/analysis/lineage/losses.ts";
import { lossesOnTheWay } from "../../../compiler/analysis/lineage/losses-on-the-way.ts";
import { lossesText } from "../../../compiler/analysis/lineage/losses-text.ts";
import { homecomings } from "../../../compiler/analysis/lineage/round-trip.ts";
import { compileSources } from "../../../compiler/passes/index.ts";
import { load } from "../../../compiler/passes/load/index.ts";
import { compile } from "../kinds/compile.ts";
import { contractOf } from "../kinds/contract-of.ts";

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

test("what the ERP never gets of a web order is called by the web order's own field", () => {
  const estate = load("test/compiler/corpus/solvang").output;
  const { model } = compileSources(estate, { until: "lint", today: "2026-11-26" });
  const [, erp] = lossesOnTheWay(mappingsOfRoute("take-order", model), model);
  assert.equal(erp?.mapping, "order-to-d365");
  assert.deepEqual(
    erp.losses.map(({ kind, field, madeFrom }) => `${kind}: ${field} from ${madeFrom?.join(" and ")}`),
    [
      "left behind: customer-order@2.status from shopware.orderPlaced.state",
      "left behind: customer-order@2.payment from shopware.orderPlaced.paymentState",
      "left behind: customer-order@2.comment from shopware.orderPlaced.customerComment",
      "left behind: customer-order@2.customer.email from shopware.orderPlaced.customer.email",
      "left behind: customer-order@2.customer.phone from shopware.orderPlaced.customer.phone",
      "left behind: customer-order@2.address.city from shopware.orderPlaced.shippingAddress.city",
      "left behind: customer-order@2.lines.weight from shopware.orderPlaced.lineItems.weight",
      "left behind: customer-order@2.lines.prescription from shopware.orderPlaced.lineItems.prescription",
      "date only: customer-order@2.placedAt from shopware.orderPlaced.orderDateTime",
      "cut: customer-order@2.customer.name from shopware.orderPlaced.customer.firstName and shopware.orderPlaced.customer.lastName",
    ],
  );
});

test("the report of an inverse ends with what does not come back", () => {
  const one = (name: string, field: string) =>
    contractOf(name, `${field}: { type: string, maxLength: 20 }\nnote?: { type: string, maxLength: 20 }`);
  const { model } = compile(`${one("order", "id")}${one("sale", "number")}
kind: Mapping
metadata: { name: order-to-sale, domain: orders }
spec: { from: { order: order@1 }, to: sale@1, fields: { number: =order.id, note: =order.note } }
---
kind: Mapping
metadata: { name: sale-to-order, domain: orders }
spec: { from: { sale: sale@1 }, to: order@1, inverseOf: order-to-sale, fields: { id: =sale.number } }
`);
  const mapping = model.mappings.get("sale-to-order");
  const fields = mapping && homecomings(mapping, model);
  assert.ok(fields);
  const reports = lossesOnTheWay(["sale-to-order"], model);
  const text = lossesText(
    reports.map((report) => ({ ...report, roundTrip: { inverseOf: "order-to-sale", fields } })),
    new Map(),
  );
  assert.match(
    text,
    /  home from order-to-sale\n    note   goes out as sale@1\.note, and does not come back\n/,
  );
});
