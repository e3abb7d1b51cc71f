import assert from "node:assert/strict";
import { test } from "node:test";
import { Campaign, type Suite } from "./campaign.ts";
import { type CampaignOptions, readOptions } from "./options.ts";
import type { Outcome } from "./round.ts";

const flood = { name: "flood" };
const fire = { name: "fire" };

/** What it says, and whether nothing was broken. */
async function campaign(options: CampaignOptions, play: Suite<{ name: string }>["play"], lastMs = 60_000) {
  const lines: string[] = [];
  const suite = {
    command: "campaign",
    faults: [flood, fire],
    never: ["lost"],
    lastMs,
    mixed: () => [[flood], [flood, fire]],
    only: (fault: { name: string }) => [[fault]],
    play,
  };
  const isWhole = await new Campaign(suite, options, (line) => lines.push(line)).run();
  return { isWhole, lines };
}

const ended = (): Promise<Outcome> => Promise.resolve({ counts: new Map([["done", 4]]) });

test("each round is told before it is played, and all that was counted in the end", async () => {
  const { isWhole, lines } = await campaign({ seed: 7, rounds: 2 }, ended);
  assert.equal(isWhole, true);
  assert.deepEqual(
    lines.map((line) => line.replace(/\d+\.\d s/, "T")),
    [
      "From seed 7.",
      "Seed 7: flood; flood while fire",
      "  ended after T",
      "Seed 8: flood; flood while fire",
      "  ended after T",
      "2 rounds from seed 7 in T",
      "        8 done",
      "        0 lost",
    ],
  );
});

test("a broken round is the last, and tells what was seen and how it is played again", async () => {
  const broken = { error: new Error("One is lost."), saw: ["Under way: fire"], folder: "/kept" };
  const { isWhole, lines } = await campaign({ seed: 7, rounds: 9, fault: "fire" }, () =>
    Promise.resolve({ counts: new Map(), broken }),
  );
  assert.equal(isWhole, false);
  assert.deepEqual(lines.slice(3, 7), [
    "Seed 7 is broken: One is lost.",
    "  Under way: fire",
    "  Its folder: /kept",
    '  Again: npm run campaign -- --rounds 1 --seed 7 --fault "fire"',
  ]);
  assert.match(lines.at(-1) ?? "", /^1 rounds/);
});

test("a round that never says that it has ended is broken", async () => {
  const { isWhole, lines } = await campaign({ seed: 1, rounds: 1 }, () => new Promise(() => undefined), 20);
  assert.equal(isWhole, false);
  assert.ok(
    lines.includes("Seed 1 is broken: It neither ended nor could be ended within 0.02 s."),
    lines.join("\n"),
  );
});

test("a fault that there is not is answered by those there are", async () => {
  await assert.rejects(campaign({ seed: 1, rounds: 1, fault: "frost" }, ended), /There are: flood, fire\./);
});

test("rounds are asked for rather than minutes, and neither where nothing is said", () => {
  assert.deepEqual(readOptions(["--seed", "3", "--rounds", "2", "--minutes", "9"], 1), {
    seed: 3,
    rounds: 2,
  });
  assert.deepEqual(readOptions(["--seed", "3"], 1), { seed: 3, minutes: 1 });
  assert.deepEqual(readOptions(["--seed", "3"]), { seed: 3 });
});
