import assert from "node:assert/strict";
import { test } from "node:test";
import type { Capability } from "../../../runtime/contract/capability.ts";
import { Failure } from "../../../runtime/contract/failure.ts";
import type { Message } from "../../../runtime/contract/message.ts";
import type { Route } from "../../../runtime/contract/route.ts";
import type { WaitOptions } from "../../../runtime/engine/port.ts";
import { routeRun } from "../../../runtime/steps/index.ts";
import { createSalesOrder, estate, webOrder } from "../service/estate.ts";
import { recording } from "./context.ts";

const at = { file: "orders/route.yaml", line: 5 };
const [route] = estate.services[0]?.routes ?? [];
assert.ok(route);
const policy = route.policy;

function runOf(
  recorded: ReturnType<typeof recording>,
  call: (name: string, input: unknown) => Promise<unknown> = async () => ({}),
) {
  const client = {
    call: async (operation: { name: string }, input: unknown) => call(operation.name, input),
    close: async () => undefined,
  };
  // The fake answers whatever a test asks for, of any operation.
  return routeRun({
    context: recorded.context,
    route: { name: "r", policy },
    flow: {
      turnstile: () => ({ ask: () => ({ kind: "turn", probe: false, end: () => undefined }) }),
      again: async () => undefined,
    },
    client: client as never,
    prefix: "",
    personal: new Set(),
    places: new Map(),
    undoable: new Set(),
    warn: () => undefined,
  });
}

test("a mapping's result is held against its contract and indexed by its key; what is wrong names the spec's line", async () => {
  const recorded = recording();
  const run = runOf(recorded);
  await run.map({ name: "order", at }, () => ({ id: "1", total: "2" }), webOrder);
  assert.deepEqual(recorded.indexed, ["order@1 1"]);
  const wrong = { ...webOrder, key: () => undefined };
  await assert.rejects(
    run.map({ name: "order", at }, () => ({}) as never, wrong),
    (error: Failure) =>
      error.class === "invalid" && error.detail.at === at && /\/id is missing/.test(error.message),
  );
  await assert.rejects(
    run.map({ name: "order", at }, () => {
      throw new TypeError("bug");
    }),
    (error: Failure) => error.class === "invalid" && error.message === "bug",
  );
});

test("what a step is given fails with the step's line, whatever the step is and before anything is recorded", async () => {
  const recorded = recording();
  const run = runOf(recorded);
  const step = { name: "told", at };
  const broken = (): never => {
    throw new Failure("invalid", '"twelve" is not a decimal');
  };
  const broker = { type: "order@1", contract: webOrder };
  const crosswalk = { name: "location", systems: ["a", "b"], rows: [] };
  const capability: Capability<{ create: { input: string; output: string } }> = {
    kind: "capability",
    name: "sales-orders",
    at: { file: "finance/sales-orders.yaml", line: 1 },
    providers: { sap: { create: async () => broken() } },
    rollout: [{ to: "sap" }],
  };
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    publish: () => run.publish(step, broker, broken),
    respond: () => run.respond(step, broken),
    call: () => run.call(step, createSalesOrder, broken),
    provide: () => run.provide(step, capability, "create", broken),
    "a provider's own mapping": () => run.provide(step, capability, "create", "1"),
    each: () => run.each(step, broken, 1, async () => undefined),
    approve: () => run.approve(step, { role: "desk", show: broken }, []),
    lookup: () => run.lookup(step, crosswalk, broken, "b", "omit"),
    fail: async () => run.fail(step, broken),
  };
  for (const [kind, does] of Object.entries(steps))
    await assert.rejects(
      does,
      (error: Failure) => error.class === "invalid" && error.detail.at === at && /twelve/.test(error.message),
      kind,
    );
  assert.deepEqual(recorded.names, ["told"]); // the lookup, whose answer would have been recorded
});

test("after an attempt of unknown outcome it looks first, and a look that fails stays unknown", async () => {
  const found = runOf(recording("unknown"), async (name) =>
    name === "findSalesOrder" ? { d: { results: [{ SalesOrder: "7" }] } } : assert.fail("posted again"),
  );
  assert.deepEqual(
    await found.call({ name: "posting", at }, createSalesOrder, { PurchaseOrderByCustomer: "1" }),
    { d: { SalesOrder: "7" } },
  );
  const failing = runOf(recording("unknown"), async () => {
    throw new Failure("transient", "down");
  });
  await assert.rejects(
    failing.call({ name: "posting", at }, createSalesOrder, { PurchaseOrderByCustomer: "1" }),
    (error: Failure) => error.class === "unknown",
  );
});

test("what the look tells of the system goes with the failure: nobody there, or one that chokes on this message", async () => {
  const posted = (find: () => Promise<unknown>, create: () => Promise<unknown> = find) =>
    runOf(recording("unknown"), (name) => (name === "findSalesOrder" ? find() : create())).call(
      { name: "posting", at },
      createSalesOrder,
      { PurchaseOrderByCustomer: "1" },
    );
  const fails = (of: Failure) => async () => {
    throw of;
  };
  const nothing = async () => ({ d: { results: [] } });
  const cases = [
    [posted(fails(new Failure("transient", "no credential", { status: 401 }))), false],
    [posted(fails(new Failure("unknown", "No answer."))), undefined],
    [posted(nothing, fails(new Failure("unknown", "No answer."))), true],
    [posted(nothing, fails(new Failure("transient", "503", { status: 503 }))), undefined],
  ] as const;
  for (const [run, there] of cases)
    await assert.rejects(run, (error: Failure) => error.detail.there === there);
});

