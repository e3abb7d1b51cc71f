import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openStore } from "../../../../runtime/engine/embedded/index.ts";
import type { Program } from "../../../../runtime/engine/port.ts";
import { bench, command, info, options, program } from "./bench-of.ts";

/** An order that sleeps a minute between what the copy knows and what it does not, and what its steps were told at each attempt. */
function order(repeatable: boolean): { readonly route: Program; readonly told: string[] } {
  const told: string[] = [];
  const route = program("orders", async (run) => {
    for (const name of ["reserve", "post"]) {
      await run.step(
        info(name),
        options({ repeatable: repeatable || name === "reserve" }),
        async (attempt) => {
          told.push(`${attempt.attemptKey.split(":")[1]} ${attempt.previous}`);
          return null;
        },
      );
      await run.sleep(info(`after ${name}`, "sleep"), 60_000);
    }
  });
  return { route, told };
}

/** Reserves, is copied, and goes on to its end; answers the copy. */
async function lost(context: TestContext, route: Program): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-put-back-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const store = await openStore({ file: join(folder, "store.db"), inline: true });
  const one = await bench({ store });
  await one.engine.serve("one", [route]);
  await one.engine.accept(command("orders"));
  await one.engine.settled();
  const copy = join(folder, "copy.db");
  await store.copy(copy);
  await one.clock.advance(120_000);
  await one.engine.close({ drainMs: 0 });
  return copy;
}

test("what a copy does not have of a run may have happened: it is repeated under the same key, and told so", async (context) => {
  const { route, told } = order(true);
  const copy = await lost(context, route);
  assert.deepEqual(told, ["reserve none", "post none"]);
  const two = await bench({ file: copy });
  await two.engine.serve("one", [route]);
  await two.clock.advance(120_000);
  assert.deepEqual(told.slice(2), ["post unknown"]);
  const [entry] = await two.engine.audit({ limit: 1 });
  assert.deepEqual([entry?.action, entry?.subject, entry?.detail], ["put-back", "up to run 1", copy]);
  // A run that is accepted from now on is a run like any other.
  await two.engine.accept(command("orders"));
  await two.clock.advance(120_000);
  assert.deepEqual(told.slice(3), ["reserve none", "post none"]);
  await two.engine.close({ drainMs: 0 });
});

test("what cannot be repeated is asked of a person once, whose word counts", async (context) => {
  const { route, told } = order(false);
  const two = await bench({ file: await lost(context, route) });
  await two.engine.serve("one", [route]);
  await two.clock.advance(120_000);
  assert.equal(told.length, 2);
  const [letter] = await two.engine.deadLetters({ limit: 1 });
  assert.equal(letter?.class, "unknown");
  assert.match(letter?.error ?? "", /put back from a copy/);
  await two.engine.redrive(letter?.id ?? "", { from: "step", by: "jo", reason: "the ERP has it not" });
  await two.clock.advance(120_000);
  assert.deepEqual(told.slice(2), ["post unknown"]);
  assert.equal((await two.engine.run(letter?.run ?? ""))?.state, "done");
  await two.engine.close({ drainMs: 0 });
});

test("it is remembered over restarts, and a person's word that a store was put back counts once", async (context) => {
  const { route, told } = order(true);
  const copy = await lost(context, route);
  for (const putBack of ["2026-11-24", "2026-11-24"]) {
    const started = await bench({ file: copy, putBack });
    await started.engine.serve("one", [route]);
    await started.engine.close({ drainMs: 0 });
  }
  const last = await bench({ file: copy, putBack: "2026-11-24" });
  await last.engine.serve("one", [route]);
  await last.clock.advance(120_000);
  assert.deepEqual(told.slice(2), ["post unknown"]);
  const marks = (await last.engine.audit({ limit: 10 })).filter(({ action }) => action === "put-back");
  assert.equal(marks.length, 1);
  await last.engine.close({ drainMs: 0 });
});
