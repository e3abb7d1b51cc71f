import { test } from "node:test";
import { engineCases } from "./cases/index.ts";
import { embeddedSubject } from "./embedded-subject.ts";

for (const { name, options = {}, run } of engineCases)
  test(`embedded: ${name}`, { timeout: 60_000 }, async (context) => {
    const subject = await embeddedSubject(options);
    context.after(() => subject.close());
    await run(subject);
  });
