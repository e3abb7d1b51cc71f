/** Scenarios of whole estates on both engines: the expectations hold on each, and all that became of them is the same. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { distributed } from "../../../runtime/scenario/distributed.ts";
import { type Build, type Ground, runScenario, type Scenario } from "../../../runtime/scenario/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import { Server } from "../../../trial/postgres/server.ts";
import { Restate } from "../../../trial/restate/server.ts";
import { postgresPackages } from "../store/databases.ts";
import { builtEstates } from "./estates.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** Branches of one moment, of which one ends the others: whether the last of them had begun is chance on either engine. */
const races: ReadonlySet<string> = new Set(["saga: one-line-is-short"]);

const estates = await builtEstates();
let servers: readonly [Server, Restate];
let ground: Ground;
before(async () => {
  servers = await Promise.all([Server.start(await postgresPackages()), Restate.start()]);
  const [postgres, restate] = servers;
  const port = async () => (await freePorts(1))[0] ?? 0;
  ground = await distributed({ postgres: postgres.settings("postgres"), restate, port });
});
after(async () => {
  estates.remove();
  await Promise.all(servers.map((server) => server.stop()));
});

async function play(build: Build, scenario: Scenario, on?: Ground): Promise<Outcome> {
  let outcome: Outcome | undefined;
  const { failures } = await runScenario(build, scenario, {
    ground: on,
    look: async (world) => {
      outcome = await outcomeOf(world);
    },
  });
  assert.deepEqual(failures, []);
  assert.ok(outcome);
  return outcome;
}

for (const [estate, build] of estates.builds)
  for (const scenario of build.scenarios) {
    const name = `${estate}: ${scenario.name}`;
    test(name, { timeout: 60_000 }, async () => {
      const [ours, theirs] = [await play(build, scenario, ground), await play(build, scenario)];
      if (races.has(name)) assert.deepEqual(endings(ours), endings(theirs));
      else assert.deepEqual(ours, theirs);
    });
  }

/** What is no chance where branches race. */
function endings({ runs, events, deadLetters }: Outcome) {
  return { runs: runs.map(({ route, state, outcome }) => ({ route, state, outcome })), events, deadLetters };
}
