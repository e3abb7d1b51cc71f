import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../../../kinds/compile.ts";
import { contractOf } from "../../../../kinds/contract-of.ts";

const order = contractOf(
  "order",
  `id: { type: string, maxLength: 20 }
channel: { enum: [web, app, desk] }
placedAt: { $ref: "waybill:instant" }
country: { type: string, maxLength: 2 }
note?: { type: string, maxLength: 200 }
mail?: { type: string, maxLength: 80 }
phone?: { type: string, maxLength: 80 }`,
);
const properties =
  "Reference: { type: string, maxLength: 20 }, Origin: { enum: [WEB, APP, TLF] }, Created: { type: string, format: date-time }, Country: { type: string }, Remark: { type: string, maxLength: 200 }, Mail: { type: string, maxLength: 80 }, Phone: { type: string, maxLength: 80 }";
const system = `
kind: System
metadata: { name: erp, domain: orders }
spec:
  type: erp
  endpoints: { local: simulated }
  operations:
    post:
      request: { method: POST, path: /orders, body: { type: object, required: [Reference, Origin, Created, Country], properties: { ${properties} } } }
      response: { 204: {} }
      idempotent: true
    read:
      parameters: { reference: { type: string, maxLength: 20 } }
      request: { method: GET, path: "/orders/{reference}" }
      response: { 200: { type: object, required: [Reference, Origin, Created, Country], properties: { ${properties} } } }
---
kind: Crosswalk
metadata: { name: country, domain: orders }
spec: { owner: erp, systems: { iso: string, erp: string }, rows: [{ iso: "NO", erp: NOR }] }
---`;

const fields = (from: Readonly<Record<string, string>>) =>
  Object.entries(from)
    .map(([name, text]) => `    ${name}: ${text}`)
    .join("\n");

const out = {
  Reference: "=order.id",
  Origin: "{ match: =order.channel, cases: { web: WEB, app: APP, desk: TLF } }",
  Created: "=text(order.placedAt)",
  Country: "{ lookup: country, from: { iso: =order.country }, to: erp }",
  Remark: "=order.note",
  Mail: "=order.mail",
  Phone: "=order.phone",
};
const back = {
  id: "=sent.Reference",
  channel: "{ match: =sent.Origin, cases: { WEB: web, APP: app, TLF: desk } }",
  placedAt: "=instant(sent.Created)",
  country: "{ lookup: country, from: { erp: =sent.Country }, to: iso }",
  note: "=sent.Remark",
  mail: "=sent.Mail",
  phone: "=sent.Phone",
};

/** What is told of the way home, with some fields of either way written otherwise; one that is undefined is left out. */
function trip(
  there: Readonly<Record<string, string | undefined>>,
  home: Readonly<Record<string, string | undefined>>,
  read = "erp.read",
  makes = "order@1",
) {
  const given = (all: Readonly<Record<string, string | undefined>>) =>
    fields(
      Object.fromEntries(
        Object.entries(all).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
      ),
    );
  const spec = `${order}${contractOf("other", "id: { type: string, maxLength: 20 }")}${system}
kind: Mapping
metadata: { name: order-to-erp, domain: orders }
spec:
  from: { order: order@1 }
  to: erp.post
  fields:
${given({ ...out, ...there })}
---
kind: Mapping
metadata: { name: erp-to-order, domain: orders }
spec:
  from: { sent: ${read} }
  to: ${makes}
  inverseOf: order-to-erp
  fields:
${given({ ...back, ...home })}
`;
  return compile(spec).diagnostics.map(
    ({ code, span, message }) => `${code} ${spec.slice(span.start, span.end)} | ${message}`,
  );
}

test("a way out and home on which every field comes back is not told, whichever operation reads it", () => {
  assert.deepEqual(trip({}, {}), []);
  assert.deepEqual(trip({}, {}, "erp.post.input"), []);
  assert.deepEqual(trip({ Remark: "=order.note ?? ''" }, { note: "=blankToMissing(sent.Remark)" }), []);
});

