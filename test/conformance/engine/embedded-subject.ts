import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedEngine, openStore } from "../../../runtime/engine/embedded/index.ts";
import type { EngineSubject, SubjectOptions } from "./subject.ts";

export async function embeddedSubject(options: SubjectOptions): Promise<EngineSubject> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-conformance-"));
  const open = async (said: { readonly putBack?: string } = {}): Promise<EmbeddedEngine> =>
    new EmbeddedEngine({ ...options, ...said, store: await openStore({ file: join(folder, "store.db") }) });
  let engine = await open();
  return {
    get engine() {
      return engine;
    },
    beside: () => Promise.resolve(engine),
    async restart(said) {
      await engine.close({ drainMs: 0 });
      engine = await open(said);
    },
    async close() {
      await engine.close({ drainMs: 0 });
      await rm(folder, { recursive: true });
    },
  };
}
