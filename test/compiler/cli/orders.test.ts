import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import nock from "nock";
import { deadletters } from "../../../compiler/cli/commands/deadletters.ts";
import { erase } from "../../../compiler/cli/commands/erase.ts";
import { runs } from "../../../compiler/cli/commands/runs.ts";
import { person } from "../../../compiler/cli/remote/person.ts";
import { UsageError } from "../../../compiler/cli/usage.ts";
import { actOnRun } from "../../../runtime/edge/admin/runs.ts";
import type { Engine } from "../../../runtime/engine/port.ts";

const url = "https://orders.shop.example";

/** What a command prints while it runs. */
async function printed(t: TestContext, command: () => Promise<number>): Promise<readonly [number, string]> {
  nock.disableNetConnect();
  t.after(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });
  const texts: string[] = [];
  const through = process.stdout.write.bind(process.stdout);
  const write = t.mock.method(process.stdout, "write", (written: string | Uint8Array) => {
    // What the runner of tests writes meanwhile is no text.
    if (typeof written !== "string") return through(written);
    texts.push(written);
    return true;
  });
  const status = await command();
  write.mock.restore();
  return [status, texts.join("")];
}

const progress = {
  id: "1",
  action: "redrive",
  matched: 3,
  counts: {},
  done: 0,
  passedOver: [],
  state: "running",
};

test("an order for many dead letters says what is meant, and is followed to its end", async (t) => {
  const service = nock(url)
    .post("/admin/deadletters", {
      action: "redrive",
      by: person(),
      from: "step",
      force: false,
      route: "take-order",
      class: "transient",
      rate: 5,
      dryRun: false,
    })
    .reply(202, progress)
    .get("/admin/deadletters/bulk/1")
    .reply(200, {
      ...progress,
      done: 2,
      passedOver: [{ id: "7", reason: "it may have happened" }],
      state: "done",
    });
  const options = { url, route: "take-order", class: "transient", rate: "5" };
  const [status, text] = await printed(t, () => deadletters(["redrive"], options));
  assert.equal(status, 0);
  assert.match(text, /2 of 3 \(done\)/);
  assert.match(text, /7 {2}it may have happened/);
  service.done();
});

test("a dry run of an order for many tells how many are meant, and of which kind", async (t) => {
  nock(url)
    .post("/admin/deadletters", (body: { dryRun: boolean }) => body.dryRun)
    .reply(200, { ...progress, counts: { "take-order · transient · finance": 3 }, state: "dry-run" });
  const [status, text] = await printed(t, () =>
    deadletters(["redrive"], { url, route: "take-order", dryRun: true }),
  );
  assert.equal(status, 0);
  assert.match(text, /3 would be tried[^]*3 {2}take-order · transient · finance/);
});

test("data is erased for a reason; what is left is told", async (t) => {
  await assert.rejects(erase(["1001"], { url }), UsageError);
  nock(url)
    .post("/admin/erase", { key: "1001", by: person(), reason: "asked", dryRun: false, discard: false })
    .reply(202, {
      dryRun: false,
      runs: ["1-a"],
      events: 2,
      left: [{ run: "2-b", route: "take-order", reason: "it is under way" }],
      kept: [
        { type: "order@1", place: "event.order.v1", until: "2026-12-04T00:00:00.000Z" },
        { type: "sold@1", place: "event.sold.v1", reason: "it stays (retention.ms is -1)" },
      ],
    })
    .post("/admin/erase")
    .reply(404, { title: "No run is found by this key." });
  const [status, text] = await printed(t, () => erase(["1001"], { url, reason: "asked" }));
  assert.equal(status, 0);
  assert.match(text, /in 1 runs and 2 events\.\n {2}1-a\n[^]*2-b[^]*it is under way/);
  assert.match(text, /Not reached[^]*event\.order\.v1 {2}until 2026-12-04T00:00:00\.000Z at the latest/);
  assert.match(text, /event\.sold\.v1 {2}no time is known: it stays \(retention\.ms is -1\)/);
  const [none, why] = await printed(t, () => erase(["1002"], { url, reason: "asked" }));
  assert.equal(none, 1);
  assert.match(why, /No run is found/);
});

/** The service's own handler of orders to run 7, which tells what its engine is asked. */
function serviceOfRuns(): { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const engine = Object.fromEntries(
    ["cancel", "pause", "resume", "restart"].map((act) => [
      act,
      (run: string, said: unknown) => Promise.resolve(void asked.push([act, run, said])),
    ]),
  ) as unknown as Engine; // as much of it as these orders ask
  nock(url)
    .persist()
    .post(/\/admin\/runs\/7\//)
    .reply(async (request: Request) => {
      const asking = new URL(request.url);
      const { status, body: answer } = await actOnRun(engine)({
        method: "POST",
        url: asking,
        headers: { "content-type": "application/json" },
        body: Buffer.from(await request.arrayBuffer()),
        parameters: { id: "7", act: asking.pathname.split("/").at(-1) ?? "" },
        remoteAddress: "127.0.0.1",
      });
      return [status, answer];
    });
  return { asked };
}

const orders = [
  [["cancel", { reason: "late" }], { reason: "late", compensate: false }],
  [["cancel", { reason: "late", compensate: true }], { reason: "late", compensate: true }],
  [["pause", { reason: "a count" }], { reason: "a count" }],
  [["resume", {}], {}],
  [["resume", { reason: "counted" }], { reason: "counted" }],
  [["restart", { step: "posting" }], { fromStep: "posting", force: false }],
  [
    ["restart", { step: "posting", force: true, reason: "lost" }],
    { fromStep: "posting", force: true, reason: "lost" },
  ],
] as const;

for (const [[act, options], said] of orders)
  test(`runs ${act} with ${Object.keys(options).join(", ") || "nothing more"} is an order that the service understands`, async (t) => {
    const { asked } = serviceOfRuns();
    const [status, text] = await printed(t, () => runs([act, "7"], { url, ...options }));
    assert.equal(status, 0, text);
    assert.deepEqual(asked, [[act, "7", { by: person(), ...said }]]);
  });

test("what means nothing for an act on a run is a wrong usage, and what a service refuses is told place by place", async (t) => {
  await assert.rejects(
    runs(["pause", "7"], { url, reason: "a count", compensate: true }),
    /knows no --compensate/,
  );
  nock(url)
    .post("/admin/runs/7/resume")
    .reply(422, { title: "Not understood", errors: [{ pointer: "/reason", reason: "must be a text" }] });
  const [status, text] = await printed(t, () => runs(["resume", "7"], { url }));
  assert.equal(status, 1);
  assert.match(text, /^422 · Not understood\n {2}\/reason must be a text/);
});
