/** An embedded environment: one StatefulSet for all services, which any change of what they do rolls. */
import { deepEqual, equal, match, notDeepEqual } from "node:assert/strict";
import { before, test } from "node:test";
import { crash, eventually, kubernetes } from "./cluster.ts";
import { Environment } from "./environment.ts";
import { difference, nothing } from "./state.ts";

const namespace = "outfitter";
const production = new Environment("test/cluster/estate", "production", namespace);
const { estate } = production;
const registry = "registry.outfitter.example/integration";

before(() => production.deploy());

test("from nothing, the environment has one pod that is ready, with its volume", async () => {
  await eventually("one pod", async () => (await production.ready("outfitter")).length === 1);
  const claims = await kubernetes.list("v1", "PersistentVolumeClaim", namespace);
  deepEqual(
    claims.map((claim) => (claim["status"] as { phase?: string }).phase),
    ["Bound"],
  );
});

test("deployed again, nothing is changed", async () => {
  deepEqual(difference(...(await production.deploy())), nothing);
});

test("a changed mapping rolls the one StatefulSet, and nothing else is touched", async () => {
  const [pod] = await production.ready("outfitter");
  estate.edit("orders/order.yaml", "=text(source.number)", '"=`W${text(source.number)}`"');
  deepEqual(difference(...(await production.deploy())), {
    created: [],
    changed: ["StatefulSet/outfitter"],
    deleted: [],
  });
  await eventually("another pod", async () => {
    const [now] = await production.ready("outfitter");
    return now !== undefined && now !== pod;
  });
});

test("what a hand changed is found, and put right by the next deployment", async () => {
  const { state } = production;
  await kubernetes.patch("apps/v1", "StatefulSet", namespace, "outfitter", { spec: { replicas: 2 } });
  const drift = await production.run("drift");
  equal(drift.status, 1, drift.stdout + drift.stderr);
  match(drift.stdout, /embedded is one process/);
  await production.deploy();
  deepEqual(difference(state, production.state), nothing);
});

test("a build whose pod never gets ready is rolled back, and how long nothing served is said", async () => {
  estate.edit("stock/stock.yaml", "sku: =change.sku", 'sku: "=`S${change.sku}`"');
  const { image } = await estate.build();
  const mend = await crash(`${registry}/${image.name}:${image.content}`);
  const failed = await production.run("up", "--timeout", "20");
  equal(failed.status, 1, failed.stdout + failed.stderr);
  match(failed.stderr, /CrashLoopBackOff/);
  match(failed.stderr, /the last good one, serves again\. There was no service for up to \d+ s/);
  const { state } = production;
  const restored = await production.look();
  deepEqual(restored.get("StatefulSet/outfitter")?.["spec"], state.get("StatefulSet/outfitter")?.["spec"]);
  await eventually("one pod", async () => (await production.ready("outfitter")).length === 1);
  await mend();
  notDeepEqual(difference(...(await production.deploy())), nothing);
});

test("destroyed, nothing is left", () => production.destroy());
