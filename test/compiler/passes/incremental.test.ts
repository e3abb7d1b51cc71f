import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { generateEstate } from "../../../bench/estate/index.ts";
import { createChecker } from "../../../compiler/expressions/index.ts";
import { compile } from "../../../compiler/passes/index.ts";

const estate = generateEstate(12);
const paths = [...estate.keys()];

/** What people do to specs, good and bad: each is a text that is found, and what stands there after. */
const changes: readonly (readonly [string, string])[] = [
  ["text(source.id)", "source.id"],
  ["blankToMissing(source.email)", "blankToMissing(source.emial)"],
  ["maxLength: 80", "maxLength: 40"],
  ["currency: { type: string }", "currency: { type: integer }"],
  ['"created_at"', '"createdAt"'],
  ["email: { type: string }", "email: { type: integer }"],
  ["placedAt: { $ref: waybill:instant }", "placedOn: { $ref: waybill:instant }"],
  ["kind: Mapping", "kind: Maping"],
  ["  steps:", " steps:"],
  ["orderId", "order_id"],
  ["policy: intake", "policy: intakes"],
  ["schemas/event-", "schemas/events-"],
  ['"integer"', '"string"'],
  ["domain: orders", "domain: order"],
  ["version: 1.0.0", "version: 2.0.0"],
  ["  steps:", "  latest: { by: =message.time }\n  steps:"],
  ["name: map-1,", "name: map-one,"],
  ["map: map-", "map: mapp-"],
  ["key: [orderId]", "key: [placedAt]"],
  ["lines:\n        type: array", "lines:\n        minItems: 1\n        type: array"],
  ["required: [orderId, placedAt,", "required: [orderId,"],
  ["lifecycle: active", "lifecycle: deprecated\n  sunset: 2026-01-01"],
  ["attempts: 5", "attempts: 9"],
];

const edit = fc.record({
  path: fc.constantFrom(...paths),
  change: fc.option(fc.constantFrom(...changes), { freq: 8 }),
  comment: fc.boolean(),
});

test("after an edit of one document, what link made of those that do not name it is the same object, by which later passes know it again", () => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-incremental-"));
  try {
    for (const [path, text] of estate) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const checker = createChecker();
    const before = compile(folder, { until: "lint", checker }).model;
    const path = "systems/system-1.yaml";
    writeFileSync(join(folder, path), (estate.get(path) ?? "").replace("rate: 200/s", "rate: 201/s"));
    const { model } = compile(folder, { until: "lint", checker });
    const changed = new Set(["system-1", "map-10", "map-11"]); // the mappings of its two webhooks
    for (const part of ["contracts", "systems", "mappings", "crosswalks", "routes", "policies"] as const)
      for (const [name, linked] of model[part])
        assert.equal(linked === before[part].get(name), !changed.has(name), `${part} ${name}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("after any edits, what a kept checker says and makes is what a cold compile says and makes", () => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-incremental-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  try {
    for (const [path, text] of estate) write(path, text);
    const checker = createChecker();
    const now = new Map(estate);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        for (const { path, change, comment } of edits) {
          const before = now.get(path) ?? "";
          // Without a change the file is restored.
          const changed = change ? before.replace(...change) : (estate.get(path) ?? "");
          const text = comment && path.endsWith(".yaml") ? `# moved\n${changed}` : changed;
          now.set(path, text);
          write(path, text);
        }
        const warm = compile(folder, { until: "emit", today: "2026-11-24", checker });
        const cold = compile(folder, { until: "emit", today: "2026-11-24" });
        assert.deepEqual(warm.diagnostics, cold.diagnostics);
        assert.deepEqual(warm.files, cold.files);
      }),
      { numRuns: 30 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
