import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import nock from "nock";
import { deadletters } from "../../../compiler/cli/commands/deadletters.ts";
import { erase } from "../../../compiler/cli/commands/erase.ts";
import { person } from "../../../compiler/cli/person.ts";
import { UsageError } from "../../../compiler/cli/usage.ts";

const url = "https://orders.shop.example";

/** What a command prints while it runs. */
async function printed(t: TestContext, command: () => Promise<number>): Promise<readonly [number, string]> {
  nock.disableNetConnect();
  t.after(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });
  const texts: string[] = [];
  const write = t.mock.method(process.stdout, "write", (text: string) => {
    texts.push(text);
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
