import assert from "node:assert/strict";
import { test } from "node:test";
import { emit } from "../../../compiler/passes/emit/index.ts";
import { planOf } from "../kinds/compile.ts";

test("a computed input says its type, so that words of a closed list stay words, also where a call is undone", () => {
  const plan = planOf(`
kind: System
metadata: { name: erp, domain: orders }
spec:
  type: erp
  endpoints: { local: simulated }
  operations:
    post:
      request: { method: POST, path: /p, body: { type: object, required: [id, kind], properties: { id: { type: string }, kind: { enum: [a, b] } } } }
      idempotent: true
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [id], properties: { id: { type: string } } }
---
kind: Route
metadata: { name: go, domain: orders }
spec:
  trigger: { event: { of: order@1 } }
  steps:
    - name: posted
      call: erp.post
      with: { id: =trim(message.data.id), kind: '=trim(message.data.id) == "1" ? "a" : "b"' }
      compensate: { call: erp.post, with: { id: =trim(message.data.id), kind: '=trim(message.data.id) == "1" ? "b" : "a"' } }
    - { name: plain, call: erp.post, with: { id: =message.data.id, kind: a } }
`);
  const route = emit(plan).output.get("routes/go.ts") ?? "";
  assert.equal(route.match(/\(\): PostInput => \(\{/g)?.length, 2);
  assert.match(route, /run\.call\([^]*post, \{\s*id: message\.data\.id,\s*kind: "a",?\s*\}\)/);
});
