import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Imported, importJsonSchema, importOpenapi } from "../../../compiler/import/index.ts";
import { compileSources } from "../../../compiler/passes/index.ts";

const fixtures = new URL("../../fixtures/", import.meta.url);
const fixture = (name: string) => ({ name, text: readFileSync(new URL(name, fixtures), "utf8") });
const estate = `kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team, criticality: high } }
  environments: { local: { engine: embedded }, production: { engine: embedded } }
`;

/** Who answers for it (WB3301) is for a person to add: no document says. */
function compiled({ files }: Imported) {
  const all = [["estate.yaml", estate] as const, ...files];
  const { diagnostics, ...rest } = compileSources(
    new Map(all.map(([path, text]) => [path, { path, text }])),
    { until: "emit" },
  );
  return { ...rest, diagnostics: diagnostics.filter(({ code }) => code !== "WB3301") };
}

test("a vendor's JSON Schema becomes a contract that compiles", () => {
  const imported = importJsonSchema(fixture("ecommerce-other/amazon-order-change-notification.schema.json"), {
    name: "order-change",
  });
  assert.deepEqual([...imported.files.keys()], ["order-change.yaml", "schemas/order-change.json"]);
  const { diagnostics, files } = compiled(imported);
  assert.deepEqual(diagnostics, []);
  assert.match(files?.get("contracts/order-change-1.ts") ?? "", /export interface OrderChange \{/);
});

test("what a schema says wrong is told with its line", () => {
  const { notes } = importJsonSchema({ name: "a.json", text: '{\n  "type": "strng"\n}' });
  assert.deepEqual(notes, [
    'schemas/a.json:2: There is no type "strng" in JSON Schema. Did you mean `string`?',
  ]);
});

test("an OpenAPI 3.0 document becomes a system that compiles; what cannot be taken over is told", () => {
  const imported = importOpenapi(fixture("openapi/warehouse-3.0.yaml"), { name: "warehouse" });
  const spec = imported.files.get("warehouse.yaml") ?? "";
  assert.match(spec, /production: "https:\/\/eu\.warehouse\.example\/api"/);
  assert.match(spec, /authentication: \{ header: \{ name: X-Warehouse-Key, secret: warehouse-key \} \}/);
  assert.match(spec, /- createShipment # Creates a shipment\./);
  assert.deepEqual(
    imported.notes.map((note) => note.split(" ")[0]),
    ["uploadLabel", "readSession"],
  );
  assert.deepEqual(compiled(imported).diagnostics, []);
});

test("what is deprecated is left out, which is told, and is there for who names it", () => {
  const operation = (operationId: string) => ({ operationId, responses: { 204: { description: "done" } } });
  const document = {
    openapi: "3.1.0",
    info: { title: "Till", version: "1" },
    servers: [{ url: "https://till.example" }],
    paths: {
      "/a": { post: { ...operation("addNote"), deprecated: true } },
      "/b": { post: operation("print") },
    },
  };
  const named = { name: "till.json", text: JSON.stringify(document) };
  const all = importOpenapi(named);
  assert.match(all.notes.join(), /addNote is left out: it is deprecated/);
  assert.doesNotMatch(all.files.get("till.yaml") ?? "", /addNote/);
  assert.match(all.files.get("till.yaml") ?? "", /# {3}print: \{ idempotent:/);
  const { files, notes } = importOpenapi(named, { operations: ["addNote"] });
  assert.match(files.get("till.yaml") ?? "", /- addNote/);
  assert.doesNotMatch(notes.join(), /addNote/);
});

test("an OpenAPI 3.1 document does too, and a server that says nothing is told", () => {
  const imported = importOpenapi(fixture("openapi/returns-3.1.json"));
  assert.match(
    imported.files.get("returns.yaml") ?? "",
    /oauth2Client: \{ tokenUrl: "https:\/\/id\.returns\.example\/token", secret: returns-client \}/,
  );
  assert.equal(imported.notes.length, 1);
  const { diagnostics, files } = compiled(imported);
  assert.deepEqual(diagnostics, []);
  assert.match(
    files?.get("systems/returns.ts") ?? "",
    /readonly reason\?: "damaged" \| "unwanted" \| null \| undefined;/,
  );
});

test("operations are chosen by name, and a misspelt one gets the near miss", () => {
  const imported = importOpenapi(fixture("openapi/warehouse-3.0.yaml"), {
    operations: ["getShipment", "createShipmnt"],
  });
  assert.match(imported.files.get("warehouse-api.yaml") ?? "", /operations:\n {6}- get-shipment\n$/);
  assert.deepEqual(imported.notes, ['There is no operation "createShipmnt". Did you mean "createShipment"?']);
});

test("another document is said to be none", () => {
  assert.match(importOpenapi({ name: "a.yaml", text: "swagger: '2.0'\n" }).error ?? "", /Swagger 2/);
  assert.match(importOpenapi({ name: "a.yaml", text: "a: [" }).error ?? "", /cannot be read/);
});
