import assert from "node:assert/strict";
import { test } from "node:test";
import { Chance } from "../../simulation/chance.ts";
import { Operator } from "./operator.ts";
import { Scripted } from "./scripted.ts";

const letter = { id: "1", run: "1-a", step: undefined, class: "refused", state: "open" } as const;
const moving = { backlog: () => ({ live: 1, behind: 0 }) };

const turning: readonly (readonly [string, ConstructorParameters<typeof Scripted>[0]])[] = [
  ["redriven", { ...moving, letters: () => [letter], redrive: () => undefined, restart: () => null }],
  ["resumed", { ...moving, letters: () => [], paused: () => [{ run: "1-a" }], resume: () => undefined }],
  [
    "decided",
    {
      ...moving,
      letters: () => [],
      paused: () => [],
      approvals: () => [{ run: "1-a", step: "review" }],
      decide: () => "done",
    },
  ],
  ["waited for", { ...moving, letters: () => [], paused: () => [], approvals: () => [] }],
];

for (const [what, script] of turning)
  test(`what is ${what} again and again and never becomes less does not come to rest`, async () => {
    const operator = new Operator(new Scripted(script), new Chance(1), []);
    await assert.rejects(operator.settle(100), /does not come to rest.*"live":1/);
  });

test("what becomes less comes to rest", async () => {
  let letters = [letter, { ...letter, id: "2", run: "2-a" }];
  const script = {
    backlog: () => ({ live: letters.length, behind: 0 }),
    letters: () => letters,
    redrive: () => void (letters = letters.slice(1)),
    restart: () => {
      letters = letters.slice(1);
      return null;
    },
    paused: () => [],
    approvals: () => [],
  };
  await new Operator(new Scripted(script), new Chance(1), []).settle(5_000);
  assert.equal(letters.length, 0);
});
