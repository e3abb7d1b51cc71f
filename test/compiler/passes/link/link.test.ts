import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../kinds/compile.ts";

const contract = (name: string, schema: string, version = "1.0.0") => `
kind: Contract
metadata: { name: ${name}, domain: orders }
spec: { version: ${version}, lifecycle: active, schema: ${schema} }
`;
const order = contract(
  "order",
  "{ type: object, required: [orderId], properties: { orderId: { type: string } } }",
  "2.1.0",
);
const mapping = (from: string, to: string) => `
kind: Mapping
metadata: { name: copy-order, domain: orders }
spec: { from: { order: ${from} }, to: ${to}, fields: { orderId: =order.orderId } }
`;

test("a schema file that several refer to is read once and is one type", () => {
  const system = (name: string) => `
kind: System
metadata: { name: ${name}, domain: orders }
spec:
  type: pos
  endpoints: { local: simulated }
  operations:
    readOrder: { request: { method: GET, path: /order }, response: { 200: { $ref: schemas/order.json } } }
`;
  const { model, codes } = compile({
    "spec.yaml": [system("first"), system("second")].join("---"),
    "schemas/order.json": '{ "type": "object", "properties": { "id": { "type": "string" } } }',
  });
  assert.deepEqual(codes, []);
  const outputs = [...model.systems.values()].map(({ operations }) => operations.get("readOrder")?.output);
  assert.ok(outputs[0] && outputs[0] === outputs[1]);
  assert.equal(model.schemas.length, 1);
});

test("a misspelt reference is reported with the near miss, as a fix at its own place", () => {
  const text = [order, mapping("order@2", "ordr@2")].join("---");
  const [only] = compile(text).diagnostics;
  assert.equal(only?.code, "WB1202");
  assert.equal(only.help, 'Did you mean "order@2"?');
  assert.equal(text.slice(only.span.start, only.span.end), "ordr@2");
  assert.deepEqual(only.fix?.edits, [{ span: only.span, text: "order@2" }]);
});

test("another major version is another contract, and the versions there are are named", () => {
  const [only] = compile([order, mapping("order@1", "order@2")].join("---")).diagnostics;
  assert.equal(only?.code, "WB1203");
  assert.equal(only.help, "There is order@2.");
});

test("references to a broken document say nothing of their own", () => {
  const { codes } = compile(
    [order.replace("lifecycle: active", "lifecycle: alive"), mapping("order@2", "order@2")].join("---"),
  );
  assert.ok(codes.length === 1 && codes[0]?.startsWith("WB11"), codes.join());
});

test("what a later version brings is told once, and nothing follows from it", () => {
  const route =
    "\nkind: Route\nmetadata: { name: take-counts, domain: nowhere }\nspec: { trigger: { poll: { anything: [1] } }, steps: [{ end: done }] }\n";
  assert.deepEqual(
    compile(route).diagnostics.map(({ code }) => code),
    ["WB1207"],
  );
});

test("an estate is missing once, however many ask for it", () => {
  assert.deepEqual(
    compile([order, mapping("order@2", "order@2")].join("---"), { bare: true }).diagnostics.map(
      ({ code }) => code,
    ),
    ["WB1206"],
  );
});

test("fields with personal data are known by their paths, also in lists and recursion", () => {
  const schema = `{ $ref: schemas/customer.json }`;
  const { model } = compile({
    "spec.yaml": contract("customer", schema),
    "schemas/customer.json": JSON.stringify({
      type: "object",
      properties: {
        email: { type: "string", "x-personal": "contact" },
        phones: { type: "array", items: { type: "string", "x-personal": "contact" } },
        parent: { $ref: "#" },
      },
    }),
  });
  assert.deepEqual(model.contracts.get("customer@1")?.schema.personal, [["email"], ["phones", "*"]]);
});

test("types of one module never have the same name", () => {
  const { model } = compile(`
kind: System
metadata: { name: till, domain: orders }
spec:
  type: pos
  endpoints: { local: simulated }
  operations:
    get: { request: { method: GET, path: /a }, response: { 200: { type: object, properties: { a: { type: string } } } } }
    getOutput: { request: { method: POST, path: /b, body: { type: object } } }
    getOutputInput: { request: { method: POST, path: /c, body: { type: object } } }
`);
  const names = model.schemas.map(({ type }) => `${type.module} ${type.name}`);
  assert.equal(new Set(names).size, names.length);
});
