import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure, type RouteRun, type Step } from "../../../runtime/index.ts";

/** Golden files are run as they are: imports of `waybill/runtime` resolve to this checkout's. */
async function golden<Module>(path: string): Promise<Module> {
  return (await import(new URL(`golden/${path}`, import.meta.url).href)) as Module;
}

const webOrder = {
  id: 450789469,
  currency: "EUR",
  created_at: "2026-11-24T09:00:00+01:00",
  financial_status: null,
  email: null,
  location_id: 655441491,
  billing_address: { country_code: "NL" },
  total_price: "19.90",
  line_items: [
    { id: 1, sku: "A-1", quantity: 2, price: "10.00", total_discount: "0.10" },
    { id: 2, quantity: 0, price: "1.00", total_discount: "0.00" },
  ],
};

/** As it goes over the wire. */
function wire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test("a mapping gives the target, leaves out what is missing, and keeps amounts exact", async () => {
  const { shopifyOrderToOrder } = await golden<{
    shopifyOrderToOrder: (from: { source: unknown }) => unknown;
  }>("shop/mappings/shopify-order-to-order.ts");
  assert.deepEqual(wire(shopifyOrderToOrder({ source: webOrder })), {
    orderId: "450789469",
    channel: "web",
    country: "NL",
    placedAt: "2026-11-24T09:00:00+01:00",
    total: { amount: "19.90", currency: "EUR" },
    lines: [{ lineId: "1", sku: "A-1", quantity: "2", net: { amount: "19.9", currency: "EUR" } }],
    paymentStatus: "open",
    warehouse: "WH-1",
  });
});

test("a match tells its field and its line where a value has no case", async () => {
  const { shopifyOrderToOrder } = await golden<{
    shopifyOrderToOrder: (from: { source: unknown }) => unknown;
  }>("shop/mappings/shopify-order-to-order.ts");
  assert.throws(
    () => shopifyOrderToOrder({ source: { ...webOrder, financial_status: "toString" } }),
    (error) =>
      error instanceof Failure &&
      error.class === "invalid" &&
      error.detail.at?.file === "orders/mapping.yaml",
  );
});

test("items are grouped by key before they are mapped", async () => {
  const { orderToSap } = await golden<{ orderToSap: (from: { order: unknown }) => unknown }>(
    "shop/mappings/order-to-sap.ts",
  );
  const lines = [
    { lineId: "1", sku: "A", quantity: "1", net: {} },
    { lineId: "2", sku: "A", quantity: "2", net: {} },
    { lineId: "3", quantity: "3", net: {} },
  ];
  assert.deepEqual(wire(orderToSap({ order: { orderId: "1", channel: "store", country: "NL", lines } })), {
    SalesOrderType: "NL",
    PurchaseOrderByCustomer: "1",
    to_Item: [
      { Material: "A", RequestedQuantity: "3" },
      { Material: "", RequestedQuantity: "3" },
    ],
  });
});

test("hostile names and texts arrive as they were written", async () => {
  const { text_2: text } = await golden<{ text_2: (from: { file: unknown }) => Record<string, unknown> }>(
    "hostile/mappings/text.ts",
  );
  const { hostileText } = await import("./hostile-plan.ts");
  const value = text({ file: { run: hostileText } });
  assert.equal(Object.getOwnPropertyDescriptor(value, "__proto__")?.value, hostileText);
  assert.equal(value["class"], hostileText);
  assert.equal(value["q\"'`${x}"], 'double "quotes"');
  assert.ok(Object.is(value["ключ"], -0));
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
});

