import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "../../compiler/expressions/index.ts";
import { compileSources } from "../../compiler/passes/index.ts";
import { load } from "../../compiler/passes/load/index.ts";
import type { Sources } from "../../compiler/source/source.ts";

type Mistake = readonly [right: string, wrong: string, told: string];

/** What is written wrong in the language's own examples, by file, and the one thing that is told of it: code, line, column. */
const mistakes: Readonly<Record<string, readonly Mistake[]>> = {
  "shopify-order-to-order.yaml": [
    ["orderId: =text(source.id)", "orderID: =text(source.id)", "WB2201 7:5"],
    ["=text(source.id)", "=text(source.ident)", "WB2003 7:27"],
    ["=text(source.id)", "=source.id", "WB2004 7:15"],
    ["=text(source.id)", "=txt(source.id)", "WB2002 7:15"],
    ["=text(source.id)", "=text(source.id, 3)", "WB2010 7:31"],
    ["=text(source.id)", "=text()", "WB2010 7:15"],
    ["=text(source.id)", "=text(source.id", "WB2000 7:28"],
    ["=text(source.id)", "=text source.id)", "WB2000 7:20"],
    ["=text(source.id)", "null", "WB2206 7:14"],
    ["=text(source.id)", "[a]", "WB2211 7:14"],
    ["channel: web", "channel: webb", "WB2208 8:14"],
    ["channel: web", "channel: =source.currency", "WB2004 8:15"],
    ["=instant(source.created_at)", "=source.created_at", "WB2004 10:16"],
    ["=instant(source.created_at)", "2026-01-01", "WB2207 10:15"],
    ["=money(source.total_price, source.currency)", "=source.total_price + source.total_tax", "WB2006 15:13"],
    [
      "=money(source.total_price, source.currency)",
      '=money(source.total_price, source.currency) || money("1","EUR")',
      "WB2006 15:13",
    ],
    [
      "=money(source.total_price, source.currency)",
      '=add(money(source.total_price, "EUR"), money("1", "USD"))',
      "WB2008 15:51",
    ],
    [
      "=money(source.total_price, source.currency)",
      '=money(decimal(source.total_price) + decimal("1"), source.currency)',
      "WB2006 15:19",
    ],
    ["=money(source.total_price, source.currency)", "=money(19.99, source.currency)", "WB2007 15:19"],
    ["=money(source.total_price, source.currency)", "=money(0.1 + 0.2, source.currency)", "WB2007 15:19"],
    ["=money(source.total_price, source.currency)", "19.90", "WB2207 15:12"],
    ["=truncate(source.note, 40)", "=source.note", "WB2210 13:11"],
    ["=truncate(source.note, 40)", "=truncate(source.note, 400)", "WB2210 13:11"],
    ["=truncate(source.note, 40)", '=source.note + "x"', "WB2006 13:12"],
    ["=truncate(source.note, 40)", '=truncate(source.note, "40")', "WB2004 13:34"],
    ["=truncate(source.note, 40)", "=text(100 / source.line_items.length)", "WB2009 13:23"],
    ["=truncate(source.note, 40)", "=source.constructor", "WB2001 13:19"],
    ["=truncate(source.note, 40)", "=new Date()", "WB2001 13:12"],
    ["=truncate(source.note, 40)", "=source.line_items", "WB2004 13:12"],
    ["each: =source.line_items", "each: =source.currency", "WB2211 17:13"],
    ["each: =source.line_items", "eech: =source.line_items", "WB2212 17:7"],
    ["each: =source.line_items", "each: source.line_items", "WB2212 17:13"],
    ["index: i", "index: text", "WB2001 21:18"],
    ["net: =money", "nett: =money", "WB2201 24:9"],
    ["        lineId: =text(line.id)\n", "", "WB2202 20:7"],
    ["paid: captured,", "paid: captred,", "WB2208 27:22"],
    ["paid: captured,", "payd: captured,", "WB2204 27:16"],
    ["pending: open,", "pending: open, pending: captured,", "WB1012 27:116"],
    ["lookup: location", "lookup: locaton", "WB1202 30:15"],
    ["to: wms", "to: wmss", "WB2213 32:11"],
    ["{ shopify: =source", "{ shopfy: =source", "WB2213 31:15"],
    ["{ shopify: =source.location_id }", "{ shopify: 12 }", "WB3309 31:24"],
    ["whenMissing: omit", "whenMissing: omitt", "WB2212 33:20"],
    ["code: WB2203", "code: WB2299", "WB8002 35:15"],
    ["until: 2027-06-30", "until: 2025-06-30", "WB8004 35:133"],
    ["to: order@2", "to: order@3", "WB1203 5:7"],
    ["placedAt:", "\tplacedAt:", "WB1011 10:5"],
    ["domain: orders", "domain: order", "WB1204 2:51"],
  ],
  "take-web-order.yaml": [
    ["class: orderIntake", "class: orderIntke", "WB1204 4:10"],
    ["key: =message.id", "key: message.id", "WB1108 6:8"],
    ["key: =message.id", "key: =message.data.id", "WB2004 6:9"],
    ["steady: 5/s", "steady: 5", "WB1108 8:19"],
    ["peak: 60/s", "peak: 60/m", "WB1109 8:30"],
    ['"5000") > 0', '"5000") > 1', "WB3703 20:13"],
    ['"5000") > 0', '"5000") <= 1', "WB3704 20:13"],
    ['=compare(order.total.amount, "5000") > 0', "=order.lines.length == 0", "WB3703 20:13"],
    ['=compare(order.total.amount, "5000") > 0', "=order.lines.length >= 1", "WB3704 20:13"],
    ["name: order,", "name: my-order,", "WB1108 10:15"],
    ["call: stock.reserve", "call: stock.reserv", "WB1204 12:19"],
    ["call: stock.reserve", "call: stok.reserve", "WB1204 12:13"],
    ["call: stock.reserve", "call: stock", "WB1204 12:13"],
    ["with: =order\n", "with: =message.data\n", "WB2004 13:14"],
    ["refused:\n", "refussed:\n", "WB1104 16:9"],
    ["publish: order-refused@1", "publish: order-refused@2", "WB1203 17:37"],
    ["with: { order: =order, posting: =posting }", "with: { order: =order }", "WB2310 26:82"],
    [
      "with: { order: =order, posting: =posting }",
      "with: { order: =order, posting: =place }",
      "WB2004 26:109",
    ],
    ["policy: financial-posting", "policy: financial", "WB1202 24:73"],
    ["- { name: accepted", "- { respond: { status: 200 } }\n    - { name: accepted", "WB2307 26:9"],
    ["- { name: accepted", "- { end: done }\n    - { name: accepted", "WB2306 27:7"],
    ["- { name: accepted, publish:", "- { name: accepted, call: stock.reserve, publish:", "WB2301 26:46"],
    ["- { name: accepted,", "- { name: accepted, when: =order.total > 5,", "WB2006 26:32"],
    ["- { name: accepted,", "- { name: accepted, when: =order.total,", "WB2004 26:32"],
    ["- { name: accepted,", '- { name: accepted, when: =order.channel == "webb",', "WB2011 26:49"],
    ["map: shopify-order-to-order", "map: shopify-order-to-ordr", "WB1202 10:27"],
    ["call: stock.release,", "call: stock.releas,", "WB1204 14:33"],
    ["with: =reservation }", "with: =reservaton }", "WB2002 14:49"],
    ["with: =reservation }", "with: =order }", "WB2004 14:49"],
    ["compensate: { call: stock.release, with: =reservation }", "compensate: all", "WB2321 14:19"],
    [
      "[{ compensate: all }, { end: rejected }]",
      "[{ compensate: [resrvation] }, { end: rejected }]",
      "WB2324 22:33",
    ],
    [
      "[{ compensate: all }, { end: rejected }]",
      "[{ compensate: [posting] }, { end: rejected }]",
      "WB2324 22:33",
    ],
    ["[{ compensate: all }, { end: rejected }]", "[{ compensat: all }, { end: rejected }]", "WB1104 22:20"],
    ["role: fraud-desk", "role: Fraud Desk", "WB1108 21:24"],
    ["within: 4h", "within: 4 hours", "WB1108 21:44"],
    ["within: 4h, ", "", "WB2328 23:7"],
    ["onReject: [", "onRejected: [", "WB1104 22:7"],
    ["total: =order.total } }", "total: =order.totl } }", "WB2003 21:95"],
  ],
  "location.yaml": [[", domain: inventory", "", "WB3301 2:19"]],
  "process.yaml": [
    ["domain: orders", "labels: {}", "WB3301 2:19"],
    ["shipped:  { on: shipment-sent@1", "shipped:  { on: order-receipt@1", "WB3706 8:21"],
  ],
  "routes.yaml": [
    ["security: { apiKey: { header: X-Api-Key, scopes: [orders] } }, ", "", "WB3302 5:14"],
    ["rate: 50/s, ", "", "WB3303 5:14"],
    ["method: POST", "method: PSOT", "WB1107 5:30"],
    ["path: /orders", "path: orders", "WB1108 5:42"],
    ["{ orderId: =order.orderId } } }", "{ orderId: =order.total } } }", "WB2004 14:51"],
    ["each: =order.lines", "each: =order.total", "WB2314 13:34"],
    ["result: =allocation", "result: =allocaton", "WB2002 13:159"],
    ["otherwise: [", "otherwize: [", "WB1104 12:13"],
    ["event: payment-settled@1", "event: payment-setled@1", "WB1202 48:36"],
    ["=event.orderId == order.orderId", "=event.orderID == order.orderId", "WB2003 48:69"],
    ["=event.orderId == order.orderId", "=event.orderId = order.orderId", "WB2001 48:63"],
    ["=event.orderId == order.orderId", "=event.orderId", "WB2004 48:63"],
    ["where: =event.orderId == order.orderId, ", "", "WB2326 48:36"],
    ["within: 5d }, onExpiry", "within: 5d, for: 5s }, onExpiry", "WB2327 48:27"],
    [", within: 5d }, onExpiry", " }, onExpiry", "WB2328 48:97"],
    ["event: payment-settled@1, where", "event: order-receipt@1, where", "WB3702 48:36"],
    [
      "from: now } }\n  steps:\n    - { end: done }",
      "from: now } }\n  steps:\n    - { name: again, publish: order-accepted@1, with: =message.data }",
      "WB3707 56:31",
    ],
  ],
  "sales-orders.yaml": [
    ["    - { to: sap }    # the last one has no condition\n", "", "WB2502 11:7"],
    [
      '- { to: dynamics, when: =input.country == "NL" }',
      '- { to: sap }\n    - { to: dynamics, when: =input.country == "NL" }',
      "WB2502 11:7",
    ],
    [
      '- { to: dynamics, when: =input.country == "NL" }',
      '- { to: dynamics, when: =input.country == "NL" }\n    - { to: sap, when: =input.country == "NL" }',
      "WB3705 12:24",
    ],
    ['=input.country == "NL"', '=input.county == "NL"', "WB2003 11:36"],
    ["in: order-to-sap", "in: sap-to-reference", "WB2504 8:59"],
    ["out: sap-to-reference", "out: order-to-sap", "WB2504 8:78"],
    ["create: { call: sap", "creat: { call: sap", "WB1204 8:17"],
    ["pin: =input.orderId", "pin: =input.total", "WB2004 4:9"],
  ],
  "systems.yaml": [
    ["verify: findSalesOrder", "verify: findSalesOrdr", "WB1204 29:17"],
    ["with: { reference: =input", "with: { referenc: =input", "WB2201 30:17"],
    [
      'found: "=response.d.results[0] && { d: response.d.results[0] }"',
      'found: "=response.d"',
      "WB2004 31:18",
    ],
    ["payload: { $ref: schemas/order.json }", "payload: { $ref: schemas/orders.json }", "WB2101 15:24"],
    ["[503, connection]", "[503, conection]", "WB1106 10:32"],
    ["'${input.reference}'", "'${input.ref}'", "WB2003 34:109"],
  ],
  "order.yaml": [
    ["lifecycle: active", "lifecycle: retired", "WB3305 87:23 rest.yaml"],
    ["compatibility: backward", "compatibility: backwards", "WB1107 6:18"],
    ["x-personal: contact", "x-personal: contct", "WB1204 16:68"],
    ["$ref: waybill:instant", "$ref: waybill:instnt", "WB2101 15:33"],
    ["maxLength: 35", "maxLenght: 35", "WB2103 12:41"],
    ["required: [orderId, channel", "required: [orderID, channel", "WB2106 10:16"],
    ["key: [orderId]", "key: [ordrId]", "WB1204 7:9"],
    ['pattern: "^[A-Z]{2}$"', 'pattern: "^[A-Z{2}$"', "WB2104 14:50"],
    ["line => line.net", "line => line.ned", "WB2003 35:69"],
    [
      "note:             { type: string, maxLength: 40 }",
      'note: { $ref: "#/properties/note" }',
      "WB2108 20:13",
    ],
  ],
  "estate.yaml": [
    ["policy: order-intake", "policy: order-intke", "WB1202 11:119"],
    ["engine: embedded", "engine: embeded", "WB1107 16:27"],
    ["point: 0s", "point: 0 sec", "WB1108 6:73"],
    [
      "integration.northwind.example }",
      "integration.northwind.example, secrets: [shopify-token, dynamics-user, sap-client, wms-token] }",
      "WB3710 13:101 systems.yaml",
    ],
  ],
  "services-and-scenarios.yaml": [
    ["routes: [take-web-order", "routes: [take-web-ordr", "WB1202 4:12"],
    ["routes: [take-web-order, take-store-sale]", "routes: [take-web-order]", "WB3101 2:19 routes.yaml"],
    ["examples/order-1001.json", "examples/order-1002.json", "WB1205 15:54"],
    ["beforeEffect", "beforeEfect", "WB2702 13:77"],
    ["timeout:", "timeot:", "WB2702 13:68"],
    ["[503,", "[50x,", "WB2702 13:61"],
    ["{ advance: 2m }", "{ advance: 2min }", "WB1108 16:18"],
    ["min: 2, max: 12", "min: 12, max: 2", "WB1109 5:26"],
  ],
  "location.csv": [
    ["655441491", "65544149x", "WB2805 2:1"],
    ["shopify,wms", "shopfy,wms", "WB2801 1:1"],
    ["655441491,LDN-01", "655441491,", "WB2803 2:1"],
  ],
  "financial-posting.yaml": [
    ["attempts: 8", "attempts: -8", "WB1109 5:59"],
    ["  idempotency: { retention: 120d }\n", "", "WB3311 31:10 routes.yaml"],
    ["owner: finance-operations, ", "", "WB3312 31:10 routes.yaml"],
    ["alert: 15m, ", "", "WB3313 31:10 routes.yaml"],
  ],
  "schemas/order.json": [
    ['"required": [', '"required": [,', "WB2107 4:16"],
    ["#/$defs/TaxLine", "#/$defs/TaxLin", "WB2101 189:17"],
    ['"type": "object"', '"type": "objct"', "WB2104 3:11"],
  ],
};

