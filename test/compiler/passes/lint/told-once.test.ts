import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../kinds/compile.ts";

const contract = (name: string) => `
kind: Contract
metadata: { name: ${name}, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [id, note], properties: { id: { type: string }, note: { type: string } } }
---`;
const mapping = (name: string, from: string, id: string, note: string) => `
kind: Mapping
metadata: { name: ${name}, domain: orders }
spec:
  from: { ${from}: order@1 }
  to: receipt@1
  fields: { id: ${id}, note: ${note} }
---`;
const route = (name: string, map: string) => `
kind: Route
metadata: { name: ${name}, domain: orders }
spec:
  trigger: { event: { of: order@1 } }
  steps: [{ name: receipt, map: ${map}, with: { order: =message.data } }]
---`;
const base = `${contract("order")}${contract("receipt")}`;

function told(text: string) {
  return compile(text.replace(/---$/, "")).diagnostics.map(({ code, span, related = [], fix }) => ({
    code,
    at: text.slice(span.start, span.end),
    line: text.slice(0, span.start).split("\n").length,
    more: related.filter(({ message }) => message === "It is used here too.").length,
    edits: fix?.edits.map((edit) => `${text.slice(edit.span.start, edit.span.end)} > ${edit.text}`),
  }));
}

test("a renamed name of `from` is told once, where it is used first, with one fix for all its uses", () => {
  const text = `${base}${mapping("copy", "orders", "=order.id", "=text(order.note)")}`;
  assert.deepEqual(told(text), [
    { code: "WB2002", at: "order", line: 21, more: 1, edits: ["order > orders", "order > orders"] },
  ]);
});

test("a misspelt document is told once over the estate", () => {
  const good = mapping("copy", "order", "=order.id", "=order.note");
  const text = `${base}${good}${route("one", "coppy")}${route("two", "coppy")}${route("three", "copy")}`;
  assert.deepEqual(told(text), [
    { code: "WB1202", at: "coppy", line: 27, more: 1, edits: ["coppy > copy", "coppy > copy"] },
  ]);
});

test("two names that lead nowhere are two mistakes", () => {
  const good = mapping("copy", "order", "=order.id", "=order.note");
  const text = `${base}${good}${route("one", "coppy")}${route("two", "copies")}`;
  assert.deepEqual(
    told(text).map(({ code, at, more }) => `${code} ${at} ${more}`),
    ["WB1202 coppy 0", "WB1202 copies 0"],
  );
});
