import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { flowClock } from "../../../runtime/flow/index.ts";
import { Sharing } from "../../../runtime/flow/shared/index.ts";

const offMs = 9 * 60_000;

test("a clock that is set back keeps nobody from telling the other replicas what they must know", {
  timeout: 20_000,
}, async (context) => {
  const real = Date.now;
  let exchanged = (): void => undefined;
  const next = () => new Promise<void>((resolve) => (exchanged = resolve));
  const sharing = new Sharing({
    clock: flowClock,
    exchange: async (_keys, change) => {
      exchanged();
      return change(new Map(), real()).answer;
    },
    changed: () => undefined,
    failed: (error) => assert.fail(String(error)),
  });
  context.after(() => sharing.close());
  const ahead = context.mock.method(Date, "now", () => real() + offMs);
  const first = next();
  const gate = sharing.limitsOf("erp").gate("steady", { failures: 1, withinMs: 1_000, resetMs: 1_000 });
  await first;
  await turn();
  ahead.mock.restore();
  const second = next();
  gate.end(false, true, flowClock.now());
  await second;
});
