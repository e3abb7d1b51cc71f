import assert from "node:assert/strict";
import { test } from "node:test";
import { call, diagnosticsOf, route } from "../shop.ts";

const distributed = (kafka: string) => `{ engine: distributed, deploy: { kafka: { ${kafka} } } }`;

const service = (max: number, routes = "[post-order]") => `kind: Service
metadata: { name: posting, domain: orders }
spec: { routes: ${routes}, scale: { min: 2, max: ${max} } }
`;

const taking = route([call], {
  trigger: "{ event: { of: order@1, from: now } }",
  head: "lane: =message.data.orderId",
});

function said(max: number, kafka: string, of: { readonly taking?: string; readonly routes?: string } = {}) {
  const documents = [of.taking ?? taking, service(max, of.routes)];
  return diagnosticsOf({ local: distributed(kafka), documents }, "WB3411");
}

test("a service has no more replicas than topics have partitions, by name and by domain", () => {
  const [one, ...more] = said(12, "partitions: 8");
  assert.deepEqual([one?.severity, one?.at, more], ["warning", "12", []]);
  assert.match(
    one?.message ?? "",
    /^In local a topic has 8 partitions, so of 12 replicas 4 take no events\.$/,
  );
  assert.equal(said(12, "partitions: 8", { routes: "{ domain: orders }" }).length, 1);
});

test("as many are enough, and nothing is said where nobody says how many there are", () => {
  assert.deepEqual(said(8, "partitions: 8"), []);
  assert.deepEqual(said(40, "address: kafka.kafka:9092"), []);
});

test("a service that takes no events may have as many replicas as it likes", () => {
  assert.deepEqual(said(40, "partitions: 8", { taking: route([call]) }), []);
});
