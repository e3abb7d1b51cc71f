import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

const posted = [route([call])];

test("a call that must not be repeated is an error in the ledger, a warning where it matters, and nothing elsewhere", () => {
  const of = (nature: [string, string, string], idempotent: string) =>
    told({ nature, idempotent, documents: posted }, "WB3501");
  assert.deepEqual(of(["critical", "financial", "ledger"], "false"), ["error WB3501 erp.post"]);
  assert.deepEqual(of(["high", "operational", "stock"], "false"), ["warning WB3501 erp.post"]);
  assert.deepEqual(of(["low", "operational", "internal"], "false"), []);
  assert.deepEqual(of(["critical", "financial", "ledger"], "true"), []);
});

test("a question by GET is no effect", () => {
  const documents = [route(['{ name: seen, call: erp.find, with: { reference: "1" } }'])];
  assert.deepEqual(told({ idempotent: "false", documents }, "WB3501"), []);
});
