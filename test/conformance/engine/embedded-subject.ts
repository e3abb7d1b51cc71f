import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedEngine, openStore } from "../../../runtime/engine/embedded/index.ts";
import type { EngineSubject, SubjectOptions } from "./subject.ts";

export async function embeddedSubject(options: SubjectOptions): Promise<EngineSubject> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-conformance-"));
  const open = async (): Promise<EmbeddedEngine> =>
    new EmbeddedEngine({ ...options, store: await openStore({ file: join(folder, "store.db") }) });
  let engine = await open();
  return {
    get engine() {
      return engine;
    },
    async restart() {
      await engine.close({ drainMs: 0 });
      engine = await open();
    },
    async close() {
      await engine.close({ drainMs: 0 });
      await rm(folder, { recursive: true });
    },
  };
}
