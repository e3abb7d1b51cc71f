import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { consoleBlocks, Terminal } from "./console.ts";

const folder = mkdtempSync(join(tmpdir(), "waybill-operations-"));

/** Ports that nobody has, in place of those of the guide. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((listening) => server.once("listening", listening))));
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port); // listens on TCP
  for (const server of servers) server.close();
  return ports;
}

/** `npx waybill`, as if it were installed in the folder. */
function npx(): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const program = join(bin, "npx");
  writeFileSync(
    program,
    `#!/bin/sh\nshift\nexec "${process.execPath}" "${resolve("bin/waybill.js")}" "$@"\n`,
  );
  chmodSync(program, 0o755);
  return bin;
}

const [service = 0, systems = 0] = await freePorts(2);
const path = [npx(), dirname(process.execPath), process.env["PATH"]].join(delimiter);
const terminal = new Terminal(folder, { PATH: path, HOME: folder, USER: "jo" });
after(async () => {
  await terminal.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const guide = readFileSync("docs/guide/operations.md", "utf8")
  .replaceAll("4000", String(service))
  .replaceAll("4100", String(systems));

for (const [index, block] of consoleBlocks(guide).entries())
  test(`docs/guide/operations.md, block ${index + 1}: $ ${block.commands.at(-1)?.text ?? ""}`, {
    timeout: 120_000,
  }, async () => {
    assert.deepEqual(await terminal.run(block), []);
  });
