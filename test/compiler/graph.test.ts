import assert from "node:assert/strict";
import { test } from "node:test";
import { mermaid } from "../../compiler/graph/mermaid.ts";
import { processGraph } from "../../compiler/graph/process.ts";
import { svg } from "../../compiler/graph/svg.ts";
import { planOf } from "./kinds/compile.ts";

const contract = (name: string) => `---
kind: Contract
metadata: { name: ${name}, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
`;

const plan = planOf(`
kind: Process
metadata: { name: order-to-cash, domain: orders }
spec:
  subject: order
  correlate: { order: orderId }
  milestones:
    posted: { on: posted@1, within: 90m, after: taken }
    taken: { on: taken@1 }
---
kind: Route
metadata: { name: sell, domain: orders }
spec:
  trigger: { http: { method: POST, path: /sales, request: taken@1, security: { apiKey: { scopes: [sales] } }, rate: 10/s } }
  steps: [{ name: taken, publish: taken@1, with: =message.data }]
${contract("taken")}${contract("posted")}`);

test("a process is drawn with the routes that publish its events and its milestones in their order", () => {
  const [process] = plan.processes;
  assert.ok(process);
  const graph = processGraph(process, plan);
  const columns = Object.fromEntries(graph.nodes.map(({ id, column }) => [id, column]));
  assert.deepEqual(columns, {
    "route:sell": 0,
    "event:taken@1": 1,
    "event:posted@1": 1,
    "milestone:taken": 2,
    "milestone:posted": 3,
  });
  assert.deepEqual(graph.edges.map(({ from, to, label }) => `${from} ${label} ${to}`).sort(), [
    "event:posted@1 reaches milestone:posted",
    "event:taken@1 reaches milestone:taken",
    "milestone:taken within 1h30m milestone:posted",
    "route:sell publishes event:taken@1",
  ]);
  assert.match(mermaid(graph), /\(\["posted"\]\)/);
  assert.match(svg(graph), /within 1h30m/);
});
