/**
 * `npm run test:distributed`: what is shipped, on Restate, PostgreSQL and Kafka. The packed package is installed elsewhere; its scenarios run
 * on the distributed engine; then one order is carried through by `waybill run`, and one by the service's image (as a plain process), each
 * from the shop to a warehouse that is simulated elsewhere. Ends with 75 where this machine lacks what the servers need: then nothing was
 * tried.
 */
import { strict as assert } from "node:assert";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Servers } from "../test/conformance/service/servers.ts";
import { freePorts } from "../trial/leashed.ts";
import { Missing } from "../trial/tools.ts";
import { answers, ended, Packed } from "./packed.ts";

const secrets = { WEB_SHOP_WEBHOOK: "whsec_c2hvcA==", WAREHOUSE_TOKEN: "token" };
const packed = new Packed();
const shop = join(packed.folder, "shop");

/** The new estate runs in production too, on the distributed engine. */
function goesToProduction(): void {
  const replace = (file: string, from: string, to: string): void => {
    const path = join(shop, file);
    const text = readFileSync(path, "utf8");
    assert.ok(text.includes(from), `${file} has ${from}`);
    writeFileSync(path, text.replace(from, to));
  };
  const local = "local: { engine: embedded }";
  replace("estate.yaml", local, `${local}\n    production: { engine: distributed }`);
  for (const [file, system] of [
    ["orders/web-shop.yaml", "web-shop"],
    ["warehouse/warehouse.yaml", "warehouse"],
  ] as const)
    replace(file, "{ local: simulated }", `{ local: simulated, production: "https://${system}.example" }`);
}

/** Starts what carries one order through, sees it through, and ends it. */
async function carries(
  what: string,
  order: string,
  warehouse: string,
  servers: Servers,
  start: (port: number, variables: Readonly<Record<string, string>>) => ReturnType<Packed["start"]>,
): Promise<void> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const service = start(port, {
    ...(await servers.variables(await servers.databases.make({ empty: true }))),
    WAYBILL_ENVIRONMENT: "production",
    WAYBILL_HOST: "127.0.0.1",
    WAYBILL_SYSTEM_WEB_SHOP_URL: warehouse,
    WAYBILL_SYSTEM_WAREHOUSE_URL: `${warehouse}/simulated/warehouse`,
  });
  await answers(`${url}/health/ready`, service);
  const readyMs = performance.now() - began;
  const file = join(packed.folder, `${order}.json`);
  const example = readFileSync(join(shop, "orders/examples/order.json"), "utf8");
  writeFileSync(file, example.replaceAll("1001", order));
  const sent = ["send", "web-shop.orderPlaced", file, "--url", url, "--wait", "30", "--expect", "done"];
  packed.waybill(shop, ...sent);
  const answer = await fetch(`${warehouse}/simulate/warehouse/received`);
  const { calls } = (await answer.json()) as { calls: { effect: boolean; body: { reference?: string } }[] };
  const shipped = calls.filter(({ effect, body }) => effect && body.reference === order);
  assert.equal(shipped.length, 1, `${what}: the warehouse has order ${order} once`);
  await ended(service);
  assert.equal(service.exitCode, 0, `${what} ends well when it is told to stop`);
  console.log(`${what}: ready after ${Math.round(readyMs)} ms, order ${order} is with the warehouse.`);
}

async function main(servers: Servers): Promise<void> {
  packed.install();
  packed.waybill(packed.folder, "init", "shop");
  assert.match(packed.waybill(shop, "test", "--engine", "distributed"), /2 passed, 0 failed/);
  goesToProduction();
  packed.waybill(shop, "build", "--images");
  const [port = 0] = await freePorts(1);
  const warehouse = `http://127.0.0.1:${port}`;
  const simulated = packed.start(shop, ["simulate", "--port", String(port)]);
  await answers(`${warehouse}/simulate/warehouse/received`, simulated);
  await carries("waybill run", "2001", warehouse, servers, (at, variables) =>
    packed.start(shop, ["run", "--port", String(at)], variables),
  );
  const alone = join(packed.folder, "alone");
  cpSync(join(shop, "build/images/shop-orders/app"), alone, { recursive: true });
  await carries("the image of orders", "2002", warehouse, servers, (at, variables) =>
    packed.startNode(alone, [join(alone, "service.mjs")], { ...variables, PORT: String(at) }),
  );
}

for (const [name, value] of Object.entries(secrets)) process.env[`WAYBILL_SECRET_${name}`] = value;
try {
  const servers = await Servers.start();
  try {
    await main(servers);
    console.log("What is shipped works on the distributed engine.");
  } finally {
    await servers.stop();
    await packed.remove();
  }
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  console.log(`SKIPPED: ${error.message} Nothing was tried.`);
  process.exitCode = 75;
}
