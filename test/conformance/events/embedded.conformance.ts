import { test } from "node:test";
import { eventCases } from "./cases/index.ts";
import { embeddedSubject } from "./embedded-subject.ts";

for (const { name, run } of eventCases)
  test(`embedded: ${name}`, { timeout: 60_000 }, async (context) => {
    const subject = await embeddedSubject();
    context.after(() => subject.close());
    await run(subject);
  });
