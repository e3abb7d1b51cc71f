/** A distributed environment, from nothing to nothing: each test deploys one change on top of the last. */
import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { before, test } from "node:test";
import { crash, eventually, kubernetes } from "./cluster.ts";
import { Environment } from "./environment.ts";
import type { Built } from "./estate.ts";
import { difference, nothing, type State, touched } from "./state.ts";

const namespace = "outfitter-staging";
const staging = new Environment("test/cluster/estate", "staging", namespace);
const { estate } = staging;

before(() => staging.deploy());

test("from nothing, each service has pods that are ready, as many as its scale asks for", async () => {
  for (const [service, wanted] of Object.entries({ ledger: 1, orders: 2, stock: 1 })) {
    equal((await staging.ready(service)).length, wanted, service);
  }
});

test("deployed again, nothing is changed", async () => {
  deepEqual(difference(...(await staging.deploy())), nothing);
});

test("how many pods an autoscaler asked for is left as it is, and is no drift", async () => {
  const orders = deployments("orders")[0] ?? "";
  await kubernetes.patch("apps/v1", "Deployment", namespace, orders, { spec: { replicas: 4 } });
  await eventually("4 of orders", async () => (await staging.ready("orders")).length === 4);
  equal((await staging.run("drift")).status, 0);
  await staging.deploy();
  equal((await staging.ready("orders")).length, 4);
});

test("a changed mapping rolls out the services that use it, and no other", async () => {
  const stock = await staging.ready("stock");
  estate.edit("orders/order.yaml", "=text(source.number)", '"=`W${text(source.number)}`"');
  deepEqual(touched(...(await staging.deploy())), ["ledger", "orders"]);
  deepEqual(await staging.ready("stock"), stock, "the same pods");
  deepEqual(
    ["ledger", "orders", "stock"].map((service) => deployments(service).length),
    [2, 2, 1],
    "the one before stays until it has drained",
  );
});

test("a changed policy rolls out the services whose routes follow it", async () => {
  estate.edit("estate.yaml", "attempts: 5", "attempts: 6");
  deepEqual(touched(...(await staging.deploy())), ["stock"]);
});

test("a changed scale changes the autoscaler, and no pod is replaced", async () => {
  const pods = await staging.ready("orders");
  estate.edit("services.yaml", "max: 6", "max: 8");
  const { created, changed, deleted } = difference(...(await staging.deploy()));
  deepEqual([created, deleted], [[], []]);
  // Builds that are not drained yet may grow with the service.
  for (const name of changed) match(name, /^HorizontalPodAutoscaler\/orders/);
  notEqual(changed.length, 0);
  // The autoscaler may still be bringing a new build to its lower bound.
  const now = await staging.ready("orders");
  deepEqual(
    pods.filter((pod) => !now.includes(pod)),
    [],
  );
});

test("another name of a secret rolls out the services of its system", async () => {
  estate.edit("ledger/ledger.yaml", "ledger-token", "ledger-key");
  deepEqual(touched(...(await staging.deploy())), ["ledger"]);
});

test("a removed route is no longer to be reached from outside, and the other services stay as they are", async () => {
  equal(exposed(staging.state).includes("/api/recounts"), true);
  estate.edit("services.yaml", "[change-stock, recount-stock]", "[change-stock]");
  estate.remove("stock/recount.yaml");
  deepEqual(touched(...(await staging.deploy())), ["stock"]);
  deepEqual(
    ["/api/recounts", "/api/stock"].map((path) => exposed(staging.state).includes(path)),
    [false, true],
  );
});

test("what a hand changed is found and named in the spec's words, and put right by the next deployment", async () => {
  const { state } = staging;
  const name = [...state.keys()].find((key) => key.startsWith("HorizontalPodAutoscaler/orders"));
  const autoscaler = name?.split("/")[1] ?? "";
  await kubernetes.patch("autoscaling/v2", "HorizontalPodAutoscaler", namespace, autoscaler, {
    spec: { maxReplicas: 20 },
  });
  const drift = await staging.run("drift");
  equal(drift.status, 1, drift.stdout + drift.stderr);
  match(drift.stdout, /scale\.max.*service orders \(services\.yaml:\d+\)/);
  match(drift.stdout, /20/);
  await staging.deploy();
  deepEqual(difference(state, staging.state), nothing);
  equal((await staging.run("drift")).status, 0);
});

test("a build whose pods never get ready fails the deployment, and the one before goes on serving", async () => {
  const serving = await staging.ready("stock");
  const selected = selector(staging.state, "stock");
  estate.edit("stock/stock.yaml", "sku: =change.sku", 'sku: "=`S${change.sku}`"');
  const mend = await crash(imageOf(await estate.build(), "stock"));
  const failed = await staging.run("up", "--timeout", "20");
  equal(failed.status, 1, failed.stdout + failed.stderr);
  match(failed.stdout + failed.stderr, /stock/);
  deepEqual(selector(await staging.look(), "stock"), selected, "requests go where they went");
  deepEqual(await staging.ready("stock"), serving);

  await mend();
  estate.edit("stock/stock.yaml", 'sku: "=`S${change.sku}`"', "sku: =change.sku");
  await staging.deploy();
  deepEqual(selector(staging.state, "stock"), selected);
});

test("destroyed, nothing is left", () => staging.destroy());

/** Names of the Deployments of a service, one for each build. */
function deployments(service: string): readonly string[] {
  return [...staging.state.keys()]
    .filter((name) => name.startsWith(`Deployment/${service}--`))
    .map((name) => name.replace("Deployment/", ""));
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
