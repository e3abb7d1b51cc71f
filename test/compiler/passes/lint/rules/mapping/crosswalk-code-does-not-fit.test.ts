import assert from "node:assert/strict";
import { test } from "node:test";
import { pointed } from "../../../../analysis/flow.ts";
import { contractOf } from "../../../../kinds/contract-of.ts";

const spec = (
  target: string,
  to: string,
) => `${contractOf("sale", "country: { type: string }")}${contractOf("order", `country: ${target}`)}
kind: Mapping
metadata: { name: sale-to-order, domain: orders }
spec:
  from: { sale: sale@1 }
  to: order@1
  fields:
    country: { lookup: country, from: { iso: =sale.country }, to: ${to} }
---
kind: Crosswalk
metadata: { name: country, domain: orders }
spec:
  owner: sap
  systems: { iso: string, sap: string, wms: string }
  rows:
    - { iso: "NO", sap: NOR, wms: "47" }
    - { iso: SE, sap: SWEDEN, wms: "46" }
`;

test("codes of a crosswalk are held against the field that a lookup fills", () => {
  assert.deepEqual(pointed(spec("{ type: string, maxLength: 3 }", "sap")), ["WB2231 sap"]);
  assert.deepEqual(pointed(spec("{ type: string, minLength: 3 }", "wms")), ["WB2231 wms"]);
  assert.deepEqual(pointed(spec("{ type: string, pattern: '^[A-Z]+$' }", "wms")), ["WB2231 wms"]);
});

test("codes that fit are not told, nor those of another column", () => {
  assert.deepEqual(pointed(spec("{ type: string, pattern: '^[0-9]{2}$' }", "wms")), []);
  assert.deepEqual(pointed(spec("{ type: string }", "sap")), []);
});
