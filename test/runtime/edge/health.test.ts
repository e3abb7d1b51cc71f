import assert from "node:assert/strict";
import { test } from "node:test";
import { ready } from "../../../runtime/edge/health.ts";
import type { EdgeRequest } from "../../../runtime/edge/request.ts";
import { EmbeddedEngine, openStore } from "../../../runtime/engine/embedded/index.ts";
import { StoreError } from "../../../runtime/engine/store/port.ts";

const request = {} as EdgeRequest; // Nothing of it is looked at.

async function served(options: { isFull: () => boolean; phase?: "draining" }) {
  const store = await openStore({ file: ":memory:" });
  let writes = 0;
  const engine = new EmbeddedEngine({
    store: {
      ...store,
      read: (name, ...given) => store.read(name, ...given),
      close: () => store.close(),
      write: (operations) => {
        writes += 1;
        return options.isFull()
          ? Promise.reject(new StoreError("full", "The disk is full."))
          : store.write(operations);
      },
    },
  });
  const handler = ready({ engine, now: () => 0 }, () => options.phase ?? "serving");
  return { engine, ask: () => handler(request), writes: () => writes };
}

test("a service whose store can be read but not written to is not ready, and is again once there is room", async (context) => {
  let now = 0;
  context.mock.method(performance, "now", () => now);
  let full = false;
  const { engine, ask } = await served({ isFull: () => full });
  assert.equal((await ask()).status, 200);
  full = true;
  now += 1_000;
  const refused = await ask();
  assert.deepEqual([refused.status, refused.headers?.["retry-after"]], [503, "5"]);
  assert.match(refused.body ?? "", /takes no message/);
  full = false;
  now += 1_000;
  assert.equal((await ask()).status, 200);
  await engine.close({ drainMs: 0 });
});

test("whoever asks again and again within a second costs one write", async (context) => {
  context.mock.method(performance, "now", () => 0);
  const { engine, ask, writes } = await served({ isFull: () => false });
  const answers = await Promise.all([ask(), ask(), ask()]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(writes(), 1);
  await engine.close({ drainMs: 0 });
});

test("a service that drains is not ready and writes nothing", async () => {
  const { engine, ask, writes } = await served({ isFull: () => false, phase: "draining" });
  assert.deepEqual([(await ask()).status, writes()], [503, 0]);
  await engine.close({ drainMs: 0 });
});
