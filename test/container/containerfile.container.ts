/** The Containerfile as a real builder understands it: buildah, without a daemon, from a base made here since none can be pulled. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { tools } from "../../trial/tools.ts";
import { build, http, pause, waybill, work } from "../end-to-end/waybill.ts";
import { makeBase } from "./base.ts";
import { Buildah } from "./buildah.ts";
import { Container } from "./container.ts";
import { readContainerfile } from "./image.ts";

const skip = Buildah.isHere ? false : "buildah is not here";
const crane = join(tools, "bin/crane");
const base = "localhost/node:trial";
const buildah = new Buildah();
let context = "";
let reference = "";

before(async () => {
  if (skip !== false) return;
  const folder = mkdtempSync(join(work, "base-"));
  makeBase(folder);
  buildah.commit(folder, base);
  assert.equal((await waybill(["init", "shop"])).status, 0);
  const made = await waybill(["build", "shop", "--images", "--base", base]);
  assert.equal(made.status, 0, made.stdout);
  context = join(build, "images/shop");
  reference = `localhost/${readFileSync(join(context, "reference"), "utf8").trim()}`;
});

after(() => {
  if (skip === false) buildah.remove();
});

test("the same context is the same image, to the last digit of its id", { skip }, () => {
  const one = buildah.build(context, reference);
  assert.match(one, /^[0-9a-f]{64}$/);
  assert.equal(buildah.build(context, reference), one);
});

test("the image is what the Containerfile says: user, entry point, variables, an owned /data, and it serves", {
  skip,
}, async () => {
  buildah.build(context, reference);
  const image = buildah.mount(reference);
  const { user, entrypoint, environment } = readContainerfile(context);
  assert.deepEqual([image.user, image.entrypoint, image.environment], [user, entrypoint, environment]);
  assert.equal(statSync(join(image.root, "data")).uid, 65_532);
  assert.equal(statSync(join(image.root, "app")).uid, 0);
  assert.ok(!existsSync(join(image.root, "bin/sh")));
  const container = new Container(image, {
    variables: {
      WAYBILL_SYSTEM_WAREHOUSE_URL: "http://127.0.0.1:9",
      WAYBILL_SYSTEM_WEB_SHOP_URL: "http://127.0.0.1:9",
    },
  });
  assert.equal((await http(`${await container.url()}/health/ready`)).status, 200);
  assert.equal(await container.end("SIGTERM"), 0);
});

test("it is pushed to a registry under its tag", {
  skip: skip || (existsSync(crane) ? false : "crane is not here"),
}, async () => {
  const registry = spawn(crane, ["registry", "serve", "--address", "127.0.0.1:0"]);
  try {
    let said = "";
    registry.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    for (let waited = 0; waited < 10_000 && !/:\d+/.test(said); waited += 50) await pause(50);
    const address = `127.0.0.1:${/serving on port (\d+)/.exec(said)?.[1]}`;
    buildah.build(context, reference);
    const pushed = `${address}/${reference.replace("localhost/", "integration/")}`;
    buildah.run("push", "--tls-verify=false", "--quiet", reference, `docker://${pushed}`);
    const [name = "", tag] = reference.replace("localhost/", "").split(":");
    assert.deepEqual(await (await fetch(`http://${address}/v2/integration/${name}/tags/list`)).json(), {
      name: `integration/${name}`,
      tags: [tag],
    });
  } finally {
    registry.kill();
  }
});
