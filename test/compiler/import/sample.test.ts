import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { importSample } from "../../../compiler/import/index.ts";
import { readText, validatorOf } from "../schema/reading.ts";

const fixtures = new URL("../../fixtures/", import.meta.url);
const fixture = (name: string) => ({ name, text: readFileSync(new URL(name, fixtures), "utf8") });

type Inferred = Record<
  string,
  { properties: Record<string, unknown>; required?: string[] } & Record<string, unknown>
>;

/** The inferred schema of samples that are given as data. */
function inferred(...samples: unknown[]): Inferred[string] {
  const { files } = importSample(
    samples.map((sample, index) => ({ name: `sample-${index}.json`, text: JSON.stringify(sample) })),
  );
  return JSON.parse(files.get("schemas/sample-0.json") ?? "null") as Inferred[string]; // written by the import
}

describe("a schema from samples", () => {
  test("what only some have is optional, what was null may be null", () => {
    const schema = inferred({ a: 1, b: "x", c: null }, { a: 2, c: "y" });
    assert.deepEqual(schema.required, ["a", "c"]);
    assert.deepEqual(schema.properties, {
      a: { type: "integer" },
      b: { type: "string" },
      c: { type: ["string", "null"] },
    });
  });

  test("text that is always an amount, an instant, a day or an address is said to be one", () => {
    const { properties } = inferred({
      price: "19.90",
      at: "2026-01-02T03:04:05+01:00",
      day: "2026-01-02",
      mail: "a@b.example",
      page: "https://a.example/x",
      local: "2026-01-02T03:04:05",
    });
    assert.deepEqual(properties, {
      price: { type: "string", format: "decimal" },
      at: { type: "string", format: "date-time" },
      day: { type: "string", format: "date" },
      mail: { type: "string", format: "email" },
      page: { type: "string", format: "uri" },
      local: { type: "string" },
    });
  });

  test("a version, a code with leading zeros and an empty text are no amounts", () => {
    assert.deepEqual(
      inferred({ api_version: "2.1", zip: "0400", tax: "" }, { api_version: "2.2", zip: "1.5", tax: "1.00" })
        .properties,
      {
        api_version: { type: "string" },
        zip: { type: "string" },
        tax: { type: "string" },
      },
    );
  });

  test("a number that was ever written with a point is none of whole numbers, and an amount then a decimal", () => {
    const { files } = importSample([{ name: "a.json", text: '{"amount": 1.0, "count": 3, "ratio": 0.5}' }]);
    assert.match(files.get("schemas/a.json") ?? "", /"amount": \{\s*"type": "number",\s*"format": "decimal"/);
    assert.match(files.get("schemas/a.json") ?? "", /"count": \{\s*"type": "integer"\s*\}/);
  });

  test("values are listed only where they are few and were seen again and again", () => {
    const lines = ["open", "sent", "open", "sent", "open", "sent"].map((status, index) => ({
      status,
      city: index % 2 ? "paris" : "rome",
      kind: `k${index}`,
    }));
    assert.deepEqual(inferred({ lines }).properties["lines"], {
      type: "array",
      items: {
        type: "object",
        required: ["status", "city", "kind"],
        properties: {
          status: { enum: ["open", "sent"] },
          city: { type: "string" },
          kind: { type: "string" },
        },
      },
    });
  });

  test("names that are identifiers make a map", () => {
    assert.deepEqual(
      inferred({ stock: { 101: { n: 1 }, 102: { n: 2 }, 103: { n: 3 } } }).properties["stock"],
      {
        type: "object",
        additionalProperties: { type: "object", required: ["n"], properties: { n: { type: "integer" } } },
      },
    );
  });

  test("what the samples do not tell is told", () => {
    const { notes } = importSample([{ name: "a.json", text: '{"a": null, "b": [], "c": {}}' }]);
    assert.equal(notes.filter((note) => note.includes("has to be written")).length, 3);
  });

  test("a broken sample is said to be broken", () => {
    assert.match(importSample([{ name: "a.json", text: '{"a":' }]).error ?? "", /a\.json is not JSON/);
  });
});

const payloads = [
  [
    "shopify/order-1001-partially-refunded-usd.json",
    "shopify/order-1002-discount-code.json",
    "shopify/order-1002-paid-3-lines-multi-tax.json",
  ],
  ["pos/square-order.json"],
  ["ecommerce-other/amazon-spapi-orders.json"],
  ["ecommerce-other/woocommerce-order.json"],
  ["erp/sap-sales-order-response.json"],
  ["erp/d365bc-sales-order.json"],
  ["payments/stripe-charge.json"],
  ["payments/adyen-webhook-authorisation.json"],
  ["payments/avatax-create-response.json"],
];
for (const names of payloads) {
  test(`a schema from ${names.join(", ")} is read without a diagnostic and accepts what it is from`, () => {
    const { files } = importSample(names.map(fixture));
    const [text = ""] = [...files.values()];
    const { output, diagnostics } = readText(text);
    assert.deepEqual(diagnostics, []);
    const accepts = validatorOf(output);
    for (const name of names) assert.equal(accepts(JSON.parse(fixture(name).text)), true, name);
  });
}
