import assert from "node:assert/strict";
import { test } from "node:test";
import { EmbeddedEngine, openStore, VirtualClock } from "../../../../runtime/engine/embedded/index.ts";
import { StoreError } from "../../../../runtime/engine/store/port.ts";
import { command, info, program } from "./bench-of.ts";

test("of two words on a run at one moment, both refused by a full disk, none is done later", async () => {
  const durable = await openStore({ file: ":memory:" });
  let full = false;
  const clock = new VirtualClock();
  const engine = new EmbeddedEngine({
    clock,
    store: {
      read: (name, ...given) => durable.read(name, ...given),
      close: () => durable.close(),
      write: (operations) =>
        full ? Promise.reject(new StoreError("full", "The disk is full.")) : durable.write(operations),
    },
  });
  await engine.serve("one", [program("naps", (run) => run.sleep({ ...info("nap"), kind: "sleep" }, 3_000))]);
  const { run } = await engine.accept(command("naps", {}));
  await engine.settled();
  full = true;
  const words = await Promise.allSettled([
    engine.cancel(run, { by: "ann", compensate: true }),
    engine.pause(run, { by: "ben" }),
  ]);
  assert.deepEqual(
    words.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  full = false;
  assert.equal((await engine.run(run))?.requested, undefined);
  await clock.advance(4_000);
  assert.equal((await engine.run(run))?.state, "done");
  await engine.close({ drainMs: 0 });
});
