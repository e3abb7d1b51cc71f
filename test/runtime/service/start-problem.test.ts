import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../../../bin/source.ts", import.meta.url));
const program = `
import { serve } from ${JSON.stringify(new URL("../../../runtime/service/serve.ts", import.meta.url))};
import { estate, simulation } from ${JSON.stringify(new URL("estate.ts", import.meta.url))};
import { writeFileSync } from "node:fs";
writeFileSync("simulation.json", JSON.stringify(simulation));
await serve(estate, { simulation: new URL("file://" + process.cwd() + "/simulation.json") });
`;

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-start-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** How the process of a service ends that can not start. */
function started(cwd: string, variables: Record<string, string>): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, ["--import", source, "--input-type=module", "--eval", program], {
    cwd,
    encoding: "utf8",
    timeout: 30_000,
    env: { ...process.env, WAYBILL_DATA: cwd, PORT: "0", ...variables },
  });
}

test("a store that can not be opened is one line and ends with 1", (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, "estate.db"), "This is no database, and longer than a header. ".repeat(20));
  const { status, stderr } = started(folder, {});
  assert.equal(status, 1);
  assert.match(stderr, /^\S+estate\.db: the file is no store of Waybill's: move it away.*\n$/);
});

test("a port that is taken is one line and ends with 1", async (t) => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  t.after(() => taken.close());
  const { port } = taken.address() as AddressInfo; // listening on TCP
  const { status, stderr } = started(folderOf(t), { PORT: String(port) });
  assert.equal(status, 1);
  assert.equal(stderr, `port ${port} is taken by another process: stop it, or give this one another PORT\n`);
});
