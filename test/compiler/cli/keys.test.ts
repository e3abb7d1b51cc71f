import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { keys } from "../../../compiler/cli/commands/keys.ts";
import { UsageError } from "../../../compiler/cli/usage.ts";
import { parseKeys, verdictOf } from "../../../runtime/edge/security/key-set.ts";

test("a key that was made is known by its hash alone, until it is revoked", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-keys-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "keys.json");
  const written = t.mock.method(process.stdout, "write", () => true);
  await keys(["create", "carrier-1"], { file, scopes: "parcels,labels", expires: "2027-06-30" });
  const key = String(written.mock.calls[0]?.arguments[0]).trim();
  written.mock.restore();
  const text = readFileSync(file, "utf8");
  assert.ok(!text.includes(key));
  const verdict = verdictOf(parseKeys(text), key, Date.parse("2027-06-30T12:00:00Z"));
  assert.deepEqual(verdict.kind === "known" && [verdict.key.id, verdict.key.scopes], [
    "carrier-1",
    ["parcels", "labels"],
  ]);
  await assert.rejects(keys(["create", "carrier-1"], { file }), UsageError);
  await assert.rejects(keys(["create", "carrier-2"], { file, expires: "soon" }), UsageError);
  await keys(["revoke", "carrier-1"], { file });
  assert.equal(verdictOf(parseKeys(readFileSync(file, "utf8")), key, 0).kind, "unknown");
  await assert.rejects(keys(["revoke", "carrier-1"], { file }), UsageError);
});
