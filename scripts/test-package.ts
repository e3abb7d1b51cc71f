/**
 * `npm run test:package`: what a stranger does with the packed package, in an empty folder outside the repository: install, init,
 * check, test, what its image runs, dev, one order sent and traced.
 */
import { strict as assert } from "node:assert";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "waybill-package-"));
const shop = join(folder, "shop");

function run(cwd: string, command: string, ...args: readonly string[]): string {
  const done = spawnSync(command, args, { cwd, encoding: "utf8" });
  console.log(`$ ${[command, ...args].join(" ")}\n${done.stdout}${done.stderr}`);
  assert.equal(done.status, 0, `${command} ${args.join(" ")} ended with ${done.status}`);
  return done.stdout;
}

const waybill = (cwd: string, ...args: readonly string[]): string =>
  run(cwd, process.execPath, join(folder, "node_modules/waybill/bin/waybill.js"), ...args);

/** What an image runs, in a folder of its own: here without the systems that it needs, which it says. */
function startsAlone(app: string): void {
  const alone = join(folder, "alone");
  cpSync(app, alone, { recursive: true });
  const file = join(alone, "service.mjs");
  const { status, stderr } = spawnSync(process.execPath, [file], {
    cwd: alone,
    encoding: "utf8",
    timeout: 30_000,
  });
  assert.match(stderr, /in local these systems are simulated, and there is nothing here that they answer by/);
  assert.equal(status, 1);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt++) {
    if (
      await fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("waybill dev did not become ready");
}

try {
  const tarball =
    run(process.cwd(), "npm", "pack", "--silent", "--pack-destination", folder).trim().split("\n").at(-1) ??
    "";
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  run(folder, "npm", "install", "--no-audit", "--no-fund", "--silent", join(folder, tarball));
  waybill(folder, "--help");
  waybill(folder, "init", "shop");
  assert.match(waybill(shop, "check"), /No errors/);
  assert.match(waybill(shop, "test"), /2 passed, 0 failed/);
  waybill(shop, "format", "--check");
  assert.match(waybill(shop, "build", "--images"), /image shop:[0-9a-f]{32}, /);
  startsAlone(join(shop, "build/images/shop/app"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dev = spawn(
    process.execPath,
    [join(folder, "node_modules/waybill/bin/waybill.js"), "dev", "--port", String(port)],
    { cwd: shop, stdio: "inherit" },
  );
  try {
    await ready(url, dev);
    assert.match(
      waybill(shop, "send", "web-shop.orderPlaced", "orders/examples/order.json", "--url", url),
      /done/,
    );
    assert.match(waybill(shop, "trace", "1001", "--url", url), /call warehouse\.createShipment/);
  } finally {
    dev.kill("SIGTERM");
    await new Promise((resolve) => dev.once("exit", resolve));
  }
  console.log("The packed package works.");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