test("a field that goes out and is not given back, or never goes out, is lost", () => {
  assert.deepEqual(trip({}, { note: undefined }), [
    "WB2235 order-to-erp | `note` goes out as `erp.post.Remark`, and does not come back.",
  ]);
  assert.deepEqual(trip({ Remark: undefined }, { note: undefined }), [
    "WB2235 order-to-erp | `note` does not go out.",
  ]);
  assert.deepEqual(trip({ Remark: undefined }, { note: "from the ERP" }), [
    "WB2235 from the ERP | `note` does not go out, and comes back as what is written here.",
  ]);
});

test("a field that goes out cut, rounded or as a date comes back as less", () => {
  assert.deepEqual(trip({ Remark: "=truncate(order.note, 60)" }, {}), [
    "WB2235 =sent.Remark | `note` goes out cut: at most 60 characters of up to 200.",
  ]);
  assert.deepEqual(
    trip(
      { Remark: '=dateIn(order.placedAt, "Europe/Oslo")', Created: "2026-01-01T00:00:00Z" },
      { placedAt: "=startOfDay(sent.Remark ?? '2026-01-01', 'Europe/Oslo')", note: undefined },
    ).map((one) => one.split(" | ")[1]),
    ["`placedAt` goes out date only: the time of day is dropped.", "`note` does not go out."],
  );
});

test("a field that comes back from another one's place has changed", () => {
  assert.deepEqual(trip({}, { mail: "=sent.Phone", phone: "=sent.Mail" }), [
    "WB2234 =sent.Phone | `mail` goes out as `erp.post.Mail`, and comes back from `Phone`.",
    "WB2234 =sent.Mail | `phone` goes out as `erp.post.Phone`, and comes back from `Mail`.",
  ]);
  assert.deepEqual(trip({ Mail: undefined }, {}), [
    "WB2234 =sent.Mail | `mail` does not go out, and comes back from `Mail`.",
  ]);
  assert.deepEqual(trip({}, { mail: "desk@shop.example" }), [
    "WB2234 desk@shop.example | `mail` goes out as `erp.post.Mail`, and comes back as what is written here.",
  ]);
});

test("two matches are followed one after the other", () => {
  assert.deepEqual(
    trip({}, { channel: "{ match: =sent.Origin, cases: { WEB: web, APP: desk, TLF: app } }" }).map((one) =>
      one.replace(/^(\S+) .* \| /, "$1 "),
    ),
    [
      "WB2234 `channel` `app` goes out as `APP` and comes back as `desk`, `desk` goes out as `TLF` and comes back as `app`.",
    ],
  );
  assert.deepEqual(
    trip({ Origin: "{ match: =order.channel, cases: { web: WEB, desk: TLF }, otherwise: WEB }" }, {}),
    [],
    "what `otherwise` says is said on purpose",
  );
  assert.deepEqual(
    trip(
      { Origin: "{ match: =order.channel, cases: { web: TLF, desk: TLF, app: APP } }" },
      { channel: "{ match: =sent.Origin, cases: { APP: app, TLF: desk }, otherwise: web }" },
    )
      .filter((one) => one.startsWith("WB2235"))
      .map((one) => one.replace(/^(\S+) .* \| /, "$1 ")),
    ["WB2235 `channel` `web` goes out as `TLF` and comes back as `desk`."],
  );
});

test("a crosswalk is looked up the other way round", () => {
  const [told] = trip({}, { country: "{ lookup: country, from: { iso: =sent.Country }, to: iso }" });
  assert.match(
    told ?? "",
    /^WB2234 .*`country` goes out by crosswalk country from iso to erp, and comes back by crosswalk country from iso to iso\.$/s,
  );
});

test("an inverse goes back to where the other came from", () => {
  assert.deepEqual(
    trip(
      {},
      {
        channel: undefined,
        placedAt: undefined,
        country: undefined,
        note: undefined,
        mail: undefined,
        phone: undefined,
      },
      "erp.read",
      "other@1",
    ),
    [
      'WB2233 order-to-erp | It is no inverse of "order-to-erp": it makes `other@1`, which that mapping is not made from.',
    ],
  );
});
