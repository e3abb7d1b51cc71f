import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "./flow.ts";

/** A source's fields by name, one field of the target, and what each expression is told: nothing, or a code at its own text. */
function trial(source: string, target: string) {
  return (expression: string, ...codes: readonly string[]) => {
    const found = told({ source, target: `out: ${target}`, fields: `out: ${JSON.stringify(expression)}` });
    assert.deepEqual(
      found.map((one) => one.split(" ")[0]),
      codes,
      `${expression}: ${found.join("; ")}`,
    );
  };
}

test("text longer than its target is found however it is put together", () => {
  const into = trial(
    "name: { type: string, maxLength: 30 }\nnick?: { type: string, maxLength: 12 }\nlines: { type: array, maxItems: 3, items: { type: object, required: [sku], properties: { sku: { type: string, maxLength: 8 } } } }",
    "{ type: string, maxLength: 30 }",
  );
  into("=join([sale.name, sale.nick], ' ')", "WB2210");
  into("=[sale.name, sale.nick ?? ''].join(' ')", "WB2210");
  into("=truncate(join([sale.name, sale.nick], ' '), 30)");
  into("=join([sale.nick, 'and', sale.nick], ' ')");
  into("=sale.lines.map(line => line.sku).join(', ')");
  into("=sale.lines.map(line => `${line.sku} pcs`).join(', ')", "WB2210");
  into("=join(sale.lines.map(line => line.sku), ' and ')", "WB2210");
  into("=sale.nick ?? `${sale.name}!`", "WB2210");
  into("=sale.name == 'x' ? 'nobody' : `${sale.name}.`", "WB2210");
  into("=sale.lines.find(line => line.sku == sale.name)?.sku ?? `${sale.name}.`", "WB2210");
  into("=({ ...sale, name: `${sale.name}.` }).name", "WB2210");
  into("=first(sale.lines.map(line => `${sale.name} ${line.sku}`)) ?? ''", "WB2210");
});

test("a condition that measures a text bounds it", () => {
  const into = trial("name: { type: string, maxLength: 300 }", "{ type: string, maxLength: 40 }");
  into("=lengthOf(sale.name) <= 40 ? sale.name : truncate(sale.name, 40)");
  into("=lengthOf(sale.name) < 41 ? sale.name : fail('too long')");
  into("=lengthOf(sale.name) > 40 ? fail('too long') : sale.name");
  into("=lengthOf(sale.name) <= 50 ? sale.name : fail('too long')", "WB2210");
  into("=lengthOf(sale.name) <= 40 ? fail('too short') : sale.name", "WB2210");
});

test("a number's range follows lists: how many items, their numbers, and their sum", () => {
  const lines =
    "lines: { type: array, minItems: 1, maxItems: 100, items: { type: object, required: [pieces], properties: { pieces: { type: integer, minimum: 1, maximum: 50 } } } }";
  const into = trial(lines, "{ type: integer, minimum: 1, maximum: 999 }");
  into("=sale.lines.length * 9");
  into("=sale.lines.length * 10", "WB2219");
  into("=count(sale.lines, line => line.pieces > 1)", "WB2219");
  into("=count(sale.lines)");
  into("=integer(sum(sale.lines.map(line => line.pieces)))", "WB2219");
  into("=integer(sum(sale.lines.map(line => integer(minimum(line.pieces, 9)))))");
  into("=integer(sum(sale.lines.map(line => line.pieces > 9 ? 9 : line.pieces)))");
  into("=integer(sum(sale.lines.map(line => line.pieces > 9 ? 9.5 : line.pieces)))", "WB2007");
  into("=sale.lines.find(line => line.pieces > 3)?.pieces ?? 1000", "WB2219");
  const numbers = (number: string) =>
    told({
      source: lines,
      target: "out: { type: array, items: { type: integer, minimum: 1, maximum: 999 } }",
      fields: `out: { each: =sale.lines, as: line, index: i, value: ${JSON.stringify(number)} }`,
    }).map((one) => one.split(" ")[0]);
  assert.deepEqual(numbers("=(i + 1) * 9"), []);
  assert.deepEqual(numbers("=(i + 1) * 10"), ["WB2219"]);
  assert.deepEqual(numbers("=i + 1"), []);
});

test("a range with one end is followed too", () => {
  const into = trial("a: { type: integer, minimum: 3 }", "{ type: integer, minimum: 3 }");
  into("=sale.a * 2");
  into("=sale.a + 5");
  into("=sale.a - 1", "WB2219");
  into("=-sale.a", "WB2219");
});

