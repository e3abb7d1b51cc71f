import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../runtime/contract/failure.ts";
import type { Route } from "../../../runtime/contract/route.ts";
import { Flow } from "../../../runtime/flow/index.ts";
import { programOf } from "../../../runtime/steps/program.ts";
import type { CallOptions } from "../../../runtime/systems/client.ts";
import { bench, command, policy } from "../engine/embedded/bench-of.ts";
import { operation, system } from "../systems/loopback.ts";

const at = { file: "orders/route.yaml", line: 9 };

/** A route of one call, on the real engine, whose client does as the test says. */
async function posting(call: (options: CallOptions) => Promise<unknown>) {
  const { engine, clock } = await bench();
  const finance = { ...policy({ deadLetter: { owner: "finance" } }), name: "finance" };
  const route: Route<unknown> = {
    name: "post",
    at: { ...at, line: 1 },
    trigger: { kind: "http", method: "POST", path: "/post", synchronous: false },
    policy: policy(),
    graph: [{ name: "posting", kind: "call", output: "" }],
    async run(run) {
      await run.call({ name: "posting", at, policy: finance }, operation(system()), {});
      return run.end("done");
    },
  };
  const client = {
    // The fake answers whatever a test asks for, of any operation.
    call: (_operation: unknown, _input: unknown, options: CallOptions) => call(options) as never,
    close: async () => undefined,
  };
  await engine.serve("one", [programOf(route, { client, flow: new Flow({ clock }), warn: () => undefined })]);
  const { run } = await engine.accept(command("post"));
  return { engine, clock, run };
}

test("an attempt that never ended is blamed on its step, under the step's policy, and is redriven from it", async () => {
  const keys: string[] = [];
  const { engine, clock, run } = await posting(({ attemptKey }) => {
    keys.push(attemptKey);
    return keys.length === 1 ? new Promise(() => undefined) : Promise.resolve({});
  });
  await clock.advance(60_000);
  const letter = await engine.deadLetter("1");
  assert.deepEqual(
    [letter?.class, letter?.step, letter?.owner, letter?.line],
    ["unknown", "posting", "finance", 9],
  );
  await engine.redrive("1", { from: "step", by: "test" });
  await clock.advance(60_000);
  assert.equal((await engine.run(run))?.state, "done");
  assert.deepEqual(new Set(keys).size, 1, "a redrive has the attempts' own key");
});

test("what may have had its effect is not repeated where the operation is not idempotent", async () => {
  let calls = 0;
  const { engine, clock, run } = await posting(async () => {
    calls += 1;
    throw new Failure("unknown", "reset");
  });
  await clock.advance(3_600_000);
  assert.equal(calls, 1);
  assert.equal((await engine.run(run))?.error?.class, "unknown");
});

test("what goes wrong between steps names the route's line", async () => {
  const { engine } = await bench();
  const route: Route<unknown> = {
    name: "broken",
    at: { ...at, line: 3 },
    trigger: { kind: "http", method: "POST", path: "/broken", synchronous: false },
    policy: policy(),
    graph: [],
    run: async () => {
      throw new TypeError("of a function");
    },
  };
  await engine.serve("one", [
    programOf(route, { client: undefined as never, flow: undefined as never, warn: () => undefined }),
  ]);
  const { run } = await engine.accept(command("broken"));
  await engine.settled();
  assert.deepEqual((await engine.run(run))?.error, {
    message: "of a function",
    class: "invalid",
    file: "orders/route.yaml",
    line: 3,
  });
});
