import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "../../../runtime/contract/route.ts";
import { accept } from "../../../runtime/edge/accept.ts";
import { bench, policy, program } from "../engine/embedded/bench-of.ts";

function route(key: string | undefined): Route<unknown> {
  return {
    name: "orders",
    at: { file: "orders/route.yaml", line: 1 },
    trigger: { kind: "http", method: "POST", path: "/orders", synchronous: false },
    policy: policy(),
    key: () => key,
    lane: () => "",
    graph: [],
    run: async () => ({ outcome: "done" }),
  };
}

const incoming = (id: string | undefined) => ({ id, type: "orders", source: "http", headers: {}, data: {} });

test("a blank key, or a blank id, does not make two messages one", async () => {
  const { engine } = await bench();
  await engine.serve("one", [program("orders", async () => {})]);
  for (const key of ["", " ", undefined]) {
    for (const id of ["", undefined]) {
      const taken = await accept(engine, route(key), incoming(id), 0);
      assert.equal(taken.outcome, "accepted", `key ${key}, id ${id}`);
      assert.equal((await engine.run(taken.run))?.lane, undefined);
    }
  }
});

test("where the key is missing the message's id is it", async () => {
  const { engine } = await bench();
  await engine.serve("one", [program("orders", async () => {})]);
  const first = await accept(engine, route(""), incoming("m1"), 0);
  const second = await accept(engine, route(undefined), incoming("m1"), 0);
  assert.deepEqual([second.outcome, second.run], ["duplicate", first.run]);
});
