import assert from "node:assert/strict";
import { test } from "node:test";
import { mermaid } from "../../compiler/graph/mermaid.ts";
import { processGraph } from "../../compiler/graph/process.ts";
import { routeGraph } from "../../compiler/graph/route.ts";
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

test("a route is drawn with its branches, items, outcomes and what undoes it", () => {
  const { routes } = planOf(
    `
kind: System
metadata: { name: erp, domain: orders }
spec:
  type: erp
  endpoints: { local: simulated }
  operations:
    post: { request: { method: POST, path: /p, body: { type: object, properties: { id: { type: string } } } }, response: { 201: { type: object, required: [number], properties: { number: { type: string } } } }, idempotent: true }
    cancel: { parameters: { number: { type: string } }, request: { method: DELETE, path: "/p/{number}" } }
---
kind: Route
metadata: { name: sell, domain: orders }
spec:
  trigger: { event: { of: taken@1 } }
  steps:
    - { name: posted, call: erp.post, with: { id: =message.data.orderId }, compensate: { call: erp.cancel, with: { number: =posted.number } } }
    - choose:
        - { when: =message.data.orderId == "1", steps: [{ name: one, publish: posted@1, with: =message.data }] }
        - { when: =message.data.orderId == "2", steps: [{ end: two }] }
    - parallel:
        - { steps: [{ name: left, publish: posted@1, with: =message.data }] }
        - { steps: [{ name: right, when: =message.data.orderId != "", publish: posted@1, with: =message.data }] }
    - name: review
      approve: { role: desk, within: 1h }
      onReject: [{ compensate: all }, { end: rejected }]
      onExpiry: [{ end: late }]
    - { name: items, each: ["a"], as: word, steps: [{ name: told, publish: posted@1, with: =message.data }] }
${contract("taken")}${contract("posted")}`.replace('each: ["a"]', 'each: "=[message.data.orderId]"'),
  );
  const [route] = routes;
  assert.ok(route);
  const graph = routeGraph(route);
  const label = new Map(graph.nodes.map((node) => [node.id, node.label]));
  const arrows = graph.edges.map(
    (edge) => `${label.get(edge.from)} > ${edge.label ?? ""} > ${label.get(edge.to)}`,
  );
  assert.deepEqual(arrows, [
    "taken@1 consumes >  > call posted",
    "call posted > undone by > undo posted: erp.cancel",
    "call posted >  > choose",
    'choose > message.data.orderId === "1" > publish one: posted@1',
    'choose > message.data.orderId === "2" > end two',
    "publish one: posted@1 >  > parallel",
    "choose > otherwise > parallel",
    "parallel >  > publish left: posted@1",
    'parallel > when message.data.orderId !== "" > publish right: posted@1',
    "publish left: posted@1 >  > approve review",
    "publish right: posted@1 >  > approve review",
    "parallel > else > approve review",
    "approve review > rejected > compensate",
    "compensate > undoes > undo posted: erp.cancel",
    "compensate >  > end rejected",
    "approve review > expired > end late",
    "approve review >  > each items",
    "each items > each word > publish told: posted@1",
    "publish told: posted@1 > next > each items",
  ]);
  assert.match(mermaid(graph), /\{"choose"\}/);
  assert.match(mermaid(graph), /-\.->\|"undone by"\|/);
  assert.match(svg(graph), /rejected/);
});