/** What is only noticed, and may be meant. */
const notices: Readonly<Record<string, readonly Mistake[]>> = {
  "rest.yaml": [["  outside: { consumes: the help desk }\n", "", "WB3701 17:37 take-web-order.yaml"]],
  "routes.yaml": [
    [
      "spec: { routes: [tell-warehouse, close-of-day] }",
      "spec: { routes: [tell-warehouse, close-of-day] }\n---\nkind: Policy\nmetadata: { name: slow, domain: orders }\nspec: { timeout: 5s }",
      "WB3709 71:19",
    ],
  ],
  "systems.yaml": [
    [
      "  # or, for all of it: openapi",
      "    more: { request: { method: POST, path: /more }, idempotent: true }\n  # or, for all of it: openapi",
      "WB3708 36:5",
    ],
  ],
};

/** What looks much like a mistake, and is none. */
const correct: Readonly<Record<string, readonly (readonly [was: string, is: string])[]>> = {
  "shopify-order-to-order.yaml": [
    ["=text(source.id)", "007"],
    ["=text(source.id)", "=`${source.id}`"],
    ["=truncate(source.note, 40)", "=truncate(source.note, 12)"],
    ["=truncate(source.note, 40)", "null"],
    ["=truncate(source.note, 40)", "==literal"],
    ["=instant(source.created_at)", "2026-01-01T00:00:00Z"],
    ["=money(source.total_price, source.currency)", "{ amount: 19.90, currency: EUR }"],
    [
      "=money(source.total_price, source.currency)",
      '=add(money(source.total_price, "EUR"), money("1", "EUR"))',
    ],
    [
      "=money(source.total_price, source.currency)",
      ">-\n      =money(\n      source.total_price, source.currency)",
    ],
    ["pending: open, authorized: open, partially_paid: open }", "pending: open }\n      otherwise: open"],
  ],
  "take-web-order.yaml": [["key: =message.id ", "key: =text(message.data.id) "]],
  "services-and-scenarios.yaml": [
    [
      "[503, { timeout: beforeEffect }",
      "[{ status: 503, retryAfter: 30 }, { reset: afterEffect }, { delay: 2s }",
    ],
    ["min: 2, max: 12", "min: 2, max: 2"],
  ],
};

