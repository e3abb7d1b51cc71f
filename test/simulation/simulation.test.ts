import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { planted } from "./planted.ts";

const run = (...args: string[]) =>
  spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(new URL("./run.ts", import.meta.url)), ...args],
    {
      encoding: "utf8",
    },
  );

test("two hundred hostile histories end as they should", (context) => {
  const { status, stdout, stderr } = run("--count", "200", "--seed", "1");
  assert.equal(status, 0, stdout + stderr);
  context.diagnostic(stdout);
});

test("a seed plays the same history again, to the letter", async () => {
  const { history } = await import("./history.ts");
  const [once, again] = [await history(7), await history(7)];
  assert.deepEqual(once, again);
  assert.ok(once.crashes > 0 && once.calls > 0);
});

for (const { name } of planted) {
  test(`the simulation finds ${name}`, () => {
    const { status, stdout, stderr } = run("--count", "4000", "--seed", "1", "--plant", name);
    assert.equal(status, 1, stdout + stderr);
    const again = /Again: npm run simulation -- --count 1 --seed (\d+)/.exec(stdout)?.[1] ?? "";
    const replayed = run("--count", "1", "--seed", again, "--plant", name);
    assert.match(replayed.stdout, new RegExp(`^seed ${again}: `, "m"));
  });
}
