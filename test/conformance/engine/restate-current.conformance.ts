/** Which of several builds with the same routes a real Restate calls: the one that the deployment's file says. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import { Restate } from "../../../trial/restate/server.ts";
import { command, info, options, program } from "../../runtime/engine/embedded/bench-of.ts";
import { Databases } from "../store/databases.ts";
import { until } from "../until.ts";
import { rested } from "./programs.ts";

let folder: string;
let server: Restate;
let databases: Databases;
before(async () => {
  [folder, server, databases] = await Promise.all([
    mkdtemp(join(tmpdir(), "waybill-current-")),
    Restate.start(),
    Databases.start(),
  ]);
});
after(() => Promise.all([server.stop(), databases.stop(), rm(folder, { recursive: true })]));

/** Builds of one service: `starts` is a replica of one, `says` is the deployment. */
async function builds(context: TestContext) {
  const [old = 0, young = 0] = await freePorts(2);
  const ports = { old, young };
  const [database, current] = [await databases.make(), join(folder, `${old}`)];
  const calls: string[] = [];
  const starts = async (build: keyof typeof ports): Promise<RestateEngine> => {
    const engine = new RestateEngine({
      store: await databases.open(database),
      restate: {
        ingress: `http://${server.ingress}`,
        listen: { host: "127.0.0.1", port: ports[build] },
        prefix: `current-${old}-`,
        register: {
          admin: `http://${server.admin}`,
          address: `http://127.0.0.1:${ports[build]}`,
          current,
          lookEveryMs: 100,
        },
      },
    });
    context.after(() => engine.close({ drainMs: 0 }));
    const route = program("orders", async (run) => {
      await run.step(info("post"), options(), async () => void calls.push(build));
    });
    await engine.serve(build, [route]);
    return engine;
  };
  const says = (build: keyof typeof ports): Promise<void> =>
    writeFile(current, `http://127.0.0.1:${ports[build]}`);
  /** The build that Restate calls for an order which this replica accepts. */
  const worked = async (engine: RestateEngine): Promise<string | undefined> => {
    const { run } = await engine.accept(command("orders"));
    assert.equal((await rested(engine, run)).state, "done");
    return calls.at(-1);
  };
  return { starts, says, worked };
}

test("a replica of the build before that starts anew takes nothing back from the current one", {
  timeout: 60_000,
}, async (context) => {
  const { starts, says, worked } = await builds(context);
  await says("old");
  const old = await starts("old");
  assert.equal(await worked(old), "old");
  await says("young");
  const young = await starts("young");
  assert.equal(await worked(young), "young");
  await old.close({ drainMs: 0 });
  const again = await starts("old");
  assert.equal(await worked(again), "young");
  assert.equal(await worked(young), "young");
});

test("a build that becomes current again while it runs is called again, by itself", {
  timeout: 60_000,
}, async (context) => {
  const { starts, says, worked } = await builds(context);
  await says("old");
  const old = await starts("old");
  await says("young");
  const young = await starts("young");
  assert.equal(await worked(young), "young");
  await says("old");
  await until(
    () => worked(young),
    (build) => build === "old",
  );
  await young.close({ drainMs: 0 });
  assert.equal(await worked(old), "old");
});

test("a Restate that knows no build calls the one that is there, current or not", {
  timeout: 60_000,
}, async (context) => {
  const { starts, says, worked } = await builds(context);
  await says("young");
  const old = await starts("old");
  assert.equal(await worked(old), "old");
  const young = await starts("young");
  assert.equal(await worked(young), "young");
});

test("a file that is not there is told when the service starts", { timeout: 60_000 }, async (context) => {
  const { starts } = await builds(context);
  await assert.rejects(starts("old"), /ENOENT/);
});
