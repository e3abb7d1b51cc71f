import assert from "node:assert/strict";
import { test } from "node:test";
import { check, want } from "./build.ts";

/** Each row of the table in docs/language.md: what an operator takes, and what it does not. */
const table: readonly (readonly [text: string, code?: string])[] = [
  ["=source.id + 1"],
  ["=source.rate * 2 - 1"],
  ["=source.id < source.line_items.length"],
  ["=source.name + 'x'", "WB2006"],
  ["='x' + 'y'", "WB2006"],
  ["=source.total_text + source.total_text", "WB2006"],
  ["=source.total + source.total", "WB2006"],
  ["=source.total + 1", "WB2006"],
  ["=source.any - source.any", "WB2006"],
  ["=source.total * 2", "WB2006"],
  ["=source.name < 'b'", "WB2006"],
  ["=source.total < 5", "WB2006"],
  ["=source.any > source.euros", "WB2006"],
  ["=source.placed <= source.placed", "WB2006"],
  ["=source.test < true", "WB2006"],
  ["=-source.total", "WB2006"],
  ["=-source.name", "WB2006"],
  ["=-source.id"],
  ["=source.email?.length + 1", "WB2005"],
  ["=source.total == source.total", "WB2006"],
  ["=source.euros != source.euros", "WB2006"],
  ["=source.placed === source.placed", "WB2006"],
  ["=source.total == null", "WB2006"],
  ["=source == source", "WB2006"],
  ["=source.line_items == source.line_items", "WB2006"],
  ["=source.name == 'x'"],
  ["=source.email == null"],
  ["=source.email != undefined"],
  ["=source.test == true"],
  ["=source.status == 'paid'"],
  ["=source.status == 'payed'", "WB2011"],
  ["=source.name == 1", "WB2011"],
  ["=source.total ? 1 : 2", "WB2006"],
  ["=source.euros ? 1 : 2", "WB2006"],
  ["=source.placed ? 1 : 2", "WB2006"],
  ["=source.test ? source.total : source.total"],
  ["=source.email ? 1 : 2"],
  ["=source.total && true", "WB2006"],
  ["=true && source.total", "WB2006"],
  ["=source.total || source.total", "WB2006"],
  ["=!source.total", "WB2006"],
  ["=!source.placed", "WB2006"],
  ["=!source.test"],
  ["=source.line_items[0] && { d: source.line_items[0] }"],
  ["=source.total ?? '0'"],
  ["=source.line_items[0]?.price ?? source.total"],
  ["=source.rate / 2"],
  ["=source.rate / 0", "WB2009"],
  ["=source.rate / source.id", "WB2009"],
  ["=source.rate / (source.id - source.id)", "WB2009"],
  ["=source.id > 0 ? source.rate / source.id : 0"],
  ["=source.id != 0 && source.rate / source.id > 1"],
  ["=source.id > 0 ? 0 : source.rate / source.id", "WB2009"],
  ["=source.id >= 0 ? source.rate / source.id : 0", "WB2009"],
  ["=`${source.name} ${source.id} ${source.rate} ${source.test}`"],
  ["=`${source.total}`", "WB2006"],
  ["=`${source.any}`", "WB2006"],
  ["=`${source.placed}`", "WB2006"],
  ["=`${source.email}`", "WB2005"],
  ["=`${source.line_items}`", "WB2006"],
  ["=`${text(source.total)}`"],
  ["=source.line_items.map(line => line.price).join(',')", "WB2006"],
  ["=source.line_items.map(line => line.name).join(',')"],
  ["=source.line_items.map(line => line.price).includes(source.total)", "WB2006"],
];

for (const [text, code] of table) {
  test(`${text} is ${code ?? "allowed"}`, () => {
    assert.deepEqual(check(text).codes, code ? [code] : []);
  });
}

const amount = want('Decimal<"text">');

