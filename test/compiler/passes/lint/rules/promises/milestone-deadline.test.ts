import assert from "node:assert/strict";
import { test } from "node:test";
import { call, diagnosticsOf, route } from "../shop.ts";

const policy = (timeout: string, attempts: number, more = "") =>
  `{ timeout: ${timeout}, retry: { attempts: ${attempts}, backoff: { initial: 1s, factor: 2, max: 5m } }, breaker: { failures: 5, within: 30s, reset: 60s }, deadLetter: { owner: treasury }${more} }`;

const contract = (name: string) => `kind: Contract
metadata: { name: ${name}, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  key: [orderId]
  schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
`;

const process = (within: string, level = "") => `kind: Process
metadata: { name: order-to-ledger, domain: orders }
spec:
  subject: order
  correlate: { order: orderId }
  milestones:
    taken: { on: taken@1 }
    posted: { on: posted-in-ledger@1, within: ${within}, after: taken }
${level}`;

const publish = (name: string, event: string) =>
  `{ name: ${name}, publish: ${event}@1, with: { orderId: =message.data.orderId } }`;

test("a milestone is compared with what lies between the two events, not with what came before", () => {
  const milestone = (within: string, level = "") =>
    diagnosticsOf(
      {
        policy: policy("10s", 2), // 21 s
        documents: [
          route([
            call.replace("posted", "sooner"),
            publish("taken", "taken"),
            call,
            publish("told", "posted-in-ledger"),
          ]),
          contract("taken"),
          contract("posted-in-ledger"),
          process(within, level),
        ],
      },
      "WB3402",
    );
  assert.deepEqual(milestone("21s"), []);
  const [only] = milestone("20s");
  assert.equal(only?.at, "20s");
  assert.match(
    only.message,
    /`post-order` may take 21s: `posted` 2 attempts × 10s \+ backoff 1s = 21s > 20s/,
  );
  assert.equal(only.severity, "warning");
  const level = "  serviceLevel: { milestone: posted, target: 99%, window: 30d }\n";
  assert.equal(milestone("20s", level)[0]?.severity, "error");
});

test("what follows the second event, or goes on beside the way, takes nothing from the promise", () => {
  const promised = (...steps: readonly string[]) =>
    diagnosticsOf(
      {
        policy: policy("10s", 2), // 21 s
        documents: [
          route([publish("taken", "taken"), ...steps]),
          contract("taken"),
          contract("posted-in-ledger"),
          process("21s"),
        ],
      },
      "WB3402",
    ).map(({ at }) => at);
  const filed = call.replace("posted", "filed");
  assert.deepEqual(promised(call, publish("told", "posted-in-ledger"), filed), []);
  assert.deepEqual(
    promised(
      `{ parallel: [{ steps: [${call}] }, { steps: [${filed}] }] }`,
      publish("told", "posted-in-ledger"),
    ),
    [],
  );
  assert.deepEqual(promised(call, filed, publish("told", "posted-in-ledger")), ["21s"]);
});
