import { strict as assert } from "node:assert";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readForm } from "../../../runtime/simulate/form.ts";
import { bodyFormats } from "../../../runtime/systems/body.ts";
import { validateWritten } from "../../../runtime/validation/written-types.ts";

const schema = {
  type: "object",
  required: ["Order"],
  properties: {
    Order: {
      type: "object",
      required: ["Paid", "Line"],
      properties: {
        No: { type: "string" },
        Paid: { type: "boolean" },
        Line: {
          type: "array",
          items: { type: "object", required: ["Qty"], properties: { Qty: { type: "integer" } } },
        },
      },
    },
  },
};
const validate = new Ajv2020().compile(schema);

test("XML's text becomes what the schema wants, a single element a list of one", async () => {
  const value = await bodyFormats.xml.read(
    "<Order><No>007</No><Paid>true</Paid><Line><Qty>2</Qty></Line></Order>",
  );
  assert.ok(validateWritten(value, validate));
  assert.deepEqual(value, { Order: { No: "007", Paid: true, Line: [{ Qty: 2 }] } });
});

test("an empty element is an empty list where a list is wanted", async () => {
  const value = await bodyFormats.xml.read("<Order><Paid>false</Paid><Line/></Order>");
  assert.ok(validateWritten(value, validate));
  assert.deepEqual(value, { Order: { Paid: false, Line: [] } });
});

test("text that is no number stays, and is the error", async () => {
  for (const text of ["two", "1e3", "12345678901234567890", ""]) {
    const value = await bodyFormats.xml.read(
      `<Order><Paid>true</Paid><Line><Qty>${text}</Qty></Line></Order>`,
    );
    assert.equal(validateWritten(value, validate), false, text);
    assert.equal(validate.errors?.[0]?.instancePath, "/Order/Line/0/Qty");
  }
});

test("a form's names in brackets are objects and lists", () => {
  assert.deepEqual(readForm("amount=100&lines[0][sku]=A&lines[1][sku]=B&meta[a b]=c&__proto__[x]=1"), {
    amount: "100",
    lines: [{ sku: "A" }, { sku: "B" }],
    meta: { "a b": "c" },
    ["__proto__"]: { x: "1" },
  });
});