test("who provides is decided once for a pinned key, whatever the rollout says later", async () => {
  type Operations = { create: { input: { id: string; country: string }; output: string } };
  const capability = (to: string): Capability<Operations> => ({
    kind: "capability",
    name: "sales-orders",
    at,
    pin: ({ id }) => id,
    providers: {
      sap: { create: async () => "sap" },
      dynamics: { create: async (inner, step) => inner.map(step, () => "dynamics") },
    },
    rollout: [{ to: "dynamics", when: ({ country }) => country === "NL" }, { to }],
  });
  const recorded = recording();
  const run = runOf(recorded);
  assert.equal(
    await run.provide({ name: "posting", at }, capability("sap"), "create", { id: "1", country: "DE" }),
    "sap",
  );
  assert.equal(
    await run.provide({ name: "posting", at }, capability("dynamics"), "create", { id: "1", country: "NL" }),
    "sap",
  );
  assert.equal(
    await run.provide({ name: "posting", at }, capability("sap"), "create", { id: "2", country: "NL" }),
    "dynamics",
  );
  assert.deepEqual(recorded.names, ["posting"]);
});

test("each keeps the items' order and its bound, and begins nothing after a failure", async () => {
  const recorded = recording();
  const run = runOf(recorded);
  let open = 0;
  let most = 0;
  const results = await run.each({ name: "lines", at }, [3, 1, 2], 2, async (inner, item, index) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, item * 5));
    open -= 1;
    return inner.map({ name: "line", at }, () => `${index}:${item}`);
  });
  assert.deepEqual(results, ["0:3", "1:1", "2:2"]);
  assert.equal(most, 2);
  assert.deepEqual(recorded.names.toSorted(), ["lines[0].line", "lines[1].line", "lines[2].line"]);
  const begun: number[] = [];
  const failing = run.each({ name: "lines", at }, [1, 2, 3], 1, async (_run, item) => {
    begun.push(item);
    if (item === 2) throw new Failure("refused", "no");
  });
  await assert.rejects(failing, /no/);
  assert.deepEqual(begun, [1, 2]);
});

test("a parallel runs as many branches at once as it says, all without a word", async () => {
  const run = runOf(recording());
  let open = 0;
  const branch = async () => {
    open += 1;
    const now = open;
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    return now;
  };
  const branches = [branch, branch, branch] as const;
  assert.deepEqual(await run.parallel({ name: "all", at }, branches), [1, 2, 3]);
  assert.deepEqual(await run.parallel({ name: "one", at }, branches, 1), [1, 1, 1]);
});

test("a route inside a run names its steps under the step and gives what it responds", async () => {
  const recorded = recording();
  const run = runOf(recorded);
  const inner: Route<string> = {
    name: "inner",
    at,
    trigger: { kind: "capability", input: webOrder as never }, // not looked at here
    policy,
    graph: [],
    async run(given, message: Message<string>) {
      const shout = await given.map({ name: "shout", at }, () => `${message.data}!`);
      await given.respond({ name: "respond", at }, { status: 200, body: { shout } });
      return given.end("done");
    },
  };
  assert.deepEqual(await run.subroute({ name: "posting", at }, inner, "hey"), { shout: "hey!" });
  assert.deepEqual(recorded.names, ["posting/shout"]);
});

test("a lookup gives the other system's word, nothing, or a failure", async () => {
  const run = runOf(recording());
  const crosswalk = { name: "location", systems: ["shopify", "wms"], rows: [{ shopify: "7", wms: "AMS" }] };
  assert.equal(
    await run.lookup({ name: "place", at }, crosswalk, { system: "shopify", value: 7 }, "wms", "fail"),
    "AMS",
  );
  assert.equal(
    await run.lookup({ name: "place", at }, crosswalk, { system: "shopify", value: 8 }, "wms", "omit"),
    undefined,
  );
  await assert.rejects(
    run.lookup({ name: "place", at }, crosswalk, { system: "shopify", value: 8 }, "wms", "fail"),
    (error: Failure) => error.detail.at === at,
  );
});

test("what a contract of the run calls personal is in no message of a later failure, whatever a vendor's schema says", async () => {
  const run = runOf(recording(), async () => {
    throw new Failure("refused", "no customer anna@example.com");
  });
  await run.map({ name: "order", at }, () => ({ id: "1", total: "2", email: "anna@example.com" }), webOrder);
  await assert.rejects(
    run.call({ name: "posting", at }, createSalesOrder, { PurchaseOrderByCustomer: "1" }),
    (error: Failure) => error.message === "no customer ***" && error.class === "refused",
  );
  assert.throws(
    () => run.fail({ name: "no", at }, "anna@example.com is blocked"),
    /^Failure: \*\*\* is blocked$/,
  );
});

test("a wait is looked up by the value its condition demands, and by none where that is missing or no plain value", async () => {
  const asked: WaitOptions[] = [];
  const recorded = recording();
  recorded.context.wait = async (_info, options) => {
    asked.push(options);
    return { kind: "expired" };
  };
  const run = runOf(recorded);
  const event = { type: "order@1", contract: webOrder };
  for (const value of ["1", 0, false, undefined, null, { digits: "12345678901234567890" }])
    await run.wait({ name: "paid", at }, event, {
      where: () => true,
      match: { path: ["id"], value },
      whenExpired: "omit",
    });
  await run.wait({ name: "paid", at }, event, { whenExpired: "omit" });
  assert.deepEqual(
    asked.map(({ event: { match } }) => match?.value),
    ["1", 0, false, undefined, undefined, undefined, undefined],
  );
  assert.ok(asked.slice(3).every(({ event: sought }) => !("match" in sought)));
});
