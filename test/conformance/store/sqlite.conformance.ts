import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openStore } from "../../../runtime/engine/embedded/index.ts";
import { storeCases } from "./cases/index.ts";
import type { StoreSubject } from "./subject.ts";

async function subjectOf(): Promise<StoreSubject> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-conformance-"));
  const file = join(folder, "store.db");
  const store = await openStore({ file });
  return {
    store,
    shared: false,
    async open() {
      await store.close();
      return openStore({ file });
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

for (const { name, shared, run } of storeCases)
  test(`sqlite: ${name}`, { skip: shared && "one process owns a file", timeout: 60_000 }, async (context) => {
    const subject = await subjectOf();
    context.after(() => subject.close());
    await run(subject);
  });
