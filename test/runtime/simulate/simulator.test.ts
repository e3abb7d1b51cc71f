import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { SimulatedResponse, SimulationData } from "../../../runtime/simulate/data.ts";
import { createSimulator, type Simulator } from "../../../runtime/simulate/index.ts";

const order = { id: 1, reference: "x", lines: [{ id: 1, sku: "s" }], status: "open" };
const data: SimulationData = {
  operations: [
    {
      system: "oms",
      name: "createOrder",
      method: "POST",
      path: "/orders",
      as: "json",
      idempotencyHeader: "Idempotency-Key",
      input: { type: "object", required: ["reference"], properties: { reference: { type: "string" } } },
      responses: { 201: { examples: [{ order }] } },
    },
    {
      system: "oms",
      name: "getOrder",
      method: "GET",
      path: "/orders/{id}",
      as: "json",
      responses: { 200: { examples: [{ order }] } },
    },
    {
      system: "oms",
      name: "findOrders",
      method: "GET",
      path: "/orders",
      as: "json",
      responses: { 200: { examples: [{ orders: [order] }] } },
    },
    {
      system: "oms",
      name: "cancelOrder",
      method: "DELETE",
      path: "/orders/{id}",
      as: "json",
      responses: { 204: {} },
    },
    {
      system: "oms",
      name: "getStore",
      method: "GET",
      path: "/stores/{store}",
      as: "json",
      responses: { 200: { examples: [{ store: "1", city: "Delft" }] } },
    },
  ],
  systems: [{ name: "oms", authentication: { kind: "header", name: "X-Token", secret: "t" } }],
};

function virtual() {
  let now = Date.parse("2026-11-24T09:00:00Z");
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
    advance: (ms: number) => {
      now += ms;
    },
  };
}

