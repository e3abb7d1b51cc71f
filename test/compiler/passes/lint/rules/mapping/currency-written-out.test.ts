import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../../../../analysis/flow.ts";

/** Some fields of a source, and money made of its amount `total`. */
function trial(source: string, expression: string) {
  return told({
    source: `total: { $ref: "waybill:decimal" }\n${source}`,
    target: 'b: { $ref: "waybill:money" }',
    fields: `b: '${expression}'`,
  });
}

test("a currency that is written out beside a field that says it is noticed, also from inside a list", () => {
  assert.deepEqual(trial("currency: { type: string }", '=money(sale.total, "EUR")'), ['WB2232 "EUR"']);
  assert.deepEqual(trial("currency_code: { enum: [EUR, SEK] }", '=money(sale.total, "EUR")'), [
    'WB2232 "EUR"',
  ]);
  assert.deepEqual(
    trial(
      'currency: { type: string }\nlines: { type: array, minItems: 1, items: { type: object, required: [net], properties: { net: { $ref: "waybill:decimal" } } } }',
      '=money(sale.lines.find(line => true)?.net ?? "0", "EUR")',
    ),
    ['WB2232 "EUR"'],
  );
});

test("it is right where no field says one, where the field always says it, and where the amount was converted", () => {
  assert.deepEqual(trial("shop: { type: string }", '=money(sale.total, "EUR")'), []);
  assert.deepEqual(trial("currency: { const: EUR }", '=money(sale.total, "EUR")'), []);
  assert.deepEqual(trial("presentmentCurrency: { type: string }", '=money(sale.total, "EUR")'), []);
  assert.deepEqual(trial("currency: { type: string }", "=money(sale.total, sale.currency)"), []);
  assert.deepEqual(trial("currency: { type: string }", '=money(multiply(sale.total, "1.08"), "EUR")'), []);
  assert.deepEqual(trial("currency: { type: string }", '=money("4.95", "EUR")'), []);
});