test("an operation's request encodes its path, and verify looks before it says found", async () => {
  const sap = await golden<{
    createSalesOrder: {
      request: (input: unknown) => unknown;
      idempotent: {
        verify: (
          input: unknown,
          call: (operation: unknown, input: unknown) => Promise<unknown>,
        ) => Promise<unknown>;
      };
    };
    findSalesOrder: unknown;
  }>("shop/systems/sap.ts");
  assert.deepEqual(sap.createSalesOrder.request({ a: 1 }), {
    method: "POST",
    path: "/A_SalesOrder",
    body: { a: 1 },
  });
  const found = await sap.createSalesOrder.idempotent.verify(
    { PurchaseOrderByCustomer: "4" },
    async (operation, input) => {
      assert.equal(operation, sap.findSalesOrder);
      assert.deepEqual(input, { reference: "4" });
      return { d: { results: [{ SalesOrder: "9" }] } };
    },
  );
  assert.deepEqual(found, { d: { SalesOrder: "9" } });
  const { delete_ } = await golden<{ delete_: { request: (input: unknown) => { path: string } } }>(
    "hostile/systems/system.ts",
  );
  assert.equal(delete_.request({ run: "a/b?c" }).path, "/a/a%2Fb%3Fc");
});

interface GoldenRoute {
  run(run: RouteRun, message: unknown): Promise<unknown>;
}

/** Does nothing durable: notes which steps ran. `refuse` names a step that is refused. */
function fakeRun(steps: string[], refuse?: string): RouteRun {
  const note = (step: Step): void => void steps.push(`${step.name}:${step.at.line}`);
  const run = {
    map: async (step: Step, compute: () => unknown) => (note(step), compute()),
    call: async (step: Step) => note(step),
    provide: async (step: Step) => {
      note(step);
      if (step.name === refuse) throw new Failure("refused", "no");
      return { number: "9" };
    },
    publish: async (step: Step, event: { type: string }, data: unknown) =>
      void steps.push(
        `${step.name}:${event.type}:${JSON.stringify(typeof data === "function" ? data() : data)}`,
      ),
    lookup: async (step: Step) => (note(step), "WH-1"),
    each: async (
      step: Step,
      items: readonly unknown[],
      _limit: number,
      body: (run: unknown, item: unknown, index: number) => unknown,
    ) => (note(step), Promise.all(items.map((item, index) => body(run, item, index)))),
    respond: async (step: Step, answer: unknown) => void steps.push(`${step.name}:${JSON.stringify(answer)}`),
    end: (outcome: string) => ({ outcome }),
    fail: (_step: Step, reason: string): never => {
      throw new Failure("refused", reason);
    },
    failureOf: (error: unknown, classes: readonly string[]) =>
      error instanceof Failure && classes.includes(error.class)
        ? { class: error.class, message: error.message }
        : undefined,
  };
  // Only what these routes use, without the types that the engine's own has.
  return run as unknown as RouteRun;
}

test("a route runs its steps in order and ends as done", async () => {
  const { takeWebOrder } = await golden<{ takeWebOrder: GoldenRoute }>("shop/routes/take-web-order.ts");
  const steps: string[] = [];
  assert.deepEqual(await takeWebOrder.run(fakeRun(steps), { id: "m1", data: webOrder }), { outcome: "done" });
  assert.deepEqual(steps, [
    "order:12",
    "place:13",
    "posting:20",
    "numbers:35",
    "posted:36",
    'told:order-refused@1:{"orderId":"450789469","reason":"9"}',
  ]);
});

test("a failure of a class that has a branch takes it, and any other is thrown on", async () => {
  const { takeWebOrder } = await golden<{ takeWebOrder: GoldenRoute }>("shop/routes/take-web-order.ts");
  const steps: string[] = [];
  assert.deepEqual(await takeWebOrder.run(fakeRun(steps, "posting"), { id: "m1", data: webOrder }), {
    outcome: "refused",
  });
  assert.deepEqual(steps.at(-1), 'short:order-refused@1:{"orderId":"450789469","reason":"no"}');
  await assert.rejects(takeWebOrder.run(fakeRun([], "posted"), { id: "m1", data: webOrder }), Failure);
});

test("a step whose condition is false is skipped, and later steps see nothing of it", async () => {
  const { takeOrder } = await golden<{ takeOrder: GoldenRoute }>("shop/routes/take-order.ts");
  const steps: string[] = [];
  await takeOrder.run(fakeRun(steps), { data: { channel: "store" } });
  assert.deepEqual(steps, ['respond:{"status":201,"body":{"number":""},"headers":{"X-Number":""}}']);
});
