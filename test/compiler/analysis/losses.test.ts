import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "./flow.ts";

/** One field into one field: what is told, by the text it points to. */
function into(target: string, source: string, expression: string): readonly string[] {
  return told({
    source: `a: ${source}`,
    target: `b: ${target}`,
    fields: `b: ${JSON.stringify(expression)}`,
  }).map((each) => each.replaceAll('"', ""));
}

test("text is measured through templates, cuts, patterns, enums and numbers", () => {
  const ten = "{ type: string, maxLength: 10 }";
  assert.deepEqual(into(ten, "{ type: string, maxLength: 9 }", "=`#${sale.a}`"), []);
  assert.deepEqual(into(ten, "{ type: string, maxLength: 10 }", "=`#${sale.a}`"), ["WB2210 =`#${sale.a}`"]);
  assert.deepEqual(into(ten, "{ type: string, maxLength: 40 }", "=upper(truncate(sale.a, 10))"), []);
  assert.deepEqual(into(ten, "{ type: string, maxLength: 40 }", "=upper(sale.a)"), ["WB2210 =upper(sale.a)"]);
  assert.deepEqual(into(ten, "{ type: string, pattern: '^[A-Z]{2}-[0-9]{1,8}$' }", "=sale.a"), [
    "WB2210 =sale.a",
  ]);
  assert.deepEqual(into(ten, "{ type: string, pattern: '^[A-Z]{2}-[0-9]{1,7}$' }", "=sale.a"), []);
  assert.deepEqual(into(ten, "{ type: string, pattern: '^([A-Z]+)$' }", "=sale.a"), []);
  assert.deepEqual(into(ten, "{ enum: [short, considerably longer] }", "=sale.a"), ["WB2210 =sale.a"]);
  assert.deepEqual(into(ten, "{ type: integer, minimum: 0, maximum: 9999999999 }", "=text(sale.a)"), []);
  assert.deepEqual(
    into(ten, "{ type: integer, minimum: -999999999, maximum: 9999999999 }", "=text(sale.a)"),
    [],
  );
  assert.deepEqual(into(ten, "{ type: integer, minimum: 0, maximum: 99999999999 }", "=text(sale.a)"), [
    "WB2210 =text(sale.a)",
  ]);
  assert.deepEqual(into(ten, "{ type: string, format: uuid }", "=sale.a"), ["WB2210 =sale.a"]);
});

test("of text that nothing limits nothing is told", () => {
  const ten = "{ type: string, maxLength: 10 }";
  for (const expression of [
    "=sale.a",
    "=trim(sale.a)",
    "=`#${sale.a}`",
    "=text(sale.a)",
    "=padStart(sale.a, 10, '0')",
  ])
    assert.deepEqual(into(ten, "{ type: string }", expression), [], expression);
});

test("a number's range follows comparisons, arithmetic and what is the lesser of two", () => {
  const few = "{ type: integer, minimum: 1, maximum: 999 }";
  const many = "{ type: integer, minimum: 1, maximum: 5000 }";
  assert.deepEqual(into(few, many, "=sale.a"), ["WB2219 =sale.a"]);
  assert.deepEqual(into(few, many, "=sale.a > 999 ? fail('too many') : sale.a"), []);
  assert.deepEqual(into(few, many, "=sale.a < 1000 && sale.a > 0 ? sale.a : 1"), []);
  assert.deepEqual(into(few, many, "=sale.a <= 1000 ? sale.a : 1"), ["WB2219 =sale.a <= 1000 ? sale.a : 1"]);
  assert.deepEqual(into(few, many, "=integer(minimum(sale.a, 999))"), []);
  assert.deepEqual(into(few, "{ type: integer, minimum: 1, maximum: 99 }", "=sale.a * 10"), []);
  assert.deepEqual(into(few, "{ type: integer, minimum: 1, maximum: 100 }", "=sale.a * 10"), [
    "WB2219 =sale.a * 10",
  ]);
  assert.deepEqual(into(few, "{ type: integer }", "=sale.a"), []);
  assert.deepEqual(into(few, "{ type: integer }", "=0"), ["WB2219 =0"]);
});

test("an index counts from 0", () => {
  const trial = (number: string) =>
    told({
      source: "a: { type: array, items: { type: string } }",
      target: "b: { type: array, items: { type: integer, minimum: 1 } }",
      fields: `b: { each: =sale.a, as: line, index: i, value: ${number} }`,
    });
  assert.deepEqual(trial("=i"), ["WB2219 =i"]);
  assert.deepEqual(trial("=i + 1"), []);
  assert.deepEqual(trial("=(i + 1) * 10"), []);
});

