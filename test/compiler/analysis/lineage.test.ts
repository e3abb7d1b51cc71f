import assert from "node:assert/strict";
import { test } from "node:test";
import { flowsOf } from "../../../compiler/analysis/flow/index.ts";
import { edgesOf } from "../../../compiler/analysis/lineage/edges.ts";
import { fieldName, findFields } from "../../../compiler/analysis/lineage/names.ts";
import { everyHop, traceField } from "../../../compiler/analysis/lineage/trace.ts";
import type { Model } from "../../../compiler/model/model.ts";
import { compile } from "../kinds/compile.ts";
import { contractOf, indented } from "../kinds/contract-of.ts";

const source = `id: { type: integer }
email: { type: string }
status: { enum: [open, paid] }
place: { type: integer }
price: { type: string, format: decimal }
currency: { type: string }
lines:
  type: array
  items:
    type: object
    required: [sku, quantity, group]
    properties: { sku: { type: string }, quantity: { type: integer }, group: { type: string } }`;

const target = `orderId?: { type: string }
email?: { type: string }
status?: { enum: [open, paid] }
warehouse?: { type: string }
total?: { $ref: "waybill:money" }
count?: { type: integer }
lines?: { type: array, items: { type: object, properties: { sku: { type: string }, of: { type: string } } } }
spread?: { type: object, properties: { a: { type: string } } }`;

/** An estate of two contracts, a Function, and a mapping with these fields. */
function model(fields: string): Model {
  const { model: linked, diagnostics } = compile({
    "spec.yaml": `${contractOf("sale", source)}${contractOf("order", target)}
kind: Crosswalk
metadata: { name: location, domain: orders }
spec: { owner: till, systems: { till: integer, wms: string }, rows: [{ till: 12, wms: AMS1 }] }
---
kind: System
metadata: { name: till, domain: orders }
spec: { type: pos, endpoints: { local: simulated } }
---
kind: System
metadata: { name: wms, domain: orders }
spec: { type: wms, endpoints: { local: simulated } }
---
kind: Function
metadata: { name: spread-out, domain: orders }
spec: { input: { $ref: input.json }, output: { $ref: output.json }, module: ./spread.ts }
---
kind: Mapping
metadata: { name: sale-to-order, domain: orders }
spec:
  from: { sale: sale@1 }
  to: order@1
  fields:
${indented(fields, 4)}
`,
    "input.json":
      '{ "type": "object", "required": ["text"], "properties": { "text": { "type": "string" } } }',
    "output.json": '{ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } }',
    "spread.ts":
      "export default function spread(input: { readonly text: string }): { readonly a: string } { return { a: input.text }; }\n",
  });
  assert.deepEqual(
    diagnostics.map(({ code, message }) => `${code} ${message}`),
    [],
  );
  return linked;
}

/** Every edge of the mapping: `how: sources -> target`. */
function edges(fields: string): readonly string[] {
  const linked = model(fields);
  return flowsOf(linked)
    .filter(({ unit }) => unit === "mapping sale-to-order")
    .flatMap(edgesOf)
    .map(({ how, from, to }) => {
      const sources = from.map((field) => fieldName(field, linked).replace("sale@1.", ""));
      return `${how}: ${sources.join(", ")} -> ${fieldName(to, linked).replace("order@1.", "")}`;
    });
}

test("library calls and templates make, trimming copies, conditions only choose", () => {
  assert.deepEqual(edges("orderId: =text(sale.id)"), ["copied: id -> orderId"]);
  assert.deepEqual(edges("orderId: =`${sale.id}-${sale.place}`"), ["made: id, place -> orderId"]);
  assert.deepEqual(edges("email: =blankToMissing(sale.email)"), ["copied: email -> email"]);
  assert.deepEqual(edges("email: \"=sale.status == 'open' ? sale.email : undefined\""), [
    "copied: email -> email",
    "chosen: status -> email",
  ]);
  assert.deepEqual(edges("count: =count(sale.lines)"), ["chosen: lines -> count"]);
});

test("money keeps its parts apart", () => {
  assert.deepEqual(edges("total: =money(sale.price, sale.currency)"), [
    "copied: price -> total.amount",
    "copied: currency -> total.currency",
  ]);
});

test("match chooses, lookup looks up, a constant comes from nothing", () => {
  assert.deepEqual(edges("status: { match: =sale.status, cases: { open: open, paid: paid } }"), [
    "chosen: status -> status",
    "constant:  -> status",
    "constant:  -> status",
  ]);
  assert.deepEqual(edges("warehouse: { lookup: location, from: { till: =sale.place }, to: wms }"), [
    "looked up: place -> warehouse",
  ]);
});

test("lists are followed item by item, through each, groups and arrow functions", () => {
  const item = "fields: { sku: =line.sku }";
  assert.deepEqual(edges(`lines: { each: =sale.lines, as: line, ${item} }`), [
    "chosen: lines -> lines",
    "copied: lines.sku -> lines.sku",
  ]);
  assert.deepEqual(
    edges(
      "lines: { each: =sale.lines, as: line, groupBy: =line.group, fields: { of: =line.key, sku: '=line.items[0]?.sku' } }",
    ),
    ["chosen: lines -> lines", "copied: lines.group -> lines.of", "copied: lines.sku -> lines.sku"],
  );
  assert.deepEqual(
    edges(
      "lines: '=sale.lines.filter(line => line.quantity > 0).map(line => ({ sku: upper(line.sku), of: line.group }))'",
    ),
    [
      "copied: lines.sku -> lines.sku",
      "chosen: lines.quantity -> lines.sku",
      "copied: lines.group -> lines.of",
      "chosen: lines.quantity -> lines.of",
    ],
  );
  assert.deepEqual(edges("orderId: \"=sale.lines.map(line => line.sku).join('-')\""), [
    "made: lines.sku -> orderId",
  ]);
  assert.deepEqual(edges("orderId: '=findBy(sale.lines, line => line.group, sale.email)?.sku'"), [
    "copied: lines.sku -> orderId",
    "chosen: lines.group, email -> orderId",
  ]);
});

test("a Function is opaque: what it gives may hold anything that it is given", () => {
  const linked = model("spread: '=spreadOut({ text: sale.email })'");
  const [field] = ((found) => ("fields" in found ? found.fields : []))(findFields("order.spread.a", linked));
  assert.ok(field);
  const hops = everyHop(traceField(field, "backward", linked)).map((hop) => fieldName(hop.field, linked));
  assert.deepEqual(hops, ["order@1.spread.a", "spread-out.output.a", "spread-out.input", "sale@1.email"]);
});

test("a field is found by its contract with or without version, and what is misspelt is answered with the nearest", () => {
  const linked = model("orderId: =text(sale.id)");
  assert.deepEqual(findFields("order.total.amount", linked), findFields("order@1.total.amount", linked));
  assert.deepEqual(findFields("ordr.total", linked), {
    problem: "nothing is called ordr",
    near: "order.total",
  });
  assert.deepEqual(findFields("order@1.lines.skuu", linked), {
    problem: "there is no field order@1.lines.skuu",
    near: "order@1.lines.sku",
  });
  assert.match(JSON.stringify(findFields("order.zzz", linked)), /order has orderId, email/);
});
