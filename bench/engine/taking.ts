/** Parts of an estate by hand, as the compiler writes them: what takes the benchmark's orders and posts them to a system. */
import type { Route } from "../../runtime/contract/route.ts";
import type { RouteRun } from "../../runtime/contract/route-run.ts";
import type { Operation, System } from "../../runtime/contract/system.ts";
import type { Contract } from "../../runtime/contract/validator.ts";
import { type Order, toSalesOrder } from "./order.ts";

export const at = { file: "orders/take-order.yaml", line: 3 };

export function systemOf(name: string): System {
  return {
    name,
    at,
    type: "erp",
    endpoints: { bench: "http://127.0.0.1:1" },
    failures: { unknown: ["timeout", "reset"] },
  };
}

export function anything<T>(name: string, key?: (data: T) => string): Contract<T> {
  return { name, validate: (value): value is T => value !== undefined, ...(key && { key }) };
}

export function posting<Input>(system: System, name: string, path: string): Operation<Input, unknown> {
  return {
    kind: "operation",
    system,
    name,
    at,
    request: (body) => ({ method: "POST", path, body }),
    responses: { 200: anything("answer") },
    idempotent: { by: "header", header: "idempotency-key" },
  };
}

/** How a route that takes orders begins, but for its policy and its lanes. */
export const taking = {
  name: "take-order",
  at,
  trigger: {
    kind: "http",
    method: "POST",
    path: "/orders",
    request: anything<Order>("order"),
    synchronous: false,
  },
  key: ({ data }) => data.id,
} satisfies Partial<Route<Order>>;

/** The steps that such a route begins with, as its graph has them. */
export const mappedAndPosted = [
  { name: "order", kind: "map", output: "" },
  { name: "posting", kind: "call", output: "" },
];

export async function mapAndPost(
  run: RouteRun,
  post: Operation<ReturnType<typeof toSalesOrder>, unknown>,
  data: Order,
): Promise<void> {
  const order = await run.map({ name: "order", at }, () => toSalesOrder(data));
  await run.call({ name: "posting", at }, post, order);
}
