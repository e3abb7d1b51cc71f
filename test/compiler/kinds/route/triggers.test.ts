import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { diagnosed, routeOf } from "./till.ts";

const estate = (trigger: string, step = "{ name: pinged, call: till.ping }") => `
kind: Route
metadata: { name: close-of-day, domain: orders }
spec:
  trigger: ${trigger}
  steps:
    - ${step}
---
kind: System
metadata: { name: till, domain: orders }
spec:
  type: pos
  endpoints: { local: simulated }
  operations:
    ping: { request: { method: PUT, path: /ping } }
    close: { parameters: { day: { type: string } }, request: { method: PUT, path: "/days/{day}" } }
---
kind: Contract
metadata: { name: sale, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  key: [id]
  schema: { type: object, required: [id], properties: { id: { type: string }, gift: { type: string } } }
`;

/** Code, the text that its span covers, and what to write instead. */
function told(trigger: string, step?: string): readonly (readonly (string | undefined)[])[] {
  const text = estate(trigger, step);
  return compile(text).diagnostics.map(({ code, span, help, fix }) => [
    code,
    text.slice(span.start, span.end),
    fix?.edits[0]?.text ?? help,
  ]);
}

const table = (cron: string, zone = "Europe/Amsterdam") => `{ schedule: { cron: "${cron}", zone: ${zone} } }`;

test("a field of a time table that is not to be understood is told at the field, with what it may be", () => {
  const [hour] = told(table("0 25 * * *"));
  assert.deepEqual(hour?.slice(0, 2), ["WB2340", "25"]);
  assert.match(String(hour?.[2]), /^The hour is 0 to 23;/);
  assert.deepEqual(told(table("0 2 * * MOO")), [["WB2340", "MOO", "MON"]]);
  assert.deepEqual(
    told(table("0 2 * JUNE,JULI *")).map(([code, text]) => [code, text]),
    [["WB2340", "JUNE,JULI"]],
  );
  assert.deepEqual(
    told(table("61 24 32 13 8")).map(([code, text]) => [code, text]),
    [
      ["WB2340", "61"],
      ["WB2340", "24"],
      ["WB2340", "32"],
      ["WB2340", "13"],
      ["WB2340", "8"],
    ],
  );
});

test("too few and too many fields are told with their number", () => {
  const [few] = told(table("0 2 * *"));
  assert.deepEqual(few?.slice(0, 2), ["WB2340", "0 2 * *"]);
  const [many] = told(table("0 0 2 * * * 2027"));
  assert.match(String(many?.[2]), /Years are not said/);
});

test("the span of a field is its own, in quotes, plain, and folded over lines", () => {
  for (const written of ['"0 25 * * *"', "'0 25 * * *'", "0 25 * * *"])
    assert.deepEqual(
      told(`{ schedule: { cron: ${written}, zone: UTC } }`).map(([, text]) => text),
      ["25"],
    );
  const folded = "\n    schedule:\n      zone: UTC\n      cron: >-\n        0 25\n        * * *";
  assert.deepEqual(
    told(folded).map(([, text]) => text),
    ["25"],
  );
});

test("names of whole tables are taken, and a misspelt one gets the right one", () => {
  assert.deepEqual(told(table("@daily")), []);
  assert.deepEqual(told(table("@dayly")), [["WB2340", "@dayly", "@daily"]]);
});

test("a day that no month of the list has never fires", () => {
  assert.deepEqual(
    told(table("0 2 30 2 *")).map(([code, text]) => [code, text]),
    [["WB2342", "30 2"]],
  );
  assert.deepEqual(
    told(table("0 2 31 4,6,9,11 *")).map(([code, text]) => [code, text]),
    [["WB2342", "31 4,6,9,11"]],
  );
});

test("an unknown zone gets the nearest, also where only its city is named", () => {
  assert.deepEqual(told(table("0 2 * * *", "Europe/Amsterdm")), [
    ["WB2341", "Europe/Amsterdm", "Europe/Amsterdam"],
  ]);
  assert.deepEqual(told(table("0 2 * * *", "Amsterdam")), [["WB2341", "Amsterdam", "Europe/Amsterdam"]]);
  assert.deepEqual(told(table("0 2 * * *", '"New York"')), [["WB2341", '"New York"', "America/New_York"]]);
  assert.match(String(told(table("0 2 * * *", "CEST"))[0]?.[2]), /region and a city/);
});

test("what is unusual and right stays silent", () => {
  for (const cron of [
    "0 2 29 2 *",
    "*/15 6-22 * * MON-SAT",
    "0 6 L * *",
    "0 8 * * MON#1",
    "30 0 2 * * *",
    "5 4 * * 7",
    "0 0 1,15 * FRI",
  ])
    assert.deepEqual(told(table(cron)), [], cron);
  for (const zone of ["UTC", "America/Argentina/Buenos_Aires", "Asia/Calcutta"])
    assert.deepEqual(told(table("0 2 * * *", zone)), [], zone);
});

test("a time table has a zone, and three ways with missed ticks", () => {
  assert.deepEqual(diagnosed("- { name: x, call: till.ping }", '{ schedule: { cron: "0 2 * * *" } }'), [
    "WB1105",
  ]);
  const [missed] = told('{ schedule: { cron: "0 2 * * *", zone: UTC, missed: one } }');
  assert.deepEqual(missed?.slice(0, 2), ["WB1107", "one"]);
});

test("a time table's message has the time it was for, and nothing else", () => {
  const close = (day: string) => `{ name: closed, call: till.close, with: { day: "=${day}" } }`;
  assert.deepEqual(
    told(table("0 2 * * *"), close("dateIn(message.data.scheduledAt, 'Europe/Amsterdam')")),
    [],
  );
  assert.deepEqual(
    told(table("0 2 * * *"), close("message.data.scheduleAt")).map(([code, text]) => [code, text]),
    [["WB2003", "scheduleAt"]],
  );
});

test("an event's data is its contract's", () => {
  const close = (field: string) =>
    `{ name: closed, call: till.close, with: { day: =message.data.${field} } }`;
  assert.deepEqual(told("{ event: { of: sale@1 } }", close("id")), []);
  assert.deepEqual(
    told("{ event: { of: sale@1 } }", close("gift")).map(([code]) => code),
    ["WB2005"],
  );
  assert.deepEqual(
    told("{ event: { of: sales@1 } }").map(([code, text]) => [code, text]),
    [["WB1202", "sales@1"]],
  );
  assert.deepEqual(
    told("{ event: { of: sale@1, from: start } }").map(([code, text]) => [code, text]),
    [["WB1107", "start"]],
  );
  assert.deepEqual(diagnosed("- { respond: { status: 200 } }", "{ event: { of: sale@1 } }"), [
    "WB2307 steps[0]",
  ]);
});

test("an event and a time table are lowered with their defaults", () => {
  const trigger = (text: string) => routeOf("- { name: x, call: till.ping }", text).trigger;
  const event = trigger("{ event: { of: sale@1 } }");
  assert.deepEqual(event, {
    kind: "event",
    contract: "sale@1",
    type: { module: "contracts/sale-1", name: "Sale" },
    from: "now",
  });
  assert.deepEqual(trigger('{ schedule: { cron: " 0 2 * * * ", zone: UTC } }'), {
    kind: "schedule",
    cron: "0 2 * * *",
    zone: "UTC",
    missed: "once",
  });
});
