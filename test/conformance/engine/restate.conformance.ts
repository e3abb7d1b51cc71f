import { after, before, test } from "node:test";
import { Restate } from "../../../trial/restate/server.ts";
import { Databases } from "../store/databases.ts";
import { engineCases } from "./cases/index.ts";
import { restateSubject } from "./restate-subject.ts";

let server: Restate;
let databases: Databases;
before(async () => {
  [server, databases] = await Promise.all([Restate.start(), Databases.start()]);
});
after(() => Promise.all([server.stop(), databases.stop()]));

for (const { name, options = {}, run } of engineCases)
  test(`restate: ${name}`, { timeout: 60_000 }, async (context) => {
    const subject = await restateSubject(server, databases, options);
    context.after(() => subject.close());
    await run(subject);
  });
