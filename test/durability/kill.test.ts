import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { check, quiet } from "./checks.ts";
import { Victim } from "./process.ts";
import { Receiver } from "./receiver.ts";

const kills = 10;
const lanes = 24;

test("ten kills under load lose nothing that was acknowledged and repeat nothing whose outcome was known", {
  timeout: 60_000,
}, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "waybill-kill-"));
  const receiver = new Receiver();
  const address = await receiver.listen();
  context.after(() => receiver.close());
  let victim = await Victim.start(join(folder, "store.db"), address);
  context.after(() => victim.kill());
  const acknowledged = new Map<string, string>();
  let stop = false;

  /** One sender a lane: the next message after the one before it was acknowledged, so the order is known. */
  async function send(lane: string): Promise<void> {
    // oxlint-disable-next-line eslint/no-unmodified-loop-condition -- set below, while the senders wait
    for (let number = 1; !stop; ) {
      const answer = (await victim.ask("/accept", { lane, number })) as { run: string } | undefined;
      if (answer === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
      else acknowledged.set(`${lane}-${number++}`, answer.run);
    }
  }
  const senders = Array.from({ length: lanes }, (_, lane) => send(`lane${lane}`));
  for (let kill = 0; kill < kills; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 500));
    await victim.kill();
    victim = await Victim.start(join(folder, "store.db"), address);
  }
  stop = true;
  await Promise.all(senders);
  await quiet(victim);
  const counts = await check(victim, receiver, acknowledged);
  await victim.kill();
  await rm(folder, { recursive: true });

  assert.ok(acknowledged.size > 200, `only ${acknowledged.size} messages in ${kills} kills`);
  context.diagnostic(
    `${kills} kills: ${acknowledged.size} acknowledged, ${counts.done} done, ${counts.failed} dead letters, ${counts.calls} calls, ${counts.repeated} repeated after an unknown outcome, 0 lost, 0 twice`,
  );
});