function send(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<SimulatedResponse> {
  const [pathname = "", query] = path.split("?");
  return simulator.handle("oms", {
    method,
    path: pathname,
    query: new URLSearchParams(query),
    headers: { "x-token": "t", ...headers },
    body: body === undefined ? "" : JSON.stringify(body),
  });
}

test("what is created has a number of its own, says what was sent, and is found by path and by field", async () => {
  const simulator = createSimulator(data, { clock: virtual() });
  const created = await send(simulator, "POST", "/orders", {
    reference: "W-1",
    lines: [{ sku: "a" }, { sku: "b" }],
  });
  assert.equal(created.status, 201);
  assert.deepEqual(JSON.parse(created.body), {
    order: {
      id: 1000001,
      reference: "W-1",
      lines: [
        { id: 1, sku: "a" },
        { id: 1, sku: "b" },
      ],
      status: "open",
    },
  });
  await send(simulator, "POST", "/orders", { reference: "W-2" });
  assert.equal(JSON.parse((await send(simulator, "GET", "/orders/1000002")).body).order.reference, "W-2");
  assert.deepEqual(
    JSON.parse((await send(simulator, "GET", "/orders?reference=W-1")).body).orders.map(
      (each: { id: number }) => each.id,
    ),
    [1000001],
  );
  assert.deepEqual(JSON.parse((await send(simulator, "GET", "/orders?reference=none")).body), { orders: [] });
  assert.equal((await send(simulator, "GET", "/orders/7")).status, 404);
  assert.equal((await send(simulator, "DELETE", "/orders/1000001")).status, 204);
  assert.equal((await send(simulator, "GET", "/orders/1000001")).status, 404);
});

test("where nothing can be created the examples are the data", async () => {
  const simulator = createSimulator(data, { clock: virtual() });
  assert.deepEqual(JSON.parse((await send(simulator, "GET", "/stores/42")).body), {
    store: "42",
    city: "Delft",
  });
});

test("an invalid body, a missing credential and an unknown address are refused, kept, and have no effect", async () => {
  const simulator = createSimulator(data, { clock: virtual() });
  const invalid = await send(simulator, "POST", "/orders", { reference: 1 });
  assert.equal(invalid.status, 400);
  assert.deepEqual(JSON.parse(invalid.body).errors, [{ pointer: "/reference", reason: "must be string" }]);
  assert.equal((await send(simulator, "POST", "/orders", { reference: "a" }, { "x-token": "" })).status, 401);
  assert.equal((await send(simulator, "GET", "/nowhere")).status, 404);
  assert.deepEqual(
    simulator.received("oms").map(({ operation, status, effect }) => [operation, status, effect]),
    [
      ["createOrder", 400, false],
      ["createOrder", 401, false],
      [null, 404, false],
    ],
  );
});

test("the same idempotency key gets the same answer and has one effect", async () => {
  const simulator = createSimulator(data, { clock: virtual() });
  const headers = { "idempotency-key": "k" };
  const first = await send(simulator, "POST", "/orders", { reference: "a" }, headers);
  assert.equal((await send(simulator, "POST", "/orders", { reference: "a" }, headers)).body, first.body);
  assert.deepEqual(
    simulator.received("oms").map(({ effect, attemptKey }) => [effect, attemptKey]),
    [
      [true, "k"],
      [false, "k"],
    ],
  );
});

test("faults come before or after the effect, so many times or so long, for one operation or all", async () => {
  const clock = virtual();
  const simulator = createSimulator(data, { clock });
  simulator.fail("oms", { operation: "createOrder", kind: "status", status: 503, retryAfter: 7, times: 1 });
  const refused = await send(simulator, "POST", "/orders", { reference: "a" });
  assert.deepEqual([refused.status, refused.headers["retry-after"]], [503, "7"]);
  simulator.fail("oms", { kind: "timeout", effect: "after", times: 1 });
  assert.equal((await send(simulator, "POST", "/orders", { reference: "b" })).instead, "silence");
  simulator.fail("oms", { kind: "reset", forMs: 1_000 });
  assert.equal((await send(simulator, "GET", "/orders")).instead, "reset");
  clock.advance(1_001);
  assert.equal(JSON.parse((await send(simulator, "GET", "/orders")).body).orders.length, 1);
  assert.deepEqual(
    simulator.received("oms").map(({ status, effect }) => [status, effect]),
    [
      [503, false],
      [null, true],
      [null, false],
      [200, false],
    ],
  );
});

test("with a folder, what a system knows outlives the process; forgetting forgets there too", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-simulator-"));
  t.after(() => rmSync(folder, { recursive: true }));
  await send(createSimulator(data, { clock: virtual(), folder }), "POST", "/orders", { reference: "a" });
  const second = createSimulator(data, { clock: virtual(), folder });
  assert.equal(second.received("oms").length, 1);
  assert.equal((await send(second, "GET", "/orders/1000001")).status, 200);
  second.forget("oms");
  assert.deepEqual(createSimulator(data, { clock: virtual(), folder }).received("oms"), []);
});

test("long numbers are received, kept and shown with all their digits", async () => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-simulator-"));
  try {
    const numbers: SimulationData = {
      operations: [
        {
          system: "ledger",
          name: "post",
          method: "POST",
          path: "/entries",
          as: "json",
          input: { type: "object", properties: { id: { type: "integer" }, amount: { type: "number" } } },
          responses: { 201: { examples: [{ id: 1, amount: 1.5, entry: "1" }] } },
        },
        {
          system: "ledger",
          name: "find",
          method: "GET",
          path: "/entries",
          as: "json",
          responses: { 200: { examples: [{ value: [{ id: 1, amount: 1.5, entry: "1" }] }] } },
        },
      ],
    };
    const body = '{"id":12345678901234567890,"amount":0.30000000000000004001}';
    const request = { path: "/entries", query: new URLSearchParams(), headers: {} };
    const first = createSimulator(numbers, { clock: virtual(), folder });
    const posted = await first.handle("ledger", { ...request, method: "POST", body });
    assert.equal(posted.status, 201);
    assert.match(posted.body, /"id":12345678901234567890,"amount":0.30000000000000004001/);
    const again = createSimulator(numbers, { clock: virtual(), folder });
    assert.equal(JSON.stringify(again.received("ledger")[0]?.body), body);
    const query = new URLSearchParams({ id: "12345678901234567890" });
    const found = await again.handle("ledger", { ...request, method: "GET", query, body: "" });
    assert.match(found.body, /"id":12345678901234567890/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
