import assert from "node:assert/strict";
import { test } from "node:test";
import { emit } from "../../../compiler/passes/emit/index.ts";
import type { GraphStep } from "../../../runtime/engine/port.ts";
import { whyNotMovable } from "../../../runtime/engine/run/builds.ts";
import type { Entry, Head } from "../../../runtime/engine/run/program/entry.ts";
import { planOf } from "../kinds/compile.ts";

const around = `
kind: System
metadata: { name: erp, domain: orders }
spec:
  type: erp
  endpoints: { local: simulated }
  operations:
    post: { parameters: { id: { type: string } }, request: { method: PUT, path: "/p/{id}" }, idempotent: true }
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  outside: { publishes: the shop does }
  schema: { type: object, required: [id, lines], properties: { id: { type: string }, lines: { type: array, items: { type: string } } } }
---
kind: Route
metadata: { name: go, domain: orders }
spec:
  trigger: { event: { of: order@1 } }
  steps:
`;

/** As the route's module of a build says it. */
function graphOf(steps: string): readonly GraphStep[] {
  const module = emit(planOf(around + steps)).output.get("routes/go.ts") ?? "";
  const written = /\n {2}graph: (\[.*?\]),\n {2}\w/s.exec(module)?.[1] ?? "";
  const json = written.replaceAll(/(\w+): /g, '"$1": ').replaceAll(/,(?=\s*[}\]])/g, "");
  return JSON.parse(json) as readonly GraphStep[]; // as the engine port has them
}

/** Why a run of one build that has done some steps can not go on in another. */
function why(before: string, after: string, ...done: readonly string[]): string | undefined {
  const at = { file: "go.yaml", line: 1 };
  const entries = done.map((name, position): Entry => {
    const head: Head = { name, kind: "call", at, outcome: "ok", attempts: [] };
    return { position, head, output: null, used: false };
  });
  const [from, to] = [JSON.stringify(graphOf(before)), graphOf(after)];
  return whyNotMovable(entries, { from: "one", to: "two", before: from, after: to });
}

const post = (name: string, more = "") =>
  `    - { name: ${name}, call: erp.post, with: { id: =message.data.id }${more} }\n`;
const onA = ', when: =message.data.id == "a"';
const onB = ', when: =message.data.id == "b"';

test("a run goes on where what decides about the steps it has done is as it was", () => {
  const steps = post("rare", onA) + post("one") + post("two", onA);
  assert.equal(why(steps, steps, "one"), undefined);
  assert.equal(
    why(steps, post("rare", onA) + post("one") + post("two", onB) + post("three"), "one"),
    undefined,
  );
});

test("a condition that was asked on the way, and is another now, is for a person: of a step done, and of one passed over", () => {
  assert.match(why(post("one", onA), post("one", onB), "one") ?? "", /decides otherwise about step one/);
  const passed = why(post("rare", onA) + post("one"), post("rare", onB) + post("one"), "one");
  assert.match(passed ?? "", /decides otherwise about step rare/);
});

const choose = (first: string, then = "", last = "") => `    - choose:
        - when: =message.data.id == "${first}"
          steps:
        ${post("one")}        ${post("two")}${then}        - otherwise:
        ${post("three")}${last}`;

test("a branch that was taken is gone on with where the conditions up to it are the same, whatever comes behind", () => {
  assert.equal(why(choose("a"), choose("a", `        ${post("more")}`), "one"), undefined);
  assert.match(why(choose("a"), choose("b"), "one") ?? "", /decides otherwise about step one/);
  assert.match(why(choose("a"), choose("b"), "three") ?? "", /decides otherwise about step one/);
});

test("a step that was done in a branch and now stands behind it is for a person", () => {
  const branch = `    - choose:\n        - when: =message.data.id == "a"\n          steps:\n        ${post("one")}`;
  const inside = `${branch}        ${post("two")}`;
  assert.equal(why(inside, branch + post("two"), "one"), undefined);
  assert.match(why(inside, branch + post("two"), "one", "two") ?? "", /decides otherwise about step two/);
});

test("items that were worked on belong to their list: of another list they are others", () => {
  const each = (list: string, more = "") =>
    `    - name: items\n      each: ${list}\n      as: line\n      steps:\n    ${post("one")}${more}`;
  const all = each("=message.data.lines");
  assert.equal(why(all, each("=message.data.lines", `    ${post("two")}`), "items[0].one"), undefined);
  const some = each("\"=message.data.lines.filter(line => line != 'a')\"");
  assert.match(why(all, some, "items[0].one") ?? "", /decides otherwise about step items.one/);
});

test("a step that moved from one branch of a parallel to another is for a person", () => {
  const side = (first: string, second: string) =>
    `    - parallel:\n        - steps:\n        ${first}        - steps:\n        ${second}`;
  const moved = side(post("one"), `${post("two")}        ${post("three")}`);
  const was = side(`${post("one")}        ${post("two")}`, post("three"));
  assert.equal(why(was, moved, "parallel[0].one"), undefined);
  assert.match(why(was, moved, "parallel[0].two") ?? "", /decides otherwise about step parallel.two/);
});

/** A route whose call routes provide: one has these steps, and so many others do the same. */
const provided = (steps: string, others = 0) => `${post("one")}    - name: posting
      call: postings.make
      with: =message.data
${post("four")}---
kind: Capability
metadata: { name: postings, domain: orders }
spec:
  operations: { make: { input: order@1, output: order@1 } }
  providers:
    hand: { make: { route: by-hand } }
${Array.from({ length: others }, (_, index) => `    other${index}: { make: { route: by-hand } }\n`).join("")}  rollout: [{ to: hand }]
---
kind: Route
metadata: { name: by-hand, domain: orders }
spec:
  trigger: { capability: postings.make }
  steps:
${steps}    - { respond: { status: 200, body: =message.data } }
`;

test("within a call that a route provides, that route's steps decide, and other providers nothing", () => {
  const was = provided(post("a") + post("b"));
  const done = ["one", "posting/a"] as const;
  assert.equal(why(was, provided(post("a") + post("more") + post("b")), ...done), undefined);
  assert.equal(why(was, provided(post("a") + post("b"), 2), ...done), undefined);
  const before = why(was, provided(post("zero") + post("a") + post("b")), ...done);
  assert.match(before ?? "", /\(hand, within posting\) has zero \(call\) where a \(call\) was/);
  const condition = why(was, provided(post("a", onA) + post("b")), ...done, "four");
  assert.match(condition ?? "", /decides otherwise about step a/);
});

test("what undoes a call is that call, whatever routes provide it", () => {
  const was = provided(post("a") + post("b"));
  assert.equal(why(was, provided(post("zero") + post("a")), "one", "compensate:posting/x"), undefined);
});
