/** A distributed environment, from nothing to nothing: each test deploys one change on top of the last. */
import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { before, test } from "node:test";
import { crash, eventually, kubernetes } from "./cluster.ts";
import { type Built, TestEstate } from "./estate.ts";
import { difference, nothing, readyPods, type State, stateOf, touched } from "./state.ts";

const namespace = "outfitter-staging";
const estate = new TestEstate("test/cluster/estate");
const up = () => estate.up("staging");

let state: State;

/** Deploys what the specs say now; answers the state before and after. */
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

test("from nothing, each service has pods that are ready, as many as its scale asks for", async () => {
  for (const [service, wanted] of Object.entries({ ledger: 1, orders: 2, stock: 1 })) {
    await eventually(
      `${wanted} of ${service}`,
      async () => (await readyPods(namespace, service)).length === wanted,
    );
  }
});

test("deployed again, nothing is changed", async () => {
  deepEqual(difference(...(await deployed())), nothing);
});

test("a changed mapping rolls out the services that use it, and no other", async () => {
  const stock = await readyPods(namespace, "stock");
  estate.edit("orders/order.yaml", "=text(source.number)", '"=`W${text(source.number)}`"');
  deepEqual(touched(...(await deployed())), ["ledger", "orders"]);
  deepEqual(await readyPods(namespace, "stock"), stock, "the same pods");
  deepEqual(
    [builds("ledger"), builds("orders"), builds("stock")],
    [2, 2, 1],
    "the one before stays until it has drained",
  );
});

test("a changed policy rolls out the services whose routes follow it", async () => {
  estate.edit("estate.yaml", "attempts: 5", "attempts: 6");
  deepEqual(touched(...(await deployed())), ["stock"]);
});

test("a changed scale changes the autoscaler, and no pod is replaced", async () => {
  const pods = await readyPods(namespace, "orders");
  estate.edit("services.yaml", "max: 6", "max: 8");
  const { created, changed, deleted } = difference(...(await deployed()));
  deepEqual([created, deleted], [[], []]);
  // Builds that are not drained yet may grow with the service.
  for (const name of changed) match(name, /^HorizontalPodAutoscaler\/orders/);
  notEqual(changed.length, 0);
  // The autoscaler may still be bringing a new build to its lower bound.
  const now = await readyPods(namespace, "orders");
  deepEqual(
    pods.filter((pod) => !now.includes(pod)),
    [],
  );
});

test("another name of a secret rolls out the services of its system", async () => {
  estate.edit("ledger/ledger.yaml", "ledger-token", "ledger-key");
  deepEqual(touched(...(await deployed())), ["ledger"]);
});

test("a removed route is no longer to be reached from outside, and the other services stay as they are", async () => {
  equal(exposed(state).includes("/api/recounts"), true);
  estate.edit("services.yaml", "[change-stock, recount-stock]", "[change-stock]");
  estate.remove("stock/recount.yaml");
  deepEqual(touched(...(await deployed())), ["stock"]);
  deepEqual(
    ["/api/recounts", "/api/stock"].map((path) => exposed(state).includes(path)),
    [false, true],
  );
});

test("what a hand changed is found and named in the spec's words, and put right by the next deployment", async () => {
  const name = [...state.keys()].find((key) => key.startsWith("HorizontalPodAutoscaler/orders"));
  const autoscaler = name?.split("/")[1] ?? "";
  await kubernetes.patch("autoscaling/v2", "HorizontalPodAutoscaler", namespace, autoscaler, {
    spec: { maxReplicas: 20 },
  });
  const drift = await estate.run("deploy", "drift", "--environment", "staging");
  equal(drift.status, 1, drift.stdout + drift.stderr);
  match(drift.stdout, /scale\.max.*service orders \(services\.yaml:\d+\)/);
  match(drift.stdout, /20/);
  await up();
  deepEqual(difference(state, await stateOf(namespace)), nothing);
  equal((await estate.run("deploy", "drift", "--environment", "staging")).status, 0);
});

test("a build whose pods never get ready fails the deployment, and the one before goes on serving", async () => {
  const serving = await readyPods(namespace, "stock");
  const selected = selector(state, "stock");
  estate.edit("stock/stock.yaml", "sku: =change.sku", 'sku: "=`S${change.sku}`"');
  const mend = await crash(imageOf(await estate.build(), "stock"));
  const failed = await estate.run("deploy", "up", "--environment", "staging", "--timeout", "20");
  equal(failed.status, 1, failed.stdout + failed.stderr);
  match(failed.stdout + failed.stderr, /stock/);
  deepEqual(selector(await stateOf(namespace), "stock"), selected, "requests go where they went");
  deepEqual(await readyPods(namespace, "stock"), serving);

  await mend();
  estate.edit("stock/stock.yaml", 'sku: "=`S${change.sku}`"', "sku: =change.sku");
  await deployed();
  deepEqual(selector(state, "stock"), selected);
});

test("destroyed, nothing is left", async () => {
  await estate.succeed("deploy", "destroy", "--environment", "staging", "--yes");
  await eventually("no namespace", async () => {
    return (await kubernetes.find("v1", "Namespace", "", namespace)) === undefined;
  });
});

function builds(service: string): number {
  return [...state.keys()].filter((name) => name.startsWith(`Deployment/${service}--`)).length;
}

function exposed(from: State): string {
  return [...from]
    .filter(([name]) => name.startsWith("Ingress/"))
    .map(([, it]) => JSON.stringify(it["spec"]))
    .join();
}

function selector(from: State, service: string): unknown {
  return (from.get(`Service/${service}`)?.["spec"] as { selector?: unknown } | undefined)?.selector;
}

function imageOf({ services }: Built, service: string): string {
  const found = services.find(({ name }) => name === service)?.image;
  return `registry.outfitter.example/integration/${found?.name}:${found?.content}`;
}
