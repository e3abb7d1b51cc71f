import assert from "node:assert/strict";
import { test } from "node:test";
import { contractOf } from "../kinds/contract-of.ts";
import { pointed, told } from "./flow.ts";

const source = `
total: { $ref: "waybill:decimal" }
fee: { $ref: "waybill:decimal" }
currency: { type: string }
presentmentCurrency: { type: string }
net: { $ref: "waybill:money" }
gross: { $ref: "waybill:money" }
euros: { $ref: "waybill:money", properties: { currency: { const: EUR } } }
quantity: { type: integer }
price: { type: object, required: [shop_money, presentment_money], properties: { shop_money: { $ref: "waybill:money" }, presentment_money: { $ref: "waybill:money" } } }
lines: { type: array, items: { type: object, required: [amount, currency], properties: { amount: { $ref: "waybill:decimal" }, currency: { type: string } } } }
`.trim();

const target = `
m?: { $ref: "waybill:money" }
t?: { type: boolean }
d?: { $ref: "waybill:decimal" }
`.trim();

const said = (fields: string) => told({ source, target, fields: fields.trim() });

/** The same currency field, or two that may be two currencies. */
const own = "money(sale.total, sale.currency)";
const shown = "money(sale.fee, sale.presentmentCurrency)";

test("money in the currencies of two fields is neither added, subtracted nor compared", () => {
  for (const call of ["add", "subtract", "minimum", "maximum"])
    assert.deepEqual(said(`m: "=${call}(${own}, ${shown})"`), [`WB2228 ${call}(${own}, ${shown})`]);
  for (const call of ["equal", "atLeast"])
    assert.deepEqual(said(`t: "=${call}(${own}, ${shown})"`), [`WB2228 ${call}(${own}, ${shown})`]);
  assert.deepEqual(said(`t: "=compare(${own}, ${shown}) > 0"`), [`WB2228 compare(${own}, ${shown})`]);
});

test("money in one field's currency is", () => {
  assert.deepEqual(said(`m: "=add(${own}, money(sale.fee, sale.currency))"`), []);
  assert.deepEqual(said(`m: "=add(${own}, money(sale.fee, upper(trim(sale.currency))))"`), []);
  assert.deepEqual(said("m: =subtract(sale.gross, sale.net)"), []);
  assert.deepEqual(
    said(
      "m: '=sum(sale.lines.map(line => money(line.amount, line.currency))) ?? money(\"0\", sale.currency)'",
    ),
    [],
  );
});

test("an amount taken out of money keeps its currency through all that is computed from it", () => {
  const [one, other] = [`${own}.amount`, `${shown}.amount`];
  assert.deepEqual(said(`d: "=add(${one}, ${other})"`), [`WB2228 add(${one}, ${other})`]);
  assert.deepEqual(said(`d: "=add(round(${one}, 2, 'halfUp'), negate(${other}))"`), [
    `WB2228 add(round(${one}, 2, 'halfUp'), negate(${other}))`,
  ]);
  assert.deepEqual(said(`d: "=subtract(multiply(${one}, sale.quantity), ${other})"`), [
    `WB2228 subtract(multiply(${one}, sale.quantity), ${other})`,
  ]);
  assert.deepEqual(said(`d: '=add(multiply(${one}, "1.0832"), ${other})'`), [], "converted");
  assert.deepEqual(said(`d: '=add(${one}, "4.95")'`), [], "of a bare amount nothing says its currency");
});

test("an amount is not given another currency's name", () => {
  assert.deepEqual(said(`m: "=money(sale.net.amount, sale.presentmentCurrency)"`), [
    "WB2228 money(sale.net.amount, sale.presentmentCurrency)",
  ]);
  assert.deepEqual(said("m: =money(sale.net.amount, sale.net.currency)"), []);
  assert.deepEqual(said('m: \'=money(multiply(sale.net.amount, "1.08"), "EUR")\''), []);
});

test("a currency that is written out is not that of a field, unless the field's is always it", () => {
  assert.deepEqual(said(`t: '=atLeast(sale.net, money("50", "EUR"))'`), [
    'WB2228 atLeast(sale.net, money("50", "EUR"))',
  ]);
  assert.deepEqual(said(`t: '=atLeast(sale.euros, money("50", "EUR"))'`), []);
  assert.deepEqual(said(`t: '=atLeast(sale.net.amount, "50")'`), []);
});

