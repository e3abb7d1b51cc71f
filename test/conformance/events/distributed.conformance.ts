import { after, before, test } from "node:test";
import { Servers } from "../service/servers.ts";
import { eventCases } from "./cases/index.ts";
import { distributedSubject } from "./distributed-subject.ts";

let servers: Servers;
before(async () => {
  servers = await Servers.start();
});
after(() => servers.stop());

for (const { name, run } of eventCases)
  test(`restate over kafka: ${name}`, { timeout: 60_000 }, async (context) => {
    const subject = await distributedSubject(servers);
    context.after(() => subject.close());
    await run(subject);
  });
