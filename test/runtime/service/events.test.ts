import assert from "node:assert/strict";
import { test } from "node:test";
import { admin, type Running, running } from "./running.ts";

const structured = { ...admin, "content-type": "application/cloudevents+json" };
const batched = { ...admin, "content-type": "application/cloudevents-batch+json" };
const event = {
  specversion: "1.0",
  id: "e1",
  source: "/till",
  type: "order@1",
  data: { id: "1001", total: "5.00" },
};

/** Of the route that takes the event: its runs, once there are so many. */
async function runsOf(
  service: Running,
  key: string,
  count: number,
): Promise<readonly { state: string; outcome: string }[]> {
  for (const until = Date.now() + 10_000; ; ) {
    const { body } = await service.call("GET", `/admin/trace?key=${key}`, undefined, admin);
    const ended = body.runs.filter((run: { state: string }) => run.state === "done");
    if (ended.length >= count || Date.now() > until) return body.runs;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("an event from outside is taken in structured, batched and binary mode, once each, and found by its key", async (t) => {
  const service = await running(t);
  const first = await service.call("POST", "/events", event, structured);
  assert.equal(first.status, 202);
  assert.deepEqual(first.body, { events: [{ id: "e1", source: "/till", outcome: "accepted" }] });
  const batch = await service.call("POST", "/events", [event, { ...event, id: "e2" }], batched);
  assert.deepEqual(
    batch.body.events.map(({ outcome }: { outcome: string }) => outcome),
    ["duplicate", "accepted"],
  );
  const binary = {
    ...admin,
    "ce-specversion": "1.0",
    "ce-id": "e3",
    "ce-source": "/till",
    "ce-type": "order@1",
  };
  assert.equal((await service.call("POST", "/events", event.data, binary)).status, 202);
  const runs = await runsOf(service, "1001", 3);
  assert.equal(runs.length, 3);
  assert.ok(runs.every(({ outcome }) => outcome === "noted"));
});

test("what is no event, of a type nobody takes, or against its contract is refused whole, and nothing of it is kept", async (t) => {
  const service = await running(t);
  const refused = async (body: unknown, headers: Record<string, string>) =>
    (await service.call("POST", "/events", body, headers)).status;
  assert.equal(await refused(event, { "content-type": "application/cloudevents+json" }), 401);
  assert.equal(await refused(event, admin), 415);
  assert.equal(await refused({ ...event, specversion: "2" }, structured), 422);
  assert.equal(await refused({ ...event, type: "refund@1" }, structured), 422);
  assert.equal(await refused([event, { ...event, id: "e2", data: { id: "1" } }], batched), 422);
  const { body } = await service.call("GET", "/admin/events", undefined, admin);
  assert.deepEqual(body.events, []);
});

test("operators read the log, see who is behind, and have a route take events again", async (t) => {
  const service = await running(t);
  await service.call("POST", "/events", event, structured);
  await runsOf(service, "1001", 1);
  const { body: log } = await service.call("GET", "/admin/events?type=order@1", undefined, admin);
  assert.equal(log.events[0].id, "e1");
  const { body: groups } = await service.call("GET", "/admin/events/consumers", undefined, admin);
  assert.deepEqual(
    groups.consumers.map(({ route, type, behind }: Record<string, unknown>) => [route, type, behind]),
    [["note-order", "order@1", 0]],
  );
  const asked = { route: "note-order", from: "2020-01-01T00:00:00Z", reason: "the printer was out of paper" };
  const dry = await service.call("POST", "/admin/events/replay", { ...asked, dryRun: true }, admin);
  assert.deepEqual([dry.status, dry.body.events, dry.body.first.id], [200, 1, "e1"]);
  const replayed = await service.call("POST", "/admin/events/replay", asked, admin);
  assert.deepEqual([replayed.status, replayed.body.events], [202, 1]);
  assert.equal((await runsOf(service, "1001", 2)).length, 2);
  assert.equal(
    (await service.call("POST", "/admin/events/replay", { ...asked, route: "quote" }, admin)).status,
    404,
  );
  assert.equal(
    (await service.call("POST", "/admin/events/replay", { ...asked, from: "noon" }, admin)).status,
    422,
  );
});

test("the next ticks of each time table are told", async (t) => {
  const service = await running(t);
  const { body } = await service.call("GET", "/admin/schedules", undefined, admin);
  const [table] = body.schedules;
  assert.deepEqual([table.route, table.cron, table.zone], ["close-day", "0 2 * * *", "Europe/Amsterdam"]);
  assert.equal(table.next.length, 5);
  for (const tick of table.next) assert.match(tick, /T0[01]:00:00\.000Z$/);
});
