import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type CrashPoint, crashPoints } from "../../runtime/engine/embedded/crash-point.ts";
import { check, quiet } from "./checks.ts";
import { Victim } from "./process.ts";
import { Receiver } from "./receiver.ts";

/** Which pass through a point kills: late enough that work is under way. */
const pass: Partial<Record<CrashPoint, number>> = {
  "before-commit": 6,
  "after-commit": 6,
  redriven: 1,
  discarded: 1,
  "dead-letter": 1,
  asleep: 2,
  "attempt-failed": 1,
  subscribed: 1,
  "event-taken": 1,
  replayed: 1,
};

for (const point of crashPoints) {
  test(`killed at ${point}, it goes on where it stopped`, { timeout: 30_000 }, async (context) => {
    const folder = await mkdtemp(join(tmpdir(), "waybill-crash-"));
    const receiver = new Receiver();
    const address = await receiver.listen();
    const store = join(folder, "store.db");
    const acknowledged = new Map<string, string>();
    context.after(() => receiver.close());
    const doomed = await Victim.start(store, address, `${point}:${pass[point] ?? 3}`);
    context.after(() => doomed.kill());
    await load(doomed, acknowledged);
    await Promise.race([doomed.exited, decide(doomed, point)]);
    await doomed.exited;

    const victim = await Victim.start(store, address);
    context.after(() => victim.kill());
    await load(victim, acknowledged);
    await quiet(victim);
    if (point !== "discarded")
      await check(victim, receiver, acknowledged, {
        inOrder: point !== "redriven",
        once: point !== "replayed",
      });
    await victim.kill();
    await rm(folder, { recursive: true });
  });
}

/** Messages 20 to 24 of three lanes; what is answered is acknowledged, what is not is sent again by the next call. */
async function load(victim: Victim, acknowledged: Map<string, string>): Promise<void> {
  for (let number = 20; number < 25; number += 1) {
    for (const lane of ["one", "two", "three"]) {
      const answer = (await victim.ask("/accept", { lane, number })) as { run: string } | undefined;
      if (answer === undefined) return;
      acknowledged.set(`${lane}-${number}`, answer.run);
    }
  }
}

/** What only a person or the outside triggers. */
async function decide(victim: Victim, point: CrashPoint): Promise<void> {
  await quiet(victim).catch(() => undefined);
  if (point === "event-taken") await victim.ask("/outside/1");
  else if (point === "replayed") await victim.ask("/replay");
  else {
    await victim.ask("/redrive/1");
    await victim.ask("/discard/2");
  }
}
