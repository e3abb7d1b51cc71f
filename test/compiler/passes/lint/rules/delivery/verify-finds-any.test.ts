import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

const posted = [route([call])];

test("a look-up asks by something of what was sent", () => {
  const looked = (asked: string, found: string) =>
    told({ idempotent: `{ verify: find, with: ${asked}, found: ${found} }`, documents: posted }, "WB3503");
  assert.deepEqual(looked("{ reference: latest }", "=response"), ["error WB3503 { reference: latest }"]);
  assert.deepEqual(looked("{ reference: =input.reference }", "=response"), []);
  assert.deepEqual(
    looked("{ reference: latest }", '"=response.number == input.reference ? response : undefined"'),
    [],
  );
});

test("a look-up says in its request what it is given, or compares what it finds", () => {
  const looks = (query: string, parameters = "{ reference: { type: string } }", more = "") =>
    told(
      {
        idempotent: "{ header: Idempotency-Key }",
        documents: [
          route(['{ name: paid, call: bank.pay, with: { reference: "1" } }']),
          `kind: System
metadata: { name: bank, domain: finance }
spec:
  type: payment
  endpoints: { local: simulated }
  operations:
    pay:
      request: { method: POST, path: /payments, body: { type: object, required: [reference], properties: { reference: { type: string } } } }
      response: { 201: { type: object, properties: { reference: { type: string } } } }
      idempotent: { verify: seek, with: { reference: =input.reference }, found: ${more || "=response"} }
    seek:
      parameters: ${parameters}
      request: { method: GET, path: /payments, query: ${query} }
      response: { 200: { type: object, properties: { reference: { type: string } } } }
`,
        ],
      },
      "WB3503",
    );
  assert.deepEqual(looks("{ state: open }"), ["error WB3503 reference"]);
  assert.deepEqual(looks("{ state: open, reference: =input.reference }"), []);
  assert.deepEqual(looks("{ $filter: \"=`Reference eq '${input.reference}'`\" }"), []);
  const compared = '"=response.reference == input.reference ? response : undefined"';
  assert.deepEqual(looks("{ state: open }", undefined, compared), []);
});