test("a comparison of the currencies around it says that they agree", () => {
  const sum = `add(${own}, ${shown})`;
  for (const guarded of [
    `sale.currency == sale.presentmentCurrency ? ${sum} : fail('two')`,
    `sale.presentmentCurrency != sale.currency ? fail('two') : ${sum}`,
    `!(sale.currency == sale.presentmentCurrency) ? fail('two') : ${sum}`,
    `sale.quantity > 0 && sale.currency == 'EUR' && sale.presentmentCurrency == 'EUR' ? ${sum} : fail('two')`,
  ])
    assert.deepEqual(said(`m: "=${guarded}"`), [], guarded);
  assert.deepEqual(said(`m: "=sale.currency == 'EUR' ? ${sum} : fail('two')"`), [`WB2228 ${sum}`]);
  assert.deepEqual(
    said(`m: "=sale.currency == sale.presentmentCurrency || sale.quantity > 0 ? ${sum} : fail('two')"`),
    [`WB2228 ${sum}`],
  );
  assert.deepEqual(said(`m: "=sale.currency != sale.presentmentCurrency ? ${sum} : fail('one')"`), [
    `WB2228 ${sum}`,
  ]);
});

test("of money that a document names as another currency's, its name tells it", () => {
  assert.deepEqual(said("m: =add(sale.price.shop_money, sale.price.presentment_money)"), [
    "WB2228 add(sale.price.shop_money, sale.price.presentment_money)",
  ]);
});

/** An order and a payment of it, each with a currency of its own. */
const two = (expression: string, more = "") =>
  pointed(`${contractOf("order", 'total: { $ref: "waybill:money" }')}${contractOf(
    "payment",
    'paid: { $ref: "waybill:money" }\nparts: { type: array, items: { $ref: "waybill:money" } }',
  )}${contractOf(
    "rest",
    'open?: { $ref: "waybill:decimal" }\nparts?: { type: array, items: { $ref: "waybill:decimal" } }',
  )}
kind: Mapping
metadata: { name: open, domain: orders }
spec:
  from: { order: order@1, payment: payment@1 }
  to: rest@1
  fields:
    ${expression}
${more}`);

test("of two documents each has its own currency", () => {
  const call = "subtract(order.total.amount, payment.paid.amount)";
  assert.deepEqual(two(`open: =${call}`), [`WB2228 ${call}`]);
  assert.deepEqual(
    two(`open: "=order.total.currency == payment.paid.currency ? ${call} : fail('two currencies')"`),
    [],
  );
});

test("what `where` of a list compares is known below it", () => {
  const each = (where: string) =>
    two(
      `parts: { each: =payment.parts, as: part, ${where}value: "=subtract(order.total.amount, part.amount)" }`,
    );
  assert.deepEqual(each(""), ["WB2228 subtract(order.total.amount, part.amount)"]);
  assert.deepEqual(each("where: =part.currency == order.total.currency, "), []);
});

test("what a step's `when` compares is known in it, and after steps that end where it does not hold", () => {
  const route = (steps: string) =>
    two(
      "open: =order.total.amount",
      `---
kind: Mapping
metadata: { name: payment-to-order, domain: orders }
spec: { from: { payment: payment@1 }, to: order@1, fields: { total: =payment.paid } }
---
kind: Route
metadata: { name: take, domain: orders }
spec:
  trigger: { event: { of: payment@1 } }
  key: =message.id
  steps:
    - { name: order, map: payment-to-order, with: { payment: =message.data } }
${steps}
    - { end: open }`,
    ).filter((each) => each.startsWith("WB2228") || /^WB[012]/.test(each));
  const paid = "atLeast(message.data.paid, order.total)";
  assert.deepEqual(route(`    - { when: "=${paid}", end: paid }`), [`WB2228 ${paid}`]);
  assert.deepEqual(
    route(`    - { when: "=message.data.paid.currency == order.total.currency && ${paid}", end: paid }`),
    [],
  );
  assert.deepEqual(
    route(`    - { when: =message.data.paid.currency != order.total.currency, end: other }
    - { when: "=${paid}", end: paid }`),
    [],
  );
  assert.deepEqual(
    route(`    - choose:
        - { when: =message.data.paid.currency == order.total.currency, steps: [{ when: "=${paid}", end: paid }] }
        - { otherwise: [{ end: other }] }`),
    [],
  );
});
