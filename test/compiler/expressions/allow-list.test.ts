import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "./build.ts";

const refused: readonly (readonly [text: string, place: string])[] = [
  ["=source.name = 'x'", "2-19"],
  ["=new Date()", "2-12"],
  ["=this", "2-6"],
  ["=await source", "2-14"],
  ["=await(source)", "2-7"],
  ["=import('fs')", "2-14"],
  ["=function () { return 1 }", "2-26"],
  ["=class {}", "2-10"],
  ["=/x/", "2-5"],
  ["=source.constructor", "9-20"],
  ["=source['constructor']", "2-23"],
  ["=source.__proto__", "9-18"],
  ["=source.name.prototype", "14-23"],
  ["={ __proto__: source }", "4-21"],
  ["={ ['a' + 'b']: 1 }", "4-18"],
  ["={ get a() { return 1 } }", "4-24"],
  ["=(1, 2)", "3-7"],
  ["=delete source.name", "2-20"],
  ["=typeof source", "2-15"],
  ["=void 0", "2-8"],
  ["=source.id++", "2-13"],
  ["=++source.id", "2-13"],
  ["=~source.id", "2-12"],
  ["=source.id % 2", "2-15"],
  ["=source.id ** 2", "2-16"],
  ["=source.id & 2", "2-15"],
  ["=source as never", "2-17"],
  ["=source!", "2-9"],
  ["=source satisfies never", "2-24"],
  ["=text`a`", "2-9"],
  ["=12n", "2-5"],
  ["=0x10", "2-6"],
  ["=1e3", "2-5"],
  ["=1234567890123456789", "2-21"],
  ["=x => x", "2-8"],
  ["=(x => x)(1)", "2-13"],
  ["=source.line_items.map(async x => x)", "24-36"],
  ["=source.line_items.map(x => { return x })", "24-41"],
  ["=source.line_items.map((x = 1) => x)", "24-36"],
  ["=source.line_items.map(({ id }) => id)", "24-38"],
  ["=text(...source.line_items)", "2-28"],
  ["=[...source.line_items]", "3-23"],
  ["=first<string>([])", "2-19"],
  ["=globalThis", "2-12"],
  ["=arguments", "2-11"],
  ["=eval('1')", "2-6"],
  ["=waybill$money", "2-15"],
  ["=+source.name", "2-14"],
  ["=source.name // @ts-ignore", "17-21"],
];

for (const [text, place] of refused) {
  test(`${text} is refused at its own place`, () => {
    const { codes, places } = check(text);
    assert.deepEqual(codes, ["WB2001"]);
    assert.deepEqual(places, [place]);
  });
}

for (const text of [
  "=",
  "=f(b",
  "='x",
  "=1) + (2",
  "=a b",
  "=1; 2",
  "=}",
  "=`${",
  "=/* x",
  "=source.",
  "=source.id) as any); fail(('x'",
  "=\u0000",
  "=const x = 1",
]) {
  test(`${JSON.stringify(text)} cannot be read, and says so once`, () => {
    assert.deepEqual(check(text).codes, ["WB2000"]);
  });
}

test("nesting without end is refused, and does not end the compiler", () => {
  for (const text of [
    `=${"(".repeat(3000)}1${")".repeat(3000)}`,
    `=${"!".repeat(5000)}true`,
    `=${"[".repeat(9000)}`,
    `=1${"+1".repeat(4000)}`,
    `=${"a?b:".repeat(2000)}c`,
    `=${"x".repeat(20_000)}`,
  ]) {
    assert.deepEqual(check(text).codes, ["WB2000"], text.slice(0, 20));
  }
});

test("the names of TypeScript's own world do not exist", () => {
  for (const name of [
    "process",
    "require",
    "Date",
    "Math",
    "JSON",
    "Object",
    "console",
    "fetch",
    "Array",
    "String",
    "Decimal",
    "Money",
    "systems_shop",
    "Promise",
    "Symbol",
    "undefinedName",
  ]) {
    assert.deepEqual(check(`=${name}`).codes, ["WB2002"], name);
  }
});