const estate: Sources = load("test/fixtures/language").output;
const checker = createChecker();

/** What is told of the estate with these edits, but for what is only noticed, or that alone. */
function told(
  edits: readonly (readonly [path: string, right: string, wrong: string])[],
  only: "complaints" | "notices" = "complaints",
): readonly string[] {
  const sources = new Map(estate);
  for (const [path, right, wrong] of edits) {
    const text = sources.get(path)?.text ?? "";
    assert.ok(text.includes(right), `${path} still says ${right}`);
    sources.set(path, { path, text: text.replace(right, () => wrong) });
  }
  const { diagnostics } = compileSources(sources, { until: "lint", today: "2026-11-24", checker });
  const asked = diagnostics.filter(({ severity }) => (severity === "info") === (only === "notices"));
  return asked.map(({ code, span, message }) => {
    const before = sources.get(span.file)?.text.slice(0, span.start).split("\n") ?? [];
    assert.ok(message.length > 0);
    return `${span.file} ${code} ${before.length}:${(before.at(-1) ?? "").length + 1}`;
  });
}

const placed = (path: string, place: string) => {
  const [code = "", at = "", file = path] = place.split(" ");
  return `${file} ${code} ${at}`;
};

for (const [path, rows] of Object.entries(mistakes)) {
  for (const [right, wrong, place] of rows) {
    test(`${path}: ${JSON.stringify(wrong)} for ${JSON.stringify(right)} is told once, at its place`, () => {
      assert.deepEqual(told([[path, right, wrong]]), [placed(path, place)]);
    });
  }
}

