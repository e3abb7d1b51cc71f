import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnosed, messages } from "./sale.ts";

test("a misspelt field is told with the near miss, and not also as left out", () => {
  assert.deepEqual(diagnosed("orderID: x"), ["WB2201 orderID"]);
  assert.match(messages("orderID: x"), /Did you mean `orderId`\?/);
});

test("all required fields that are left out are one diagnostic, also deep inside", () => {
  assert.deepEqual(diagnosed("note: x"), ["WB2202"]);
  assert.deepEqual(diagnosed("orderId: x\naddress: { fields: { zip: x } }"), ["WB2202 address"]);
});

test("values of an enum without a case are told by name", () => {
  const fields = "orderId: x\nchannel:\n  match: =sale.status\n  cases: { open: web, payed: store }";
  assert.deepEqual(diagnosed(fields).toSorted(), ["WB2203 channel", "WB2204 channel"]);
  assert.match(messages(fields), /`paid` and `void` of `sale.status` have no case/);
});

test("a match over true and false knows both", () => {
  assert.deepEqual(diagnosed("orderId: x\nchannel: { match: =sale.paid, cases: { true: web } }"), [
    "WB2203 channel",
  ]);
});

test("a missing source into a required field asks for `missing`, which `otherwise` is too", () => {
  assert.deepEqual(diagnosed("orderId: { match: =sale.reason, cases: { a: x, b: y } }"), ["WB2206 orderId"]);
  assert.deepEqual(diagnosed("orderId: { match: =sale.reason, cases: { a: x, b: y }, missing: z }"), []);
  assert.deepEqual(diagnosed("orderId: { match: =sale.reason, cases: { a: x }, otherwise: z }"), []);
  assert.deepEqual(diagnosed("orderId: x\nnote: { match: =sale.reason, cases: { a: x, b: y } }"), []);
});

test("what is wrong in a case is told at its field's path", () => {
  assert.deepEqual(
    diagnosed("orderId: x\nchannel: { match: =sale.status, cases: { open: wep }, otherwise: web }"),
    ["WB2208 channel"],
  );
});

test("a misspelt word of a form is one diagnostic", () => {
  assert.deepEqual(
    diagnosed("orderId: x\nlines: { each: =sale.lines, as: line, feilds: { sku: =line.sku } }"),
    ["WB2212 lines"],
  );
  assert.deepEqual(diagnosed("orderId: x\nchannel: { mach: =sale.status, cases: { open: web } }"), [
    "WB2212 channel",
  ]);
});

test("list, object and single value are told apart", () => {
  assert.deepEqual(diagnosed("orderId: x\nlines: { fields: { sku: x } }"), ["WB2211 lines"]);
  assert.deepEqual(diagnosed("orderId: x\nnote: [a]"), ["WB2211 note"]);
  assert.deepEqual(diagnosed("orderId: x\nnote: { each: =sale.lines, as: line, value: =line.sku }"), [
    "WB2211 note",
  ]);
  assert.deepEqual(diagnosed("orderId: x\ntags: { each: =sale.id, as: tag, value: =tag }"), ["WB2211 tags"]);
});

test("a forgotten equals sign is told, also where the text would fit", () => {
  assert.deepEqual(diagnosed("orderId: x\nnote: sale.note"), ["WB2217 note"]);
  assert.deepEqual(diagnosed("orderId: x\nnote: shop.example"), []);
  for (const text of [
    "'{{ sale.note }}'",
    "${sale.note}",
    "$.sale.note",
    "'for {{sale.note}} and ${sale.id}'",
  ])
    assert.deepEqual(diagnosed(`orderId: x\nnote: ${text}`), ["WB2217 note"], text);
  for (const text of ["'{{ other.note }}'", "$.note", "costs ${amount}"])
    assert.deepEqual(diagnosed(`orderId: x\nnote: ${text}`), [], text);
});

test("text that may be too long is told only where the source says how long it may be", () => {
  assert.deepEqual(diagnosed("orderId: =sale.id"), ["WB2210 orderId"]);
  assert.deepEqual(diagnosed("orderId: =truncate(sale.id, 35)"), []);
  assert.deepEqual(diagnosed("orderId: '=sale.note ?? \"\"'"), []);
});

test("a lookup knows the crosswalk's systems, cannot wait, and gives text", () => {
  const lookup = (rest: string) => diagnosed(`orderId: x\nwarehouse: { lookup: location, ${rest} }`);
  assert.deepEqual(lookup("from: { till: =sale.place }, to: wms, whenMissing: omit"), []);
  assert.deepEqual(lookup("from: { tils: =sale.place }, to: wms"), ["WB2213 warehouse"]);
  assert.deepEqual(lookup("from: { till: =sale.place }, to: wms, whenMissing: wait"), ["WB2214 warehouse"]);
  assert.deepEqual(
    diagnosed("orderId: { lookup: location, from: { till: =sale.place }, to: wms, whenMissing: omit }"),
    ["WB2206 orderId"],
  );
});
