import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../campaign/world/receiver.ts";
import { withoutStragglers } from "./stragglers.ts";

function call(key: string, attempt: number): Call {
  const message = { lane: "strict-a", number: 1, operation: "post" };
  return { ...message, key, attempt, previous: "none", effect: false, told: "done" };
}

test("a call of an attempt that a later one has passed is left out, and no other", () => {
  const calls = [
    call("a:post", 1),
    call("b:post", 1),
    call("a:post", 3),
    call("a:post", 2),
    call("b:post", 2),
  ];
  assert.deepEqual(
    withoutStragglers(calls).map(({ key, attempt }) => `${key} ${attempt}`),
    ["a:post 1", "b:post 1", "a:post 3", "b:post 2"],
  );
});

test("an attempt that comes twice is left for the judge", () => {
  assert.equal(withoutStragglers([call("a:post", 1), call("a:post", 1)]).length, 2);
});