const noticedAnyway = told([], "notices");
for (const [path, rows] of Object.entries(notices)) {
  for (const [right, wrong, place] of rows) {
    test(`${path}: ${JSON.stringify(wrong)} for ${JSON.stringify(right)} is noticed once, and no complaint`, () => {
      const noticed = told([[path, right, wrong]], "notices").filter((each) => !noticedAnyway.includes(each));
      assert.deepEqual(noticed, [placed(path, place)]);
      assert.deepEqual(told([[path, right, wrong]]), []);
    });
  }
}

for (const [path, rows] of Object.entries(correct)) {
  for (const [was, is] of rows) {
    test(`${path}: ${JSON.stringify(is)} for ${JSON.stringify(was)} is right, and nothing is told`, () => {
      assert.deepEqual(told([[path, was, is]]), []);
    });
  }
}

test("mistakes in several files at once are all told", () => {
  const several = ["shopify-order-to-order.yaml", "routes.yaml", "systems.yaml", "location.csv"].flatMap(
    (path) => {
      const [first] = mistakes[path] ?? [];
      return first ? [{ path, row: first }] : [];
    },
  );
  assert.deepEqual(
    [...told(several.map(({ path, row }) => [path, row[0], row[1]] as const))].sort(),
    several.map(({ path, row }) => placed(path, row[2])).sort(),
  );
});
