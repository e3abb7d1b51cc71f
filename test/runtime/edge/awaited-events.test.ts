import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../../runtime/contract/event.ts";
import type { Route } from "../../../runtime/contract/route.ts";
import type { EdgeContext } from "../../../runtime/edge/context.ts";
import { eventsHandler } from "../../../runtime/edge/events.ts";
import { Answered } from "../../../runtime/edge/problem.ts";
import type { CloudEvent } from "../../../runtime/events/port.ts";
import { estate } from "../service/estate.ts";

const [route] = estate.services[0]?.routes ?? [];
assert.ok(route);
const validate = Object.assign(
  (data: unknown): data is object => typeof data === "object" && data !== null && "orderId" in data,
  { errors: [] },
);
const paid: Event<unknown> = { type: "order-paid@1", contract: { name: "order-paid@1", validate } };

async function told(routes: readonly Route<unknown>[], data: unknown): Promise<number> {
  const published: CloudEvent[] = [];
  const engine = {
    events: {
      publish: async (events: readonly CloudEvent[]) => {
        published.push(...events);
        return events.map(() => "accepted");
      },
    },
  };
  // The handler asks for no more of its context than this.
  const handler = eventsHandler({ engine, now: () => 0 } as unknown as EdgeContext, routes);
  const event = { specversion: "1.0", id: "e1", source: "/bank", type: "order-paid@1", data };
  try {
    const { status } = await handler({
      method: "POST",
      url: new URL("http://service/events"),
      headers: { "content-type": "application/cloudevents+json" },
      body: Buffer.from(JSON.stringify(event)),
      parameters: {},
      remoteAddress: "127.0.0.1",
    });
    assert.equal(published.length, 1);
    return status;
  } catch (error) {
    assert.ok(error instanceof Answered);
    assert.deepEqual(published, []);
    return error.response.status;
  }
}

test("an event that no route begins with, but one waits for, is taken, and held against its contract", async () => {
  const waiting = { ...route, awaits: [paid] };
  assert.equal(await told([waiting], { orderId: "1" }), 202);
  assert.equal(await told([waiting], { order: "1" }), 422);
  assert.equal(await told([route], { orderId: "1" }), 422);
});
