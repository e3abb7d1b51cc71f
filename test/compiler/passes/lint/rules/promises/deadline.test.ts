import assert from "node:assert/strict";
import { test } from "node:test";
import { call, diagnosticsOf, respond, route, type Shop } from "../shop.ts";

const policy = (timeout: string, attempts: number, more = "") =>
  `{ timeout: ${timeout}, retry: { attempts: ${attempts}, backoff: { initial: 1s, factor: 2, max: 5m } }, breaker: { failures: 5, within: 30s, reset: 60s }, deadLetter: { owner: treasury }${more} }`;

/** What is said of the deadline of a route with these steps. */
function deadline(steps: readonly string[], shop: Partial<Shop> = {}) {
  return diagnosticsOf({ policy: policy("10s", 8), ...shop, documents: [route(steps)] }, "WB3401");
}

test("a deadline is compared with attempts, timeouts and backoff, and the sum is shown term by term", () => {
  const [only, ...others] = deadline([call, respond]);
  assert.equal(others.length, 0);
  assert.equal(only?.at, "5s");
  assert.match(
    only.message,
    /`posted` 8 attempts × 10s \+ backoff 1s \+ 2s \+ … \+ 1m4s = 3m27s > deadline 5s/,
  );
});

test("a deadline that is kept at worst is silent, to the millisecond", () => {
  const kept = policy("2s", 2); // 2 × 2s + 1s = 5s
  assert.deepEqual(deadline([call, respond], { policy: kept }), []);
  assert.equal(deadline([call, respond], { policy: policy("2001ms", 2) }).length, 1);
});

test("only what stands before the answer counts", () => {
  assert.deepEqual(
    deadline(["{ respond: { status: 202, body: { orderId: =message.data.orderId } } }", call]),
    [],
  );
});

test("without an answer nobody waits: the caller gets 202 at once", () => {
  assert.deepEqual(deadline([call]), []);
});

test("of the branches of a choose the longest counts, steps one after the other add up", () => {
  const one = call.replace("posted", "a");
  const both = [one, call.replace("posted", "b")];
  const choose = `choose: [{ when: =message.data.orderId == "1", steps: [${one}] }, { otherwise: [${call.replace("posted", "c")}] }]`;
  const answer = "{ respond: { status: 201, body: { orderId: =message.data.orderId } } }";
  const sum = (steps: readonly string[]) =>
    /= (\S+) > deadline/.exec(deadline([...steps, answer])[0]?.message ?? "")?.[1];
  assert.equal(sum([`{ ${choose} }`]), "3m27s");
  assert.equal(sum(both), "6m54s");
});

test("of a parallel the longest branch counts, unless fewer branches go at once than there are", () => {
  const branch = (name: string) => `{ steps: [${call.replace("posted", name)}] }`;
  const three = (more: string) => `{ parallel: [${["a", "b", "c"].map(branch).join(", ")}]${more} }`;
  const answer = "{ respond: { status: 201, body: { orderId: =message.data.orderId } } }";
  const once = { policy: policy("2s", 1) };
  assert.deepEqual(deadline([three(""), answer], once), []);
  assert.deepEqual(deadline([three(", concurrency: 2"), answer], once), []);
  assert.match(
    deadline([three(", concurrency: 1"), answer], once)[0]?.message ?? "",
    /`a` 2s \+ `b` 2s \+ `c` 2s = 6s > deadline 5s/,
  );
});

test("an each counts its rounds where the list has a maxItems, and says where it has none", () => {
  const each = (list: string, concurrency: number) =>
    `{ name: all, each: =message.data.${list}, as: line, concurrency: ${concurrency}, steps: [{ name: one, call: erp.post, with: { reference: =line } }] }`;
  const answer = "{ respond: { status: 201, body: { orderId: =message.data.orderId } } }";
  const once = { policy: policy("2s", 1) };
  // Six lines, two at a time: three rounds of 2 s.
  assert.match(deadline([each("lines", 2), answer], once)[0]?.message ?? "", /3 × \(2s\) = 6s > deadline 5s/);
  assert.deepEqual(deadline([each("lines", 3), answer], once), []);
  assert.deepEqual(deadline([each("states", 2), answer], once), []);
  const [unknown] = deadline([each("states", 2), answer], { policy: policy("6s", 1) });
  assert.match(unknown?.help ?? "", /`all` is counted with one round of 2 items, since no `maxItems`/);
});

test("an unknown outcome is looked up before it is repeated, which takes its time too", () => {
  const idempotent = "{ verify: find, with: { reference: =input.reference }, found: =response }";
  const [only] = deadline([call, respond], { idempotent, policy: policy("10s", 3) });
  assert.match(only?.message ?? "", /3 attempts × 10s \+ 2 look-ups × 10s \+ backoff 10s \+ 10s = 1m10s/);
});

test("a missed deadline is an error only where somebody sits before it", () => {
  assert.equal(deadline([call, respond])[0]?.severity, "warning");
  assert.equal(deadline([call, respond], { latency: "interactive" })[0]?.severity, "error");
});

test("a branch that goes on after a failure takes its time after all attempts", () => {
  const step = `{ name: posted, call: erp.post, with: { reference: =message.data.orderId }, onFailure: { any: [{ name: other, call: erp.find, with: { reference: "1" } }] } }`;
  const answer = "{ respond: { status: 201, body: { orderId: =message.data.orderId } } }";
  assert.match(
    deadline([step, answer], { policy: policy("5s", 1) })[0]?.message ?? "",
    /`posted` 5s \+ `other` 5s = 10s/,
  );
});
