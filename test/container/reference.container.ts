/** The reference estate in one process, as production runs it: real addresses, which lead to systems simulated elsewhere. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Manifest } from "../../compiler/manifest/manifest.ts";
import { assertCarried, load, taken } from "../end-to-end/load.ts";
import { order, sendOrder } from "../end-to-end/senders.ts";
import { build, buildEstate, ended, http, Process, pause, waybill, work } from "../end-to-end/waybill.ts";
import { Container, type ContainerOptions, type Image, imageOf, secretFiles, volume } from "./container.ts";

let image: Image;
let simulated = "";
let options: ContainerOptions = {};

before(async () => {
  await buildEstate();
  const { status, stderr } = await waybill(["build", "--images"]);
  assert.equal(status, 0, stderr);
  image = imageOf(join(build, "images/northwind"));
  const manifest = JSON.parse(readFileSync(join(build, "manifest.json"), "utf8")) as Manifest;
  simulated = await new Process(["simulate", "--port", "0", "--data", join(work, "simulated")]).url();
  const addresses = manifest.systems.map(({ name }) => [
    `WAYBILL_SYSTEM_${name.toUpperCase().replaceAll("-", "_")}_URL`,
    `${simulated}/simulated/${name}`,
  ]);
  const files = manifest.secrets.map(({ name, variable }) => [`${variable}_FILE`, `/secrets/${name}`]);
  options = {
    secrets: secretFiles(Object.fromEntries(manifest.secrets.map(({ name }) => [name, `local-${name}`]))),
    variables: { WAYBILL_ENVIRONMENT: "production", ...Object.fromEntries([...addresses, ...files]) },
  };
});

/** Resident memory of the process, 10^6 bytes, after two seconds of quiet. */
async function residentAtRest(container: Container): Promise<number> {
  await pause(2_000);
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(container.proc("status"))?.[1]) * 1024) / 1e6;
}

test("it serves from its modules alone, as user 65532, on a root that is read-only and has no shell", async (t) => {
  const modules = readdirSync(join(image.root, "app")).filter((name) => name !== "sbom.cdx.json");
  assert.ok(modules.includes("service.mjs"));
  for (const name of modules) assert.match(name, /^(?:service|.+-[0-9a-f]{8})\.mjs(?:\.map)?$/);
  const container = new Container(image, options);
  const url = await container.url();
  assert.equal((await http(`${url}/health/ready`)).status, 200);
  assert.match(container.proc("status"), /^Uid:\t65532\t65532\t65532\t65532$/m);
  assert.match(container.proc("status"), /^CapEff:\t0+$/m);
  assert.match(container.proc("status"), /^NoNewPrivs:\t1$/m);
  assert.match(container.proc("mountinfo"), /^(?:\S+ ){3}\S+ \/ ro,/m);
  const resident = await residentAtRest(container);
  t.diagnostic(`resident at rest: ${resident.toFixed(0)} MB`);
  // Half as much again as Node by itself: something that should load when it is needed has loaded at the start.
  assert.ok(resident < 110, `${resident} MB`);
  assert.equal(await container.end("SIGTERM"), 0);
});

test("an order goes through to the ERP", async (t) => {
  const container = new Container(image, options);
  const url = await container.url();
  const { status, body } = await sendOrder(url, order, { "x-shopify-webhook-id": "first" });
  assert.equal(status, 202);
  assert.equal((await ended(url, body.run)).state, "done");
  await assertCarried(url, simulated, new Map([[450_789_469, body.run]]));
  assert.equal((await http(`${url}/admin/trace?key=1001`)).status, 403);
  t.diagnostic(`resident at rest after an order: ${(await residentAtRest(container)).toFixed(0)} MB`);
  assert.equal(await container.end("SIGTERM"), 0);
});

test("killed under load and started again on its volume, it loses nothing it took and posts nothing twice", async () => {
  const data = volume();
  const acknowledged = new Map<number, string>();
  let next = 1000;
  for (let round = 0; round < 3; round += 1) {
    const container = new Container(image, { ...options, data });
    const killed = container.url().then(async () => {
      await taken(acknowledged, 10 + Math.floor(Math.random() * 20));
      return container.end("SIGKILL");
    });
    next = await load(await container.url(), next, acknowledged, killed);
    await killed;
  }
  const container = new Container(image, { ...options, data });
  await assertCarried(await container.url(), simulated, acknowledged);
  assert.equal(await container.end("SIGTERM"), 0);
});

test("told to stop under load, it drains and ends with 0, and the next one ends the rest", async () => {
  const data = volume();
  const acknowledged = new Map<number, string>();
  const container = new Container(image, { ...options, data });
  const url = await container.url();
  const stopped = taken(acknowledged, 20).then(() => container.end("SIGTERM"));
  await load(url, 5000, acknowledged, stopped);
  assert.equal(await stopped, 0);
  assert.doesNotMatch(container.stderr, /"level":"error"/);
  const next = new Container(image, { ...options, data });
  await assertCarried(await next.url(), simulated, acknowledged);
});

test("a second one on its volume does not start, and says why in a line without a stack", async () => {
  const data = volume();
  const first = new Container(image, { ...options, data });
  await first.url();
  const second = new Container(image, { ...options, data });
  assert.equal(await second.ended, 1);
  assert.match(second.stderr, /another process has this store open/);
  assert.doesNotMatch(second.stderr, /^\s+at /m);
  assert.equal(await first.end("SIGTERM"), 0);
});

test("without its secrets it does not start, and says which in lines without a stack", async () => {
  const container = new Container(image, { variables: { WAYBILL_ENVIRONMENT: "production" } });
  assert.equal(await container.ended, 1);
  assert.match(container.stderr, /^secret sap-client is missing: set WAYBILL_SECRET_SAP_CLIENT$/m);
  assert.doesNotMatch(container.stderr, /^\s+at /m);
});
