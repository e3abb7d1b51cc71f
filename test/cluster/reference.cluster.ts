/** The reference estate, from nothing to nothing. */
import { deepEqual, match } from "node:assert/strict";
import { test } from "node:test";
import { eventually, kubernetes } from "./cluster.ts";
import { TestEstate } from "./estate.ts";
import { difference, nothing, readyPods, stateOf } from "./state.ts";

const namespace = "northwind";

test("the reference estate is deployed, changes nothing when deployed again, and leaves nothing", async () => {
  const estate = new TestEstate("integrations");
  await estate.up("production");
  await eventually("a pod", async () => (await readyPods(namespace, "northwind")).length === 1);
  const state = await stateOf(namespace);
  match(await estate.succeed("deploy", "preview", "--environment", "production"), /nothing/i);
  await estate.up("production");
  deepEqual(difference(state, await stateOf(namespace)), nothing);
  await estate.succeed("deploy", "destroy", "--environment", "production", "--yes");
  await eventually("no namespace", async () => {
    return (await kubernetes.find("v1", "Namespace", "", namespace)) === undefined;
  });
});