/** What counts as a decimal where one is wanted. */
const amounts: readonly (readonly [text: string, code?: string])[] = [
  ["=source.total"],
  ["=source.id"],
  ["=5"],
  ["=-5"],
  ["='19.90'"],
  ["=source.id * 2 + 1"],
  ["=source.line_items.length"],
  ["=source.test ? 1 : source.total"],
  ["=source.rate", "WB2007"],
  ["=1.5", "WB2007"],
  ["=source.rate * 2", "WB2007"],
  ["=source.id / 2", "WB2007"],
  ["=source.test ? source.rate : 1", "WB2007"],
  ["=source.total ?? source.rate", "WB2007"],
  ["=add(source.rate, 1)", "WB2007"],
  ["=decimal(source.rate)", "WB2007"],
  ["=sum(source.line_items.map(line => line.weight))", "WB2007"],
  ["=sum([source.total, source.rate])", "WB2007"],
  ["=multiply(source.line_items[0]?.weight ?? 0, '2')", "WB2007"],
  ["=source.total_text", "WB2004"],
  ["=source.name", "WB2004"],
  ["='abc'", "WB2004"],
  ["='1e5'", "WB2004"],
  ["='0x10'", "WB2004"],
  ["=' 5'", "WB2004"],
  ["=add('1e5', 1)", "WB2004"],
  ["=source.euros", "WB2004"],
  ["=source.line_items[0]?.price", "WB2005"],
  ["=null", "WB2005"],
];

for (const [text, code] of amounts) {
  test(`${text}, where a decimal is wanted, is ${code ?? "allowed"}`, () => {
    assert.deepEqual(check(text, amount).codes, code ? [code] : []);
  });
}

test("a decimal inside what is passed on whole keeps its wire form, and so must be of the wanted one", () => {
  const wanted = want('readonly { readonly price: Decimal<"text">; readonly name: string }[]');
  const { codes, messages } = check("=source.priced", wanted);
  assert.deepEqual(codes, ["WB2004"]);
  assert.match(messages[0] ?? "", /`price` is a decimal as a JSON number, and in text it is wanted/);
  assert.deepEqual(check("=source.priced.map(line => line)", wanted).codes, ["WB2004"]);
  assert.deepEqual(check("=source.test ? source.priced : []", wanted).codes, ["WB2004"]);
  const built = check("=source.priced.map(line => ({ price: line.price, name: line.name }))", wanted);
  assert.equal(
    built.code,
    "source.priced.map((line) => ({ price: decimalText(line.price), name: line.name }))",
  );
  assert.deepEqual(
    check("=source.priced", want('readonly { readonly price: Decimal<"number"> }[]')).codes,
    [],
  );
  assert.deepEqual(
    check("=source.line_items", want('readonly { readonly price: Decimal<"text"> }[]')).codes,
    [],
  );
});

test("money of two known currencies has no sum, of unknown ones it is found out at run time", () => {
  for (const name of ["add", "subtract", "compare", "equal", "atLeast", "minimum", "maximum"]) {
    assert.deepEqual(check(`=${name}(source.euros, source.dollars)`).codes, ["WB2008"], name);
    assert.deepEqual(check(`=${name}(source.euros, source.any)`).codes, [], name);
    assert.deepEqual(check(`=${name}(source.euros, source.total)`).codes, ["WB2004"], name);
  }
  assert.deepEqual(check("=sum([source.euros, source.dollars])").codes, ["WB2008"]);
  assert.deepEqual(check("=sum([source.euros, source.euros])").codes, []);
});

test("a whole number is wanted: a fraction is none, arithmetic on whole numbers is", () => {
  assert.deepEqual(check("=source.rate", want("Integer")).codes, ["WB2004"]);
  assert.deepEqual(check("=source.id / 2", want("Integer")).codes, ["WB2004"]);
  assert.deepEqual(check("=source.id * 2 - count(source.line_items)", want("Integer")).codes, []);
  assert.deepEqual(check("=3", want("Integer")).codes, []);
  assert.deepEqual(check("=source.id", want("number")).codes, []);
});