test("an amount told in cents is a hundredth of it, and less places than a fraction of a cent", () => {
  const into = trial(
    "cents: { type: integer, minimum: 0, maximum: 99999 }\ncurrency: { enum: [EUR, NOK] }\nany: { type: string }",
    '{ $ref: "waybill:decimal", maximum: 999.99, multipleOf: 0.01 }',
  );
  into("=fromMinorUnits(sale.cents, sale.currency).amount");
  into("=fromMinorUnits(sale.cents, 'EUR').amount");
  into("=fromMinorUnits(sale.cents, sale.any).amount");
  into("=fromMinorUnits(sale.cents, 'JPY').amount", "WB2219");
  into("=fromMinorUnits(sale.cents, 'KWD').amount", "WB2220");
  into("=divide(sale.cents, '100', 2, 'halfUp')");
  into("=divide(sale.cents, '10', 2, 'halfUp')", "WB2219");
  into("=multiply(sale.cents, '0.01')");
  into("=multiply(sale.cents, '0.001')", "WB2220");
});

test("a list with items stays one through each way to take several from it", () => {
  const lots = "{ type: array, minItems: 1, items: { type: string } }";
  const into = trial(
    `lines: { type: array, minItems: 1, items: { type: object, required: [lots], properties: { lots: ${lots}, codes: { type: array, items: { type: string } } } } }`,
    "{ type: array, minItems: 1, items: { type: string } }",
  );
  into("=sale.lines.flatMap(line => line.lots)");
  into("=reverse(sortBy(unique(sale.lines.flatMap(line => line.lots)), lot => lot))");
  into("=sale.lines.flatMap(line => line.codes ?? [])", "WB2221");
  into("=sale.lines.flatMap(line => line.codes ?? line.lots)", "WB2221");
  into("=sale.lines.flatMap(line => line.lots).filter(lot => lot != '')", "WB2221");
});

test("of what may be missing a list has what is surely there", () => {
  const into = trial(
    "name: { type: string }\nnick?: { type: string }",
    "{ type: array, minItems: 1, items: { type: string } }",
  );
  into("=compact([sale.nick, sale.name])");
  into("=compact([sale.nick])", "WB2221");
  into("=compact([sale.nick, sale.name]).filter(each => each != '')", "WB2221");
});

test("a unit is kept where another number stands in, and a factor of ten is held against the units", () => {
  const into = trial(
    'kg: { $ref: "waybill:decimal", x-unit: kg }\npieces?: { type: integer, x-unit: each }\ngrams: { $ref: "waybill:decimal", x-unit: GRM }',
    '{ $ref: "waybill:decimal", x-unit: g }',
  );
  into("=multiply(sale.kg, '1000')");
  into("=round(multiply('1000', sale.kg), 0, 'up')");
  into("=multiply(multiply(sale.kg, '10'), '100')");
  into("=divide(sale.kg, '0.001', 0, 'up')");
  into("=multiply(sale.kg, '1100')"); // with the box
  into("=sale.grams");
  into("=sum([sale.kg].map(each => multiply(each, '1000')))");
  into("=sum([sale.kg].map(each => multiply(each, '100')))", "WB2222");
  into("=multiply(sale.kg, '100')", "WB2222");
  into("=round(divide(sale.kg, '1000', 3, 'up'), 0, 'up')", "WB2222");
  into("=multiply(sale.grams, '1000')", "WB2222");
  into("=sale.pieces ?? '0'", "WB2222");
  into("=present(sale.pieces) ? sale.kg : '0'", "WB2222");
  into("=present(sale.pieces) ? sale.grams : sale.kg", "WB2222");
});

test("a point in time is found in one of several cases", () => {
  const into = trial(
    "at: { type: string, format: date-time }\nday?: { type: string, format: date }\nheld: { $ref: waybill:instant }",
    "{ type: string, format: date }",
  );
  into("=sale.day ?? sale.at", "WB2224");
  into("=sale.day ?? text(sale.held)", "WB2224");
  into("=present(sale.day) ? sale.day : sale.at", "WB2224");
  into("=sale.day ?? split(sale.at, 'T')[0] ?? ''", "WB2224");
  into("=sale.day ?? dateIn(sale.held, 'Europe/Oslo')");
});

test("a text made lower case is not what an upper-case pattern takes", () => {
  const into = trial(
    "country: { type: string, pattern: '^[A-Z]{2}$' }",
    "{ type: string, pattern: '^[A-Z]{2}$' }",
  );
  into("=lower(sale.country)", "WB2226");
  into("=upper(sale.country)");
  into("=upper(lower(sale.country))");
  const free = trial("code: { type: string, maxLength: 4 }", "{ type: string, pattern: '^[0-9]{2}[A-Z]?$' }");
  free("=lower(sale.code)");
});