test("decimal places are lost where nothing says how they are rounded", () => {
  const cents = '{ $ref: "waybill:decimal", multipleOf: 0.01 }';
  const fine = '{ $ref: "waybill:decimal", multipleOf: 0.0001 }';
  assert.deepEqual(into(cents, fine, "=sale.a"), ["WB2220 =sale.a"]);
  assert.deepEqual(into(cents, fine, "=round(sale.a, 2, 'halfUp')"), []);
  assert.deepEqual(into(cents, cents, "=multiply(sale.a, '3')"), []);
  assert.deepEqual(into(cents, cents, "=multiply(sale.a, '0.5')"), ["WB2220 =multiply(sale.a, '0.5')"]);
  assert.deepEqual(into(cents, cents, "=add(sale.a, '0.125')"), ["WB2220 =add(sale.a, '0.125')"]);
  assert.deepEqual(into(cents, '{ $ref: "waybill:decimal" }', "=sale.a"), []);
  assert.deepEqual(into(cents, "{ type: integer }", "=sale.a"), []);
  assert.deepEqual(into("{ type: integer }", cents, "=integer(sale.a)"), ["WB2220 sale.a"]);
  assert.deepEqual(into("{ type: integer }", cents, "=integer(round(sale.a, 0, 'halfUp'))"), []);
});

test("a list that may be empty is told where one item is wanted", () => {
  const some = "{ type: array, minItems: 1, items: { type: string } }";
  const any = "{ type: array, items: { type: string } }";
  assert.deepEqual(into(some, any, "=sale.a"), ["WB2221 =sale.a"]);
  assert.deepEqual(into(some, some, "=sale.a"), []);
  assert.deepEqual(into(some, some, "=sale.a.map(each => upper(each))"), []);
  assert.deepEqual(into(some, some, "=unique(sale.a)"), []);
  assert.deepEqual(into(some, some, "=sale.a.slice(0, 3)"), []);
  assert.deepEqual(into(some, "{ type: string }", "=[sale.a]"), []);
  assert.deepEqual(into(some, any, "=sale.a.concat(['x'])"), []);
  assert.deepEqual(told({ source: `a?: ${some}`, target: `b: ${some}`, fields: "b: '=sale.a ?? []'" }), [
    "WB2221 '=sale.a ?? []'",
  ]);
});

test("what is left out may be every item, unless a condition around it counts those that stay", () => {
  const some = "{ type: array, minItems: 1, items: { type: string } }";
  const kept = "sale.a.filter(each => each != '')";
  assert.deepEqual(into(some, some, `=${kept}`), [`WB2221 =${kept}`]);
  assert.deepEqual(into(some, some, "=sale.a.slice(1)"), ["WB2221 =sale.a.slice(1)"]);
  assert.deepEqual(into(some, some, "=compact(sale.a)"), ["WB2221 =compact(sale.a)"]);
  for (const guarded of [
    `${kept}.length > 0 ? ${kept} : fail('none')`,
    `${kept}.length >= 1 ? ${kept} : fail('none')`,
    `${kept}.length == 0 ? fail('none') : ${kept}`,
    `count(${kept}) != 0 ? ${kept} : ['-']`,
    `sale.a.some(each => each != '') ? ${kept} : fail('none')`,
    `!sale.a.some(each => each != '') ? fail('none') : ${kept}.map(each => upper(each))`,
    `${kept}.concat(['-'])`,
  ])
    assert.deepEqual(into(some, some, `=${guarded}`), [], guarded);
  for (const guarded of [
    `${kept}.length > 0 ? ${kept} : []`,
    `sale.a.every(each => each != '') ? ${kept} : fail('none')`,
    `sale.a.some(each => each != 'x') ? ${kept} : fail('none')`,
  ])
    assert.deepEqual(into(some, some, `=${guarded}`), [`WB2221 =${guarded}`], guarded);
});

test("`where` of a list may leave out every item, groups of some items are some", () => {
  const some = "{ type: array, minItems: 1, items: { type: string } }";
  const trial = (more: string, source = "sale.a") =>
    told({
      source: `a: ${some}`,
      target: `b: ${some}`,
      fields: `b: { each: "=${source}", as: one, ${more} }`,
    });
  assert.deepEqual(trial("where: =one != 'x', value: =one"), ['WB2221 "=sale.a"']);
  assert.deepEqual(trial("value: =one"), []);
  assert.deepEqual(trial("groupBy: =one, value: =one.key"), []);
  assert.deepEqual(
    trial("value: =one", "sale.a.some(one => one != 'x') ? sale.a.filter(one => one != 'x') : fail('none')"),
    [],
  );
});

