import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { machineProblem } from "../../../compiler/cli/machine.ts";
import { StoreError } from "../../../runtime/engine/store/port.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const waybill = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, "bin/waybill.js"), ...args], {
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, CI: "true", FORCE_COLOR: "1" }, // a machine reads: neither may bring colours back
  });

test("a port that is taken is the user's to solve: exit code 2, a line that helps, and the command ends", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { status, stderr } = waybill(
    "simulate",
    "--port",
    String(port),
    "--folder",
    join(root, "integrations"),
  );
  server.close();
  assert.equal(status, 2, stderr);
  assert.equal(
    stderr,
    `waybill: port ${port} is taken by another process: stop it, or choose another with --port\n`,
  );
});

test("a store's refusal is told as the store says it, and a bug stays a bug", () => {
  assert.equal(
    machineProblem(new StoreError("locked", "another process has this store open.")),
    "another process has this store open. For dev that is --data.",
  );
  assert.equal(machineProblem(new TypeError("x is not a function")), undefined);
  assert.equal(machineProblem(Object.assign(new Error("no such file"), { code: "ENOENT" })), undefined);
});

test("explain shows a page without Markdown: title, why, what fails, what passes, the way out", () => {
  const { status, stdout } = waybill("explain", "wb2203");
  assert.equal(status, 0);
  assert.match(
    stdout,
    /^WB2203 enum-value-without-counterpart\n\n\w[^]*\n\nFails\n {2}\S[^]*\n\nPasses\n {2}\S[^]*\n\nFix\n\w/,
  );
  assert.doesNotMatch(stdout, /```|^#/m);
  assert.ok(stdout.split("\n").every((line) => line.length <= 100));
});
