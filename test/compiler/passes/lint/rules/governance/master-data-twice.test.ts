import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const table = (name: string, owner: string, rows: string) => `
kind: Crosswalk
metadata: { name: ${name}, domain: orders }
spec:
  owner: ${owner}
  systems: { shopify: string, wms: string }
  rows: [${rows}]
---`;
const twice = (owner: string, first: string, second: string) =>
  `${table("location", "wms", first)}${table("store", owner, second)}`;
const rows = "{ shopify: 'L100', wms: AMS-1 }, { shopify: 'L200', wms: MST-1 }";

test("two tables of the same codes with two owners are told at the second one's owner", () => {
  assert.deepEqual(told(twice("shopify", rows, rows)), ["warning WB3308 shopify"]);
  assert.deepEqual(told(twice("shopify", rows, `${rows}, { shopify: 'L300', wms: UTC-1 }`)), [
    "warning WB3308 shopify",
  ]);
});

test("the same owner may keep two tables, and other codes are other master data", () => {
  assert.deepEqual(told(twice("wms", rows, rows)), []);
  assert.deepEqual(told(twice("shopify", rows, "{ shopify: 'L100', wms: SHELF-1 }")), []);
});

test("codes that are the same word in both systems, or too short to mean one thing, may be in any number of tables", () => {
  assert.deepEqual(told(twice("shopify", "{ shopify: NLD, wms: NLD }", "{ shopify: NLD, wms: NLD }")), []);
  assert.deepEqual(told(twice("shopify", "{ shopify: '1', wms: '01' }", "{ shopify: '1', wms: '01' }")), []);
});
