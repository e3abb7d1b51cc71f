import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../runtime/contract/failure.ts";
import type { Route } from "../../../runtime/contract/route.ts";
import type { RouteRun } from "../../../runtime/contract/route-run.ts";
import type { Operation } from "../../../runtime/contract/system.ts";
import type { Ended } from "../../../runtime/engine/port.ts";
import { Flow } from "../../../runtime/flow/index.ts";
import { programOf } from "../../../runtime/steps/program.ts";
import { command, policy } from "../engine/embedded/bench-of.ts";
import { processes } from "../engine/embedded/processes.ts";
import { operation, system } from "../systems/loopback.ts";

const at = { file: "orders/route.yaml", line: 9 };
const once = policy({ retry: { attempts: 1 } });

function named(name: string): Operation<unknown, { readonly id: string }> {
  return { ...(operation(system()) as Operation<unknown, { readonly id: string }>), name };
}

function routeOf(run: (run: RouteRun) => Promise<Ended>): Route<unknown> {
  return {
    name: "saga",
    at,
    trigger: { kind: "http", method: "POST", path: "/saga", synchronous: false },
    policy: once,
    graph: [],
    run: (own) => run(own),
  };
}

/** What is called, in order, in all processes together; a name with a failure to come is answered with it once. */
function receiver() {
  const calls: string[] = [];
  const refusals = new Map<string, Failure>();
  const held = new Set<string>();
  const call = async (asked: { readonly name: string }, input: unknown) => {
    const name = `${asked.name} ${String(input)}`;
    calls.push(name);
    if (held.has(name)) return new Promise(() => undefined);
    const refusal = refusals.get(name);
    refusals.delete(name);
    if (refusal) throw refusal;
    return { id: `of ${String(input)}` };
  };
  return { calls, refusals, held, client: { call: call as never, close: async () => undefined } };
}

function reserve(run: RouteRun, name: string) {
  return run.compensable(name, run.call({ name, at }, named("reserve"), name), (undoing, { id }) =>
    undoing.call({ name, at }, named("release"), id),
  );
}

test("what was done in an earlier process is undone in a later one, the last first and once", async (context) => {
  const start = await processes(context);
  const { calls, client } = receiver();
  const route = routeOf(async (run) => {
    await run.parallel({ name: "both", at }, [(own) => reserve(own, "a"), (own) => reserve(own, "b")]);
    await reserve(run, "c");
    const decision = await run.approve({ name: "review", at }, { role: "desk", show: {} }, ["rejected"]);
    if (decision.kind === "rejected") await run.compensate({ name: "compensate", at }, "all");
    return run.end(decision.kind);
  });
  const program = (clock: { now(): number }) =>
    programOf(route, { client, flow: new Flow({ clock: clock as never }), warn: () => undefined });

  const first = await start("1", []);
  await first.engine.close({ drainMs: 0 });
  const second = await start("1", [program(first.clock)]);
  const { run } = await second.engine.accept(command("saga"));
  await second.engine.settled();
  await second.engine.close({ drainMs: 0 });

  const third = await start("1", [program(first.clock)]);
  await third.engine.settled();
  assert.equal(await third.engine.decide(run, "review", { decision: "rejected", by: "anna" }), "done");
  await third.engine.settled();
  assert.equal((await third.engine.run(run))?.outcome, "rejected");
  await third.engine.close({ drainMs: 0 });
  assert.deepEqual(calls.slice(0, 3).toSorted(), ["reserve a", "reserve b", "reserve c"]);
  assert.deepEqual(calls.slice(3), ["release of c", "release of b", "release of a"]);
});

test("a replay begins nothing new beside a list that had failed, and undoes all that it had done", async (context) => {
  const start = await processes(context);
  const { calls, client, refusals, held } = receiver();
  const route = routeOf(async (run) => {
    try {
      await run.each({ name: "all", at }, ["0", "1", "2", "3", "4", "5"], 3, (own, item) =>
        own.compensable("one", own.call({ name: "one", at }, named("reserve"), item), (undoing, { id }) =>
          undoing.call({ name: "one", at }, named("release"), id),
        ),
      );
    } catch (error) {
      const failure = run.failureOf(error, ["refused"], "item");
      if (failure === undefined) throw error;
      await run.compensate({ name: "compensate", at }, "all");
      return run.end(`item ${failure.item}`);
    }
    return run.end("done");
  });
  refusals.set("reserve 1", new Failure("refused", "out of stock"));
  held.add("release of 2");
  const first = await start("1", []);
  const program = () =>
    programOf(route, {
      client,
      flow: new Flow({ clock: first.clock }),
      warn: () => undefined,
    });
  await first.engine.close({ drainMs: 0 });

  const second = await start("1", [program()]);
  const { run } = await second.engine.accept(command("saga"));
  await second.engine.settled();
  const before = calls.filter((call) => call.startsWith("reserve"));
  assert.ok(calls.includes("release of 2"), "undoing has begun");
  await second.engine.close({ drainMs: 0 });

  held.clear();
  const third = await start("1", [program()]);
  await third.engine.settled();
  await first.clock.advance(60_000);
  assert.equal(
    (await third.engine.run(run))?.state,
    "failed",
    "what undoes may have had its effect, and is not idempotent",
  );
  assert.deepEqual(
    calls.filter((call) => call.startsWith("reserve")),
    before,
  );
  await third.engine.close({ drainMs: 0 });
});
