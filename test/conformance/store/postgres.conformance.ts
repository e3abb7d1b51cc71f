import { after, before, test } from "node:test";
import { storeCases } from "./cases/index.ts";
import { Databases } from "./databases.ts";

let databases: Databases;
before(async () => {
  databases = await Databases.start();
});
after(() => databases.stop());

for (const { name, run } of storeCases)
  test(`postgres: ${name}`, { timeout: 60_000 }, async (context) => {
    const database = await databases.make();
    const store = await databases.open(database);
    context.after(() => store.close());
    await run({ store, shared: true, open: () => databases.open(database), close: () => store.close() });
  });
