import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { orderOf } from "../../../bench/engine/order.ts";
import { type RunningService, startService } from "../../../runtime/service/index.ts";
import { until } from "../until.ts";
import { chance } from "./chance.ts";
import { estate } from "./estate.ts";
import { Systems } from "./systems.ts";

export const size = { orders: 2_000, customers: 100 } as const;
const twice = 0.1;
const patienceMs = 240_000;
const refusedMs = 500;

/** All that a load made of the world, in words that do not depend on how fast it went. */
export interface Result {
  /** Of each order and system: under how many keys it had its effect. */
  readonly effects: Readonly<Record<string, number>>;
  /** How often systems were asked in all: a database that answers late costs some more. */
  readonly attempts: number;
  /** Of each lane and system: the orders, in the order of their effects. */
  readonly lanes: Readonly<Record<string, readonly string[]>>;
  /** Of each order: how its run ended. */
  readonly ends: Readonly<Record<string, string>>;
  /** What all replicas together count of messages and runs. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Plays the orders of a seed through replicas, each started with variables of its own, and answers once nothing of them is under way. */
export async function play(
  seed: number,
  replicas: readonly Readonly<Record<string, string>>[],
): Promise<Result> {
  const systems = await Systems.start(seed);
  const services: RunningService[] = [];
  try {
    for (const variables of replicas)
      services.push(
        await startService(estate, {
          port: 0,
          variables: {
            WAYBILL_ENVIRONMENT: "bench",
            WAYBILL_SYSTEM_ERP_URL: systems.url,
            WAYBILL_SYSTEM_DESK_URL: systems.url,
            ...variables,
          },
          log: () => undefined,
        }),
      );
    const runs = await sendAll(seed, services);
    const wanted = [...runs.keys()].filter((order) => !systems.unwanted(order));
    await until(
      () => told(systems),
      (count) => count === wanted.length,
      patienceMs,
    );
    const [{ engine } = assert.fail("no replica")] = services;
    await until(
      () => engine.backlog(),
      ({ waiting, running }) => waiting + running === 0,
      patienceMs,
    );
    const ends = new Map<string, string>();
    for (const [order, run] of runs) {
      const found = await engine.run(run);
      ends.set(order, [found?.state, found?.outcome, found?.error?.class, found?.error?.step].join(" "));
    }
    return {
      effects: sorted([...systems.received].map(([name, { keys }]) => [name, keys.size])),
      attempts: systems.received.values().reduce((sum, { attempts }) => sum + attempts, 0),
      lanes: sorted([...systems.effects]),
      ends: sorted([...ends]),
      metrics: await countersOf(services),
    };
  } finally {
    await Promise.all(services.map((service) => service.close({ drainMs: 1_000 })));
    systems.close();
  }
}

/** Customers at once, each one order after the other, by any replica; some twice. Answers the run of each order. */
async function sendAll(
  seed: number,
  services: readonly RunningService[],
): Promise<ReadonlyMap<string, string>> {
  const runs = new Map<string, string>();
  const each = size.orders / size.customers;
  await Promise.all(
    Array.from({ length: size.customers }, async (_, customer) => {
      for (let number = 0; number < each; number += 1) {
        const id = `${customer}-${number}`;
        const { run } = await send(services, number, id, customer, false);
        runs.set(id, run);
        if (chance(seed, "twice", id) < twice) {
          const again = await send(services, number + 1, id, customer, true);
          assert.equal(again.run, run, `${id} is one run`);
        }
      }
    }),
  );
  return runs;
}

/** As senders do it: who is told to come again (503) does, with the same message. */
async function send(
  services: readonly RunningService[],
  turn: number,
  id: string,
  customer: number,
  again: boolean,
): Promise<{ readonly run: string }> {
  const order = orderOf(id);
  const request = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...order, customer: { ...order.customer, email: `customer-${customer}` } }),
  };
  for (;;) {
    const response = await fetch(`${services[turn % services.length]?.url}/api/orders`, request);
    const body = (await response.json()) as { readonly run: string; readonly duplicate?: boolean };
    if (response.status === 503) {
      await sleep(refusedMs);
      continue;
    }
    assert.equal(response.status, 202, JSON.stringify(body));
    assert.equal(body.duplicate ?? false, again, id);
    return body;
  }
}

function told({ effects }: Systems): number {
  return [...effects].reduce(
    (sum, [lane, orders]) => sum + (lane.startsWith("/confirmations") ? orders.length : 0),
    0,
  );
}

/** But for who was told to come again. */
async function countersOf(services: readonly RunningService[]): Promise<Readonly<Record<string, number>>> {
  const sums = new Map<string, number>();
  for (const { url } of services) {
    const text = await (await fetch(`${url}/metrics`)).text();
    for (const [, name = "", value] of text.matchAll(
      /^(waybill_(?:accepted|runs|dead_letters)_total\{.*\}) (\d+)$/gm,
    ))
      if (!name.includes('outcome="busy"')) sums.set(name, (sums.get(name) ?? 0) + Number(value));
  }
  return sorted([...sums]);
}

function sorted<Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
