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

test("a contract that has ended is told at its first use, the others beside it", () => {
  const retired = base.replace("lifecycle: active", "lifecycle: retired");
  const text = `${retired}${mapping("copy", "order", "=order.id", "=order.note")}${route("one", "copy")}`;
  const [first, ...others] = compile(text.replace(/---$/, "")).diagnostics;
  assert.equal(first?.code, "WB3305");
  assert.deepEqual(others, []);
  const places = (first?.related ?? []).map(
    ({ message, span }) => `${message} ${text.slice(span.start, span.end)}`,
  );
  assert.deepEqual(places, ["It says so here. retired", "It is used here too. order@1"]);
});

test("what a policy lacks is one mistake, however many routes follow it", () => {
  const estate = `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high } }
  classes: { posting: { criticality: high, latency: minutes, sensitivity: financial, failureImpact: ledger, policy: posting } }
  environments: { local: { engine: embedded } }
---
kind: Policy
metadata: { name: posting, domain: orders }
spec: { timeout: 5s, idempotency: { retention: 120d } }
---`;
  const good = mapping("copy", "order", "=order.id", "=order.note");
  const classed = (name: string) => route(name, "copy").replace("spec:\n", "spec:\n  class: posting\n");
  const text = `${estate}${base}${good}${classed("one")}${classed("two")}${classed("three")}`;
  const { diagnostics } = compile({ "estate.yaml": text.replace(/---$/, "") }, { bare: true });
  const lacks = diagnostics.filter(({ code }) => code === "WB3312");
  assert.equal(lacks.length, 1);
  assert.equal(lacks[0]?.related?.filter(({ message }) => message === "It is followed here too.").length, 2);
});
