import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { applyFixes } from "../../../compiler/cli/fixes.ts";
import { compile } from "../../../compiler/passes/index.ts";

const head = `# The shop.
apiVersion: waybill.dev/v1
kind: Estate
metadata: { name: shop }
spec: { domains: { orders: { owner: team-orders, criticality: high, recovery: { point: 0s, time: 5m } } }, environments: { local: { engine: embedded } } }
---
apiVersion: waybill.dev/v1
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [id, note, kind], properties: { id: { type: string }, note: { type: string }, kind: { enum: [web, store] } } }
---
`;

/** The mapping after its fixes, and how many there were. */
function fixed(mapping: string): {
  readonly text: string;
  readonly count: number;
  readonly left: readonly string[];
} {
  const folder = mkdtempSync(join(tmpdir(), "waybill-fixes-"));
  try {
    writeFileSync(join(folder, "shop.yaml"), `${head}${mapping}`);
    let count = 0;
    // As the command does: what is mended may show what it hid.
    for (let more = 1; more > 0; count += more) more = applyFixes(folder, compile(folder, { until: "lint" }));
    const text = readFileSync(join(folder, "shop.yaml"), "utf8");
    assert.ok(text.startsWith(head));
    const left = compile(folder, { until: "lint" }).diagnostics.map(({ code }) => code);
    return { text: text.slice(head.length), count, left };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("near misses are mended in their places: comments, blank lines, quotes and flow maps stay as they are", () => {
  const right = `apiVersion: waybill.dev/v1
kind: Mapping   # from order to order
metadata: { name: copy,   domain: orders }

spec:
  from: { source: order@1 }
  to: "order@1"     # itself
  fields:
    # What it is called.
    id: =trim(source.id)    # without blanks

    note: "=truncate(source.note, 30)"
    kind:   'web'
`;
  const wrong = right
    .replace("domain: orders }\n\n", "domain: order }\n\n")
    .replace("trim(source.id)", "trimm(sourc.id)")
    .replace("note: ", "noet: ")
    .replace("source.note", "source.nott")
    .replace("'web'", "'webb'");
  const { text, count, left } = fixed(wrong);
  assert.equal(text, right);
  assert.ok(count >= 5);
  assert.deepEqual(left, []);
});

test("what an anchor holds is mended once, where it stands", () => {
  const right = `apiVersion: waybill.dev/v1
kind: Mapping
metadata: { name: copy, domain: orders }
spec:
  from: { source: order@1 }
  to: order@1
  fields:
    id: &id =source.id # both
    note: *id
    kind: web
`;
  const { text, left } = fixed(right.replace("=source.id", "=source.idd"));
  assert.equal(text, right);
  assert.deepEqual(left, []);
});

test("an expression that YAML would cut is quoted", () => {
  const right = `apiVersion: waybill.dev/v1
kind: Mapping
metadata: { name: copy, domain: orders }
spec:
  from: { source: order@1 }
  to: order@1
  fields: { id: "=truncate(source.id, 3)", note: =source.note, kind: web } # in one line
`;
  const { text, left } = fixed(right.replaceAll('"', ""));
  assert.equal(text, right);
  assert.deepEqual(left, []);
});

test("a misspelt name in quotes is mended within them, whatever is quoted", () => {
  const right = `apiVersion: waybill.dev/v1
"kind": 'Mapping'
metadata: { "name": copy, domain: 'orders' }
spec:
  from: { source: "order@1" }
  to: order@1
  "fields": { 'id': "=source.id", "note": '=source.note', "kind": { "match": "=source.kind", 'cases': { "web": 'web', 'store': "store" } } }
`;
  const wrong = right
    .replace('"name"', '"nane"')
    .replace("'id'", "'ids'")
    .replace('"note"', '"noet"')
    .replace('"match"', '"macth"')
    .replace("{ \"web\": 'web'", "{ \"webb\": 'wbe'")
    .replace("'store':", "'stoer':");
  const { text, left } = fixed(wrong);
  assert.equal(text, right);
  assert.deepEqual(left, []);
});

test("what has blanks to fill is suggested, and not written", () => {
  const { text, count, left } = fixed(`apiVersion: waybill.dev/v1
kind: Mapping
metadata: { name: copy, domain: orders }
spec:
  from: { source: order@1 }
  to: order@1
  fields: { id: =source.id, kind: web }
`);
  assert.match(text, /fields: \{ id: =source.id, kind: web \}\n$/);
  assert.equal(count, 0);
  assert.deepEqual(left, ["WB2202"]);
});
