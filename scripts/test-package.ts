/**
 * `npm run test:package`: what a stranger does with the packed package, in an empty folder outside the repository: install, init,
 * check, test, what its image runs, dev, one order sent and traced.
 */
import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { freePorts } from "../trial/leashed.ts";
import { answers, Packed } from "./packed.ts";

const packed = new Packed();
const shop = join(packed.folder, "shop");

/** What an image runs, in a folder of its own: here without the systems that it needs, which it says. */
function startsAlone(app: string): void {
  const alone = join(packed.folder, "alone");
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

try {
  packed.install();
  packed.waybill(packed.folder, "--help");
  packed.waybill(packed.folder, "init", "shop");
  assert.match(packed.waybill(shop, "check"), /No errors/);
  assert.match(packed.waybill(shop, "test"), /2 passed, 0 failed/);
  packed.waybill(shop, "format", "--check");
  assert.match(packed.waybill(shop, "build", "--images"), /image shop:[0-9a-f]{32}, /);
  startsAlone(join(shop, "build/images/shop/app"));
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/health/ready`, packed.start(shop, ["dev", "--port", String(port)]));
  const sent = ["send", "web-shop.orderPlaced", "orders/examples/order.json", "--url", url];
  assert.match(packed.waybill(shop, ...sent), /done/);
  assert.match(packed.waybill(shop, "trace", "1001", "--url", url), /call warehouse\.createShipment/);
  console.log("The packed package works.");
} finally {
  await packed.remove();
}
