import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Busy } from "../../../runtime/engine/port.ts";
import { Restate } from "../../../trial/restate/server.ts";
import { command } from "../../runtime/engine/embedded/bench-of.ts";
import { Databases } from "../store/databases.ts";
import { until } from "../until.ts";
import type { Message } from "./called.ts";
import { Replicas } from "./replicas.ts";

let server: Restate;
let databases: Databases;
before(async () => {
  [server, databases] = await Promise.all([Restate.start(), Databases.start()]);
});
after(() => Promise.all([server.stop(), databases.stop()]));

const lanes = 8;
const each = 25;

/** Messages of each lane, one after the other was accepted; who is turned away comes again, as the same message. */
async function send({ door }: Replicas, lane: number): Promise<string[]> {
  const runs: string[] = [];
  for (let number = 0; number < each; number += 1) {
    const message: Message = { lane: `lane-${lane}`, number };
    const key = `${message.lane} ${number}`;
    const order = command(
      "orders",
      { ...message },
      { lane: message.lane, idempotency: { key, keepMs: 86_400_000 } },
    );
    for (;;) {
      try {
        runs.push((await door.accept(order)).run);
        break;
      } catch (error) {
        if (!(error instanceof Busy)) throw error;
        await sleep(100);
      }
    }
  }
  return runs;
}

/** Under load, something breaks; in the end everything was done, in order, and repeated only where that was said. */
function survives(what: string, breaks: (replicas: Replicas) => Promise<void>): void {
  test(what, { timeout: 180_000 }, async (context: TestContext) => {
    const replicas = await Replicas.start(server, databases, 2);
    context.after(() => replicas.stop());
    const { door, calls } = replicas;
    const sending = Promise.all(Array.from({ length: lanes }, (_, lane) => send(replicas, lane)));
    await until(
      () => calls.length,
      (count) => count > 50,
    );
    await breaks(replicas);
    const runs = (await sending).flat();
    assert.equal(new Set(runs).size, lanes * each);
    await until(
      async () => (await door.runs({ state: "done", limit: 1_000 }).catch(() => ({ runs: [] }))).runs.length,
      (count) => count === lanes * each,
      120_000,
    );
    const seen = new Set<string>();
    for (const { key, previous } of calls) {
      assert.ok(!seen.has(key) || previous === "unknown", `${key} was repeated as if it had never begun`);
      seen.add(key);
    }
    assert.equal(seen.size, 2 * lanes * each);
    for (let lane = 0; lane < lanes; lane += 1) {
      const order = calls
        .filter(({ message }) => message.lane === `lane-${lane}`)
        .map(({ message }) => message.number);
      assert.deepEqual(
        order,
        order.toSorted((one, other) => one - other),
        `lane ${lane}`,
      );
    }
    context.diagnostic(`${calls.length - seen.size} of ${calls.length} calls were repetitions`);
  });
}

test("a caller hears from the replica that took its message what another one answers", async (context) => {
  const replicas = await Replicas.start(server, databases, 1);
  context.after(() => replicas.stop());
  const message: Message = { lane: "a", number: 7 };
  const { answered } = await replicas.door.accept(command("orders", { ...message }));
  assert.deepEqual(await answered, { kind: "responded", status: 201, body: 7 });
});

survives("a replica is killed, and the other goes on", (replicas) => replicas.kill());

survives("a replica stands still for ten seconds, and goes on as if nothing had been", (replicas) =>
  replicas.freeze(10_000),
);

survives("a replica is cut off from Restate for ten seconds, and knows nothing of it", (replicas) =>
  replicas.cutOff(10_000),
);

survives("Restate is killed and comes back", async () => {
  await server.kill();
  await sleep(1_000);
  await server.start();
});

survives("PostgreSQL is killed and comes back", async () => {
  await databases.server.kill();
  await sleep(1_000);
  await databases.server.start();
});
