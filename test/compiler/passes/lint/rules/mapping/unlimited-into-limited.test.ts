import assert from "node:assert/strict";
import { test } from "node:test";
import { pointed, told } from "../../../../analysis/flow.ts";
import { contractOf } from "../../../../kinds/contract-of.ts";

/** A source that limits its other fields, one of its fields into one of the target. */
function into(target: string, source: string, expression: string, beside = "{ type: string, maxLength: 9 }") {
  return told({
    source: `a: ${source}\nbeside: ${beside}`,
    target: `b: ${target}`,
    fields: `b: ${JSON.stringify(expression)}`,
  }).map((each) => each.replaceAll('"', ""));
}

const forty = "{ type: string, maxLength: 40 }";
const free = "{ type: string }";

test("text of any length is told through all that keeps its length", () => {
  for (const expression of [
    "=sale.a",
    "=trim(sale.a)",
    "=`#${sale.a}`",
    "=sale.a ?? 'none'",
    "=sale.beside == 'x' ? sale.beside : sale.a",
    "=join([sale.beside, sale.a], ' ')",
    "=before(sale.a, '@')",
    "=split(sale.a, ',')[0] ?? ''",
    "=padStart(sale.a, 10, '0')",
    "=replace(sale.a, '-', '')",
    "=substring(sale.a, 3)",
    "=first([sale.a, sale.beside]) ?? ''",
  ])
    assert.deepEqual(into(forty, free, expression), [`WB2230 ${expression}`], expression);
});

test("text that is cut, measured, chosen or made of few characters is not", () => {
  for (const expression of [
    "=truncate(sale.a, 40)",
    "=substring(sale.a, 0, 40)",
    "=lengthOf(sale.a) > 40 ? fail('too long') : sale.a",
    "=sale.a == 'x' ? 'yes' : 'no'",
    "=text(lengthOf(sale.a))",
    "=dateFrom(sale.a, 'dd.MM.yyyy')",
  ])
    assert.deepEqual(into(forty, free, expression), [], expression);
  assert.deepEqual(into(forty, "{ type: string, format: date-time }", "=sale.a"), []);
  assert.deepEqual(into(forty, '{ $ref: "waybill:decimal" }', "=text(sale.a)"), []);
  assert.deepEqual(into(forty, '{ $ref: "waybill:decimal" }', "=`${fixed(sale.a, 2, 'halfUp')} EUR`"), []);
  assert.deepEqual(into(forty, "{ $ref: waybill:instant }", "=toSapDate(sale.a)"), []);
});

test("a contract's limit is asked about where the source's schema states such limits of most of its fields", () => {
  assert.deepEqual(into(forty, free, "=sale.a", free), []);
  assert.deepEqual(into(forty, free, "=sale.a", "{ type: string, format: uuid }"), []);
});

test("decimal places and range that nothing limits are told by themselves", () => {
  const cents = '{ $ref: "waybill:decimal", multipleOf: 0.01 }';
  const any = '{ $ref: "waybill:decimal" }';
  assert.deepEqual(into(cents, any, "=sale.a", cents), ["WB2230 =sale.a"]);
  assert.deepEqual(into(cents, any, "=multiply(sale.a, '3')", cents), ["WB2230 =multiply(sale.a, '3')"]);
  assert.deepEqual(into(cents, any, "=round(sale.a, 2, 'halfUp')", cents), []);
  assert.deepEqual(into(cents, any, "=sale.a", any), []);
  const few = "{ type: integer, minimum: 1, maximum: 99 }";
  assert.deepEqual(into(few, "{ type: integer, minimum: 1 }", "=sale.a", few), ["WB2230 =sale.a"]);
  assert.deepEqual(into(few, "{ type: integer, maximum: 9 }", "=sale.a", few), ["WB2230 =sale.a"]);
  assert.deepEqual(into(few, "{ type: integer, minimum: 1 }", "=sale.a > 99 ? 99 : sale.a", few), []);
});

test("a system's limit is asked about whatever the source's schema states", () => {
  const spec = (body: string, expression: string) => `
kind: System
metadata: { name: erp, domain: orders }
spec:
  type: erp
  endpoints: { local: simulated }
  operations:
    post:
      request: { method: POST, path: /posts, body: { type: object, required: [b], properties: { b: ${body} } } }
      response: { 204: {} }
      idempotent: true
---${contractOf("sale", "a: { type: string }")}
kind: Mapping
metadata: { name: sale-to-post, domain: orders }
spec:
  from: { sale: sale@1 }
  to: erp.post
  fields: { b: ${expression} }
`;
  assert.deepEqual(pointed(spec(forty, "=sale.a")), ["WB2230 =sale.a"]);
  assert.deepEqual(pointed(spec(free, "=sale.a")), []);
});
