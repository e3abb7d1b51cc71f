/** An embedded environment: one StatefulSet for all services, which any change of what they do rolls. */
import { deepEqual, equal, match, notDeepEqual } from "node:assert/strict";
import { before, test } from "node:test";
import { crash, eventually, kubernetes } from "./cluster.ts";
import { TestEstate } from "./estate.ts";
import { difference, nothing, readyPods, type State, stateOf } from "./state.ts";

const namespace = "outfitter";
const estate = new TestEstate("test/cluster/estate");
const up = () => estate.up("production");
const registry = "registry.outfitter.example/integration";

let state: State;

async function deployed(): Promise<readonly [State, State]> {
  const earlier = state;
  await up();
  state = await stateOf(namespace);
  return [earlier, state];
}

before(async () => {
  await up();
  state = await stateOf(namespace);
});

test("from nothing, the environment has one pod that is ready, with its volume", async () => {
  await eventually("one pod", async () => (await readyPods(namespace, "outfitter")).length === 1);
  const claims = await kubernetes.list("v1", "PersistentVolumeClaim", namespace);
  deepEqual(
    claims.map((claim) => (claim["status"] as { phase?: string }).phase),
    ["Bound"],
  );
});

test("deployed again, nothing is changed", async () => {
  deepEqual(difference(...(await deployed())), nothing);
});

test("a changed mapping rolls the one StatefulSet, and nothing else is touched", async () => {
  const [pod] = await readyPods(namespace, "outfitter");
  estate.edit("orders/order.yaml", "=text(source.number)", '"=`W${text(source.number)}`"');
  deepEqual(difference(...(await deployed())), {
    created: [],
    changed: ["StatefulSet/outfitter"],
    deleted: [],
  });
  await eventually("another pod", async () => {
    const [now] = await readyPods(namespace, "outfitter");
    return now !== undefined && now !== pod;
  });
});

test("what a hand changed is found, and put right by the next deployment", async () => {
  await kubernetes.patch("apps/v1", "StatefulSet", namespace, "outfitter", { spec: { replicas: 2 } });
  const drift = await estate.run("deploy", "drift", "--environment", "production");
  equal(drift.status, 1, drift.stdout + drift.stderr);
  match(drift.stdout, /embedded is one process/);
  await up();
  deepEqual(difference(state, await stateOf(namespace)), nothing);
});

test("a build whose pod never gets ready is rolled back, and how long nothing served is said", async () => {
  estate.edit("stock/stock.yaml", "sku: =change.sku", 'sku: "=`S${change.sku}`"');
  const { image } = await estate.build();
  const mend = await crash(`${registry}/${image.name}:${image.content}`);
  const failed = await estate.run("deploy", "up", "--environment", "production", "--timeout", "20");
  equal(failed.status, 1, failed.stdout + failed.stderr);
  match(failed.stderr, /CrashLoopBackOff/);
  match(failed.stderr, /the last good one, serves again\. There was no service for up to \d+ s/);
  const restored = await stateOf(namespace);
  deepEqual(restored.get("StatefulSet/outfitter")?.["spec"], state.get("StatefulSet/outfitter")?.["spec"]);
  await eventually("one pod", async () => (await readyPods(namespace, "outfitter")).length === 1);
  await mend();
  notDeepEqual(difference(...(await deployed())), nothing);
});

test("destroyed, nothing is left", async () => {
  await estate.succeed("deploy", "destroy", "--environment", "production", "--yes");
  await eventually("no namespace", async () => {
    return (await kubernetes.find("v1", "Namespace", "", namespace)) === undefined;
  });
});