test("quantities of two units are not added, compared or put in one another's place", () => {
  const kilograms = '{ $ref: "waybill:decimal", x-unit: kg }';
  const grams = '{ $ref: "waybill:decimal", x-unit: g }';
  assert.deepEqual(into(grams, kilograms, "=sale.a"), ["WB2222 =sale.a"]);
  assert.deepEqual(into(kilograms, kilograms, "=negate(sale.a)"), []);
  assert.deepEqual(into(grams, kilograms, "=multiply(sale.a, '1000')"), []);
  assert.deepEqual(into(grams, kilograms, "=round(sale.a, 2, 'halfUp')"), [
    "WB2222 =round(sale.a, 2, 'halfUp')",
  ]);
  const two = (expression: string) =>
    told({
      source: `a: ${kilograms}\nc: { type: integer, x-unit: each }\np: { $ref: "waybill:money" }`,
      target: 'b?: { $ref: "waybill:decimal" }\nm?: { $ref: "waybill:money" }\nt?: { type: boolean }',
      fields: expression,
    });
  assert.deepEqual(two("b: =add(sale.a, sale.c)"), ["WB2222 add(sale.a, sale.c)"]);
  assert.deepEqual(two("t: =atLeast(sale.a, sale.c)"), ["WB2222 atLeast(sale.a, sale.c)"]);
  assert.deepEqual(two("m: =multiply(sale.p, sale.c)"), []);
  assert.deepEqual(two("b: =multiply(sale.a, sale.c)"), []);
  assert.deepEqual(two('b: =add(sale.a, "1")'), []);
});

test("a date is no point in time, and a point in time becomes a date in a zone only", () => {
  const date = "{ type: string, format: date }";
  const time = "{ type: string, format: date-time }";
  const instant = '{ $ref: "waybill:instant" }';
  assert.deepEqual(into(instant, date, "=instant(sale.a)"), ["WB2223 sale.a"]);
  assert.deepEqual(into(instant, time, "=instant(sale.a)"), []);
  assert.deepEqual(into(instant, "{ type: string }", "=instant(sale.a)"), []);
  assert.deepEqual(into(time, date, "=sale.a"), ["WB2223 =sale.a"]);
  assert.deepEqual(into(date, time, "=sale.a"), ["WB2224 =sale.a"]);
  assert.deepEqual(into(date, time, "=truncate(sale.a, 10)"), ["WB2224 truncate(sale.a, 10)"]);
  assert.deepEqual(into(date, time, "=substring(sale.a, 0, 10)"), ["WB2224 substring(sale.a, 0, 10)"]);
  assert.deepEqual(into(date, time, "=before(sale.a, 'T')"), ["WB2224 before(sale.a, 'T')"]);
  assert.deepEqual(into(date, time, "=dateIn(instant(sale.a), 'Europe/Amsterdam')"), []);
  assert.deepEqual(into(date, date, "=addDays(sale.a, 14)"), []);
  assert.deepEqual(into(date, time, "=addDays(sale.a, 14)"), ["WB2224 sale.a"]);
  assert.deepEqual(into(date, instant, "=text(sale.a)"), ["WB2224 =text(sale.a)"]);
  assert.deepEqual(into(instant, time, "=instantIn(sale.a, 'Europe/Amsterdam')"), ["WB2224 sale.a"]);
  assert.deepEqual(into("{ type: string }", time, "=truncate(sale.a, 25)"), []);
});

test("a text in an expression is held against its target's pattern", () => {
  const country = "{ type: string, pattern: '^[A-Z]{2}$' }";
  assert.deepEqual(into(country, "{ type: string }", "=sale.a == 'x' ? 'Netherlands' : 'NL'"), [
    "WB2226 =sale.a == 'x' ? 'Netherlands' : 'NL'",
  ]);
  assert.deepEqual(into(country, "{ type: string }", "=sale.a == 'x' ? 'NL' : 'DE'"), []);
  assert.deepEqual(into(country, "{ type: string }", "=sale.a"), []);
});

test("a case that passes its namesake over is told, values that this source never gives are not", () => {
  const trial = (cases: string) =>
    told({
      source: "a: { enum: [paid, refunded, open] }",
      target: "b: { enum: [captured, refunded, cancelled, open] }",
      fields: `b: { match: =sale.a, cases: { ${cases} } }`,
    });
  assert.deepEqual(trial("paid: captured, refunded: captured, open: open"), ["WB2218 captured"]);
  assert.deepEqual(trial("paid: captured, refunded: refunded, open: open"), []);
});

test("an object that is given whole is looked into", () => {
  const person = (length: number) =>
    `{ type: object, required: [name], properties: { name: { type: string, maxLength: ${length} } } }`;
  assert.deepEqual(into(person(40), person(80), "=sale.a"), ["WB2210 =sale.a"]);
  assert.deepEqual(into(person(80), person(40), "=sale.a"), []);
  assert.deepEqual(into(person(40), person(80), "={ name: sale.a.name }"), ["WB2210 ={ name: sale.a.name }"]);
  const people = (length: number) => `{ type: array, items: ${person(length)} }`;
  assert.deepEqual(into(people(40), people(80), "=sale.a"), ["WB2210 =sale.a"]);
});
