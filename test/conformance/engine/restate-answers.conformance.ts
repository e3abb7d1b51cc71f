import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import { Restate } from "../../../trial/restate/server.ts";
import { command, info, program } from "../../runtime/engine/embedded/bench-of.ts";
import { Databases } from "../store/databases.ts";

let server: Restate;
let databases: Databases;
before(async () => {
  [server, databases] = await Promise.all([Restate.start(), Databases.start()]);
});
after(() => Promise.all([server.stop(), databases.stop()]));

const answering = program("orders", async (run, input) => {
  await run.respond(info("answer", "respond"), { status: 201, body: input });
});

/** Two replicas, of which Restate calls the second only. */
async function pair(
  context: TestContext,
): Promise<readonly [uncalled: RestateEngine, called: RestateEngine]> {
  const database = await databases.make();
  const [one = 0, other = 0] = await freePorts(2);
  const open = async (port: number, more: object): Promise<RestateEngine> => {
    const listen = { host: "127.0.0.1", port };
    const restate = { ingress: `http://${server.ingress}`, prefix: "pair-", listen, ...more };
    const engine = new RestateEngine({ store: await databases.open(database), restate });
    context.after(() => engine.close({ drainMs: 0 }));
    await engine.serve("one", [answering]);
    return engine;
  };
  const register = { admin: `http://${server.admin}`, address: `http://127.0.0.1:${other}` };
  return [await open(one, {}), await open(other, { register })];
}

test("a caller hears from the replica that took its message what another one answers", async (context) => {
  const [uncalled] = await pair(context);
  const { answered } = await uncalled.accept(command("orders", 7));
  assert.deepEqual(await answered, { kind: "responded", status: 201, body: 7 });
});
