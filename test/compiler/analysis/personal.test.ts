import assert from "node:assert/strict";
import { test } from "node:test";
import { masked } from "../../../compiler/analysis/personal/masks.ts";
import { compile } from "../kinds/compile.ts";
import { indented } from "../kinds/contract-of.ts";

/** An estate whose sale comes in by a webhook, becomes an order and may go to a mailer that is cleared for nothing. */
function compiled(order: string, letter: string, more = "") {
  return compile(
    {
      "estate.yaml": `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high }, marketing: { owner: team-marketing, criticality: low } }
  personalData: { contact: [orders], payment: [orders, marketing] }
  environments: { local: { engine: embedded } }
`,
      "spec.yaml": `
kind: System
metadata: { name: shop, domain: orders }
spec:
  type: ecommerce
  endpoints: { local: simulated }
  webhooks:
    sold:
      verify: { none: { reason: an example } }
      payload:
        type: object
        required: [id, mail, card, note, lines]
        properties:
          id: { type: string }
          mail: { type: string }
          card: { type: string }
          note: { type: string }
          lines: { type: array, items: { type: object, required: [to], properties: { to: { type: string } } } }
---
kind: System
metadata: { name: mailer, domain: marketing }
spec:
  type: marketing
  endpoints: { local: simulated }
  operations:
    send:
      request:
        method: POST
        path: /letters
        body: { type: object, properties: { text: { type: string }, known: { type: boolean }, many: { type: integer } } }
      response: { 202: null }
      idempotent: true
    find:
      parameters: { who: { type: string } }
      request: { method: GET, path: /letters, query: { who: =input.who } }
      response: { 200: { type: object, properties: { id: { type: string } } } }
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema:
    type: object
    required: [orderId, email, card]
    properties:
      orderId: { type: string }
      email: { type: string, x-personal: contact }
      card: { type: string, x-personal: payment }
      note: { type: string }
      receivers: { type: array, items: { type: string, x-personal: contact } }
---
kind: Mapping
metadata: { name: sold-to-order, domain: orders }
spec:
  from: { source: shop.sold }
  to: order@1
  fields:
    orderId: =source.id
    email: =trim(source.mail)
    card: =source.card
${indented(order, 4)}
---
kind: Mapping
metadata: { name: order-to-letter, domain: orders }
spec:
  from: { order: order@1, source: shop.sold }
  to: mailer.send
  fields:
${indented(letter, 4)}
${more}`,
    },
    { bare: true },
  );
}

function told(order: string, letter: string, more?: string): readonly string[] {
  return compiled(order, letter, more).diagnostics.map(({ code, message }) => `${code} ${message}`);
}

test("what is made of personal data is, and the message says the way it takes", () => {
  assert.deepEqual(told("", "text: =upper(order.email)"), [
    "WB3201 Contact data reaches system `mailer`, whose domain marketing is not cleared for it: `order@1.email` → `mailer.send.text`.",
  ]);
  assert.deepEqual(told("", "text: =`Dear ${order.email}`").length, 1);
  assert.deepEqual(told("", "text: =order.card"), []);
  assert.deepEqual(told("", "text: =order.orderId"), []);
});

test("what a test tells of personal data, or counts of it, is none", () => {
  const known = "known: =order.email != 'x'\nmany: =lengthOf(order.email)";
  assert.deepEqual(told("", known), []);
  assert.deepEqual(told("", 'text: \'=order.email == "" ? "nobody" : "somebody"\''), []);
  assert.deepEqual(told("", 'text: \'=notPersonal(after(order.email, "@"), "a domain is no person")\''), []);
});

test("what becomes a mail address was one in the payload, which no vendor's schema says", () => {
  const [first, ...more] = compiled("", "text: =source.mail").diagnostics;
  assert.equal(first?.code, "WB3201");
  assert.match(first.message, /`order@1.email` → `shop.sold.mail` → `mailer.send.text`/);
  assert.deepEqual(
    first.related?.map(({ message }) => message),
    ["`order@1.email` is contact data.", "`shop.sold.mail` is given it here, by mapping sold-to-order."],
  );
  assert.deepEqual(more, []);
});

test("a contract's field that is given personal data is asked for its class", () => {
  const unmarked = told("note: =`from ${source.mail}`", "text: =order.orderId");
  assert.deepEqual(unmarked.length, 1);
  assert.match(unmarked[0] ?? "", /^WB3203 Field `order@1.note` holds contact data/);
  assert.deepEqual(told("receivers: '=source.lines.map(line => line.to)'", "text: =order.orderId"), []);
});

test("masks follow lineage both ways, through lists", () => {
  const { model } = compiled("receivers: '=source.lines.map(line => line.to)'", "text: =order.card");
  const paths = (label: string) => {
    const schema = model.schemas.find((one) => one.label === label);
    return schema && masked(schema, model).personal.map((path) => path.join("."));
  };
  assert.deepEqual(paths("shop.sold"), ["card", "lines.*.to", "mail"]);
  assert.deepEqual(paths("mailer.send.input"), ["text"]);
  assert.deepEqual(paths("order@1"), ["email", "card", "receivers.*"]);
});

test("a query holds what it is made of, and a route of another domain may not read or take it", () => {
  const route = (domain: string, trigger: string, steps: string) => `---
kind: Route
metadata: { name: tell, domain: ${domain} }
spec: { trigger: { ${trigger} }, steps: [${steps}] }
`;
  const asked = "{ name: found, call: mailer.find, with: { who: =message.data.email } }";
  const [first, ...more] = told(
    "",
    "text: =order.orderId",
    route("orders", "http: { method: POST, path: /tell, request: order@1 }", asked),
  ).filter((each) => each.startsWith("WB32"));
  assert.match(first ?? "", /^WB3201 .*`order@1.email` → `mailer.find.who`\.$/);
  assert.deepEqual(more, []);
  const codes = (spec: string) =>
    told("", "text: =order.orderId", spec)
      .map((each) => each.slice(0, 6))
      .filter((code) => code.startsWith("WB32"));
  assert.deepEqual(codes(route("marketing", "event: { of: order@1 }", "{ end: done }")), ["WB3202"]);
  assert.deepEqual(codes(route("orders", "event: { of: order@1 }", "{ end: done }")), []);
  const read =
    "{ name: sent, call: mailer.send, with: { text: =message.data.orderId }, when: =message.data.email == 'x' }";
  assert.deepEqual(
    codes(route("marketing", "http: { method: POST, path: /tell, request: order@1 }", read)),
    [],
  );
});
