import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../kinds/compile.ts";
import { contractOf } from "../../kinds/contract-of.ts";

const estate = (rules: string) => `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high } }
  environments: { local: { engine: embedded } }
  rules:
${rules}`;
const specs = (
  lifecycle: string,
  to = "receipt@1",
) => `${contractOf("order", "orderId: { type: string }", { lifecycle })}${contractOf("receipt", "number: { type: string }")}
kind: Mapping
metadata: { name: order-to-receipt, domain: orders }
spec:
  from: { order: order@1 }
  to: ${to}
  fields: { number: =order.orderId }
`;
const deprecated = "deprecated\n  sunset: 2027-06-30";
const entry = (code: string, severity: string) =>
  `    - { code: ${code}, severity: "${severity}", reason: because }\n`;

function said(rules: string, spec = specs(deprecated)): readonly string[] {
  const text = estate(rules);
  return compile({ "estate.yaml": text, "spec.yaml": spec }, { bare: true }).diagnostics.map(
    ({ code, severity, span }) =>
      `${severity} ${code}${span.file === "estate.yaml" ? ` ${text.slice(span.start, span.end)}` : ""}`,
  );
}

test("an estate raises a diagnostic, lowers it to what it is, or switches it off", () => {
  assert.deepEqual(said(entry("WB3304", "error")), ["error WB3304"]);
  assert.deepEqual(said(entry("WB3304", "off")), []);
});

test("an error that says that something cannot work stays one, and the entry is told", () => {
  const spec = specs("active", "reciept@1");
  assert.deepEqual(said(entry("WB1202", "warning"), spec), ["error WB1202", 'error WB8103 "warning"']);
  assert.deepEqual(said(entry("WB1202", "off"), spec), ["error WB1202", 'error WB8103 "off"']);
});

test("a code that does not exist, and one that is given twice, are told where they stand", () => {
  assert.deepEqual(said(entry("WB8100", "error")), ["warning WB3304", "error WB8102 WB8100"]);
  assert.deepEqual(said(entry("WB3304", "error") + entry("WB3304", "off")), [
    "error WB3304",
    "error WB8105 WB3304",
  ]);
});

test("an entry that lowers what nothing gives, or changes nothing, is told; one that raises guards against what is to come", () => {
  assert.deepEqual(said(entry("WB3304", "warning")), ["warning WB3304", 'warning WB8104 "warning"']);
  assert.deepEqual(
    said(entry("WB3304", "off"), specs("active")).map((text) => text.slice(0, 14)),
    ["warning WB8104"],
  );
  assert.deepEqual(said(entry("WB3304", "error"), specs("active")), []);
});
