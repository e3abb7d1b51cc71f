import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const contract = `
kind: Contract
metadata: { name: basket, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema:
    type: object
    required: [items, channel, total, rush]
    properties: { items: { type: integer }, channel: { type: string }, total: { $ref: "waybill:money" }, rush: { type: boolean }, note: { type: string } }
---
kind: Route
metadata: { name: take-basket, domain: orders }
spec:
  trigger: { http: { method: POST, path: /baskets, request: basket@1, rate: 5/s, security: { apiKey: {} } } }
  steps:
`;
const said = (...steps: readonly string[]) =>
  told(`${contract}${steps.map((step) => `    - ${step}\n`).join("")}`);
const when = (condition: string) => said(`{ when: "=${condition}", end: odd }`, "{ end: taken }");
const choose = (...conditions: readonly string[]) =>
  said(
    `choose:\n${conditions.map((condition, index) => `        - { when: "=${condition}", steps: [{ end: b${index} }] }\n`).join("")}        - { otherwise: [{ end: rest }] }`,
  );
const items = "message.data.items";
const total = "message.data.total.amount";
const channel = "message.data.channel";

for (const condition of [
  `${items} > 10 && ${items} < 5`,
  `${items} > 10 && !(${items} > 5)`,
  `${items} >= 5 && ${items} < 5`,
  `compare(${total}, '100') > 0 && compare(${total}, '50') < 0`,
  `atLeast(${total}, '100') && !atLeast(${total}, '50')`,
  "false",
  "message.data.rush && !message.data.rush",
])
  test(`\`${condition}\` can never be true`, () => {
    assert.deepEqual(when(condition), [`warning WB3703 "=${condition}"`]);
  });

for (const condition of [
  `compare(${total}, '1') != 0 || compare(${total}, '2') != 0`,
  `${items} > 3 || ${items} < 5`,
  "message.data.rush || !message.data.rush",
  "true",
])
  test(`\`${condition}\` is always true`, () => {
    assert.deepEqual(when(condition), [`warning WB3704 "=${condition}"`]);
  });

for (const condition of [
  `${items} > 10 || ${items} < 5`,
  `${items} >= 5 && ${items} <= 5`,
  `${channel} != 'web' && ${channel} != 'store'`,
  `${channel} == 'web' || ${channel} == 'store'`,
  `compare(${total}, '100') > 0 && message.data.rush`,
  `${items} > 10 && lengthOf(${channel}) < 5`,
  `(message.data.note ?? '') != '' || ${items} > 1`,
])
  test(`\`${condition}\` depends on what comes`, () => {
    assert.deepEqual(when(condition), []);
  });

test("where TypeScript has told it, it is not told again", () => {
  assert.deepEqual(when(`${channel} != 'web' || ${channel} != 'store'`), ["error WB2011 'store'"]);
});

test("a branch for what those before it have taken is never taken, whatever the words", () => {
  assert.deepEqual(choose(`${items} > 10`, `${items} > 100`), [`warning WB3705 "=${items} > 100"`]);
  assert.deepEqual(choose(`${channel} == 'web'`, `${channel} == 'store'`, `'web' == ${channel}`), [
    `warning WB3705 "='web' == ${channel}"`,
  ]);
  assert.deepEqual(choose(`${items} > 10`, `${items} <= 10`, "message.data.rush"), [
    'warning WB3705 "=message.data.rush"',
  ]);
});

test("the narrower branch first, and branches of different things, are as they should be", () => {
  assert.deepEqual(choose(`${items} > 100`, `${items} > 10`), []);
  assert.deepEqual(choose(`${items} > 10`, `compare(${total}, '100') > 0`), []);
  assert.deepEqual(choose(`${items} > 10 && message.data.rush`, `${items} > 100`), []);
});

test("what a step is reached by counts: a branch around it, and an end before it", () => {
  assert.deepEqual(
    said(
      `choose:\n        - { when: "=${items} > 10", steps: [{ when: "=${items} < 5", end: small }, { end: large }] }\n        - { otherwise: [{ end: rest }] }`,
    ),
    [`warning WB3703 "=${items} < 5"`],
  );
  assert.deepEqual(
    said(
      `{ when: "=${items} > 10", end: large }`,
      `{ when: "=${items} > 100", end: huge }`,
      "{ end: taken }",
    ),
    [`warning WB3703 "=${items} > 100"`],
  );
  assert.deepEqual(
    said(
      `{ when: "=${items} > 100", end: huge }`,
      `{ when: "=${items} > 10", end: large }`,
      "{ end: taken }",
    ),
    [],
  );
});

test("a condition that is nested or long beyond what a person writes costs nothing and says nothing", () => {
  const long = Array.from({ length: 60 }, (_, index) => `${items} != ${index} || message.data.rush`).join(
    " && ",
  );
  assert.deepEqual(
    when(long).filter((line) => line.includes("WB37")),
    [],
  );
});

/** The same contract, which now says how many lines there are and which fields are always there. */
const lined = (condition: string) =>
  told(
    `${contract.replace("note: { type: string } }", "note: { type: string }, boxes: { type: integer, minimum: 1, maximum: 40 }, lines: { type: array, minItems: 1, maxItems: 60, items: { type: object, properties: { sku: { type: string }, count: { type: integer } } } } }").replace("rush]", "rush, lines, boxes]")}    - { when: "=${condition}", end: odd }\n    - { end: taken }\n`,
  );
const lines = "message.data.lines";

for (const condition of [
  `${lines}.length == 0`,
  `${lines}.length > 60`,
  `compare(${total}, '200') > 1`,
  "message.data.boxes < 1",
  "message.data.boxes > 40 && message.data.rush",
  `${channel} == null`,
])
  test(`by what the schema says, \`${condition}\` can never be true`, () => {
    assert.deepEqual(lined(condition), [`warning WB3703 "=${condition}"`]);
  });

for (const condition of [
  `${lines}.length >= 1`,
  `compare(${total}, '200') <= 1`,
  `${channel} != null || message.data.note == null`,
])
  test(`by what the schema says, \`${condition}\` is always true`, () => {
    assert.deepEqual(lined(condition), [`warning WB3704 "=${condition}"`]);
  });

for (const condition of [
  `${lines}.length > 59`,
  `${lines}.length == 1`,
  `${lines}.length > 5 || ${lines}.length < 3`,
  `${lines}.filter(line => line.sku != null).length == 0`,
  `${lines}.some(line => line.count == null)`,
  `compare(${total}, '200') == -1`,
  "message.data.boxes > 1",
  "message.data.note == null",
  "message.data.note != null && lengthOf(message.data.note) > 5",
  "message.headers['x-shop'] == null",
])
  test(`whatever the schema says, \`${condition}\` depends on what comes`, () => {
    assert.deepEqual(lined(condition), []);
  });

test("of a name that is bound again inside, only what holds for both counts", () => {
  const each = (condition: string) =>
    said(
      `{ name: all, each: "=[message.data]", as: one, steps: [{ when: "=${condition}", fail: odd }] }`,
      "{ end: taken }",
    );
  assert.deepEqual(each("one.channel == null"), ['warning WB3703 "=one.channel == null"']);
  assert.deepEqual(
    each(
      "one.channel == null || ['a'].map(a => ({ channel: blankToMissing(a) })).some(one => one.channel == null)",
    ),
    [],
  );
});
