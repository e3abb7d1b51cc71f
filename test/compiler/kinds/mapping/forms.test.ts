import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf } from "./sale.ts";

const valueOf = (fields: string, name: string) => {
  const field = fieldsOf(fields)[name]?.field;
  return field?.form === "value" ? field.value : undefined;
};

test("constants are read from their source text", () => {
  const total = fieldsOf("total: { amount: 19.90, currency: EUR }")["total"]?.field;
  assert.equal(total?.form, "fields");
  assert.match(JSON.stringify(total), /"json":"19\.90"/);
});

test("null leaves an optional field out and stays where null is allowed", () => {
  assert.equal(fieldsOf("note:")["note"], undefined);
  const level = valueOf("level: null", "level");
  assert.equal(level?.kind === "constant" && level.json, null);
});

test("of several types a plain number is taken as one, a quoted one as text", () => {
  const plain = valueOf("either: 5", "either");
  const quoted = valueOf("either: '5'", "either");
  assert.equal(plain?.kind === "constant" && plain.json, 5);
  assert.equal(quoted?.kind === "constant" && quoted.json, "5");
});

test("of several objects the one that fits is taken", () => {
  assert.equal(valueOf("payer: { type: bank, iban: =sale.id }", "payer")?.kind, "object");
});

test("a field whose value may be missing is optional", () => {
  assert.equal(fieldsOf("note: =sale.note")["note"]?.optional, true);
  assert.equal(fieldsOf("note: =sale.id")["note"]?.optional, false);
});

test("the cases of a match are values of the source's type", () => {
  const field = fieldsOf("channel: { match: =sale.paid, cases: { true: web, false: store } }")["channel"]
    ?.field;
  assert.deepEqual(field?.form === "match" && field.cases.map(({ value }) => value), [true, false]);
});

test("an each in an each has expressions of its own", () => {
  const field = fieldsOf(
    "lines:\n  each: =sale.returns ?? []\n  as: back\n  flatten: true\n  value:\n    each: =sale.lines\n    as: line\n    index: i\n    fields: { sku: =line.sku, of: =back, number: =i }",
  )["lines"]?.field;
  assert.equal(field?.form === "each" && field.items.code, "sale.returns ?? []");
  assert.equal(field?.form === "each" && field.body.form === "each" && field.body.items.code, "sale.lines");
});

test("groups have a key and items", () => {
  const field = fieldsOf(
    'lines:\n  each: =sale.lines\n  as: line\n  where: =line.quantity > 0\n  groupBy: =line.group ?? "none"\n  fields: { sku: =line.key, number: =line.items.length }',
  )["lines"]?.field;
  assert.equal(field?.form === "each" && field.groupBy?.code, 'line.group ?? "none"');
  assert.equal(field?.form === "each" && field.where?.code, "line.quantity > 0");
});

test("any JSON may hold expressions", () => {
  const extra = fieldsOf("extra: { a: [1, =sale.id], b: { c: true } }")["extra"]?.field;
  assert.match(JSON.stringify(extra), /"code":"sale\.id"/);
});
