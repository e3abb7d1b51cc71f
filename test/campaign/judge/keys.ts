import assert from "node:assert/strict";
import { nameOf } from "../victim/message.ts";
import type { Call } from "../world/receiver.ts";
import type { Seen } from "./seen.ts";

/**
 * One message and operation is one key, and one key is one message. A key that was served is called again only by who knows that it
 * may have been; what must not be repeated is repeated only as often as a person said so. Answers how often that was.
 */
export function judgeKeys({ calls, letters, operator }: Seen): number {
  let repeated = 0;
  const owners = new Map<string, string>();
  for (const [what, same] of Map.groupBy(calls, (call) => `${call.operation} of ${nameOf(call)}`)) {
    const [first] = same;
    assert.ok(first !== undefined);
    assert.deepEqual(
      [...new Set(same.map(({ key }) => key))],
      [first.key],
      `${what} was called under two keys`,
    );
    assert.equal(owners.get(first.key), undefined, `${what} has the key of ${owners.get(first.key)}`);
    owners.set(first.key, what);
    repeated += judgeRepeats(what, same);
    const run = first.key.slice(0, first.key.indexOf(":"));
    const said = operator.redriven.has(run) ? letters.filter((letter) => letter.run === run).length : 0;
    const may = same.filter(({ told }) => told === "done" || told === "lost").length;
    if (first.operation === "print")
      assert.ok(may <= 1 + said, `${what}, not to be repeated, happened ${may} times`);
  }
  return repeated;
}

function judgeRepeats(what: string, same: readonly Call[]): number {
  let repeated = 0;
  let served = false;
  for (const { previous, told } of same) {
    if (served) repeated += 1;
    assert.ok(!served || previous === "unknown", `${what} was repeated as if nothing had happened`);
    served ||= told === "done" || told === "lost";
  }
  return repeated;
}
