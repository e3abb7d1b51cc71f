import assert from "node:assert/strict";
import { test } from "node:test";
import { repairsOf } from "../../../compiler/diagnostics/repair.ts";
import { compileSources } from "../../../compiler/passes/index.ts";

const head = `apiVersion: waybill.dev/v1
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
  schema:
    type: object
    required: [id, state, total, lines, buyer]
    properties:
      id: { type: string, minLength: 1 }
      state: { enum: [open, paid, "off"] }
      total: { $ref: waybill:money }
      lines: { type: array, items: { type: object, required: [sku], properties: { sku: { type: string }, note: { type: string } } } }
      buyer: { type: object, required: [name], properties: { name: { type: string, maxLength: 20 } } }
      kind: { enum: [web, store, "off"] }
---
apiVersion: waybill.dev/v1
kind: Mapping
metadata: { name: copy, domain: orders }
spec:
  from: { source: order@1 }
  to: order@1
`;

/** The mapping with every suggestion written into it, and what a compilation says of that. */
function suggested(mapping: string): { readonly text: string; readonly codes: readonly string[] } {
  const path = "order.yaml";
  const sources = new Map([[path, { path, text: head + mapping }]]);
  const { diagnostics } = compileSources(sources, { until: "lint" });
  const edits = diagnostics
    .flatMap((each) => repairsOf(each, sources))
    .filter(({ safe }) => !safe)
    .flatMap((repair) => repair.edits)
    .toSorted((left, right) => right.span.start - left.span.start);
  const text = edits.reduce(
    (whole, edit) => whole.slice(0, edit.span.start) + edit.text + whole.slice(edit.span.end),
    head + mapping,
  );
  const after = compileSources(new Map([[path, { path, text }]]), { until: "lint" });
  return { text: text.slice(head.length), codes: after.diagnostics.map(({ code }) => code) };
}

test("required fields that are left out are suggested with all that they require, below the last one, comments kept", () => {
  const { text, codes } = suggested(`  fields:
    # Its number.
    id: =source.id # as it is
    state: =source.state
# The end.
`);
  assert.equal(
    text,
    `  fields:
    # Its number.
    id: =source.id # as it is
    state: =source.state
    total: =… # money
    lines:
      each: =…
      as: item
      fields:
        sku: =… # text
    buyer:
      fields:
        name: =… # text of at most 20 characters
# The end.
`,
  );
  // Whoever forgets to fill a blank is told at each.
  assert.deepEqual(new Set(codes), new Set(["WB2000"]));
  assert.equal(codes.length, 4);
});

test("in flow style they stand before the brace, and what is nested in braces of its own", () => {
  assert.equal(
    suggested("  fields: { id: =source.id, state: =source.state, total: =source.total }\n").text,
    "  fields: { id: =source.id, state: =source.state, total: =source.total, lines: { each: =…, as: item, fields: { sku: =… } }, buyer: { fields: { name: =… } } }\n",
  );
  assert.equal(
    suggested("  fields: { id: =source.id,\n    state: open, # now\n  }\n").text,
    "  fields: { id: =source.id,\n    state: open, # now\n  , total: =…, lines: { each: =…, as: item, fields: { sku: =… } }, buyer: { fields: { name: =… } } }\n",
  );
});

test("cases that are left out are suggested, words that YAML takes for something else in quotes", () => {
  const rest =
    "    id: =source.id\n    total: =source.total\n    lines: =source.lines\n    buyer: =source.buyer\n";
  const { text } = suggested(`  fields:
    state:
      match: =source.state
      cases:
        open: open

    kind: { match: =source.state, cases: { paid: web } }
${rest}`);
  assert.equal(
    text,
    `  fields:
    state:
      match: =source.state
      cases:
        open: open
        paid: =… # one of \`open\`, \`paid\`, \`off\`
        "off": =… # one of \`open\`, \`paid\`, \`off\`

    kind: { match: =source.state, cases: { paid: web, open: =…, "off": =… } }
${rest}`,
  );
});
