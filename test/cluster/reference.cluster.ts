/** The reference estate, from nothing to nothing. */
import { deepEqual, match } from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./cluster.ts";
import { Environment } from "./environment.ts";
import { difference, nothing } from "./state.ts";

test("the reference estate is deployed, changes nothing when deployed again, and leaves nothing", async () => {
  const production = new Environment("integrations", "production", "northwind");
  await production.deploy();
  await eventually("a pod", async () => (await production.ready("northwind")).length === 1);
  const { state } = production;
  match((await production.run("preview")).stdout, /nothing/i);
  await production.deploy();
  deepEqual(difference(state, production.state), nothing);
  await production.destroy();
});
