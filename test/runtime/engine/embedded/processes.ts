import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type EmbeddedOptions, VirtualClock } from "../../../../runtime/engine/embedded/index.ts";
import type { Program } from "../../../../runtime/engine/port.ts";
import { type Bench, bench } from "./bench-of.ts";

/** Runs one process after another on a store and a clock; `close` with no time to drain is as good as a kill. */
export async function processes(
  context: TestContext,
  options: Partial<EmbeddedOptions> = {},
): Promise<(build: string, programs: readonly Program[]) => Promise<Bench>> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-restart-"));
  context.after(() => rm(folder, { recursive: true }));
  const clock = new VirtualClock();
  return async (build, programs) => {
    const started = await bench({ ...options, file: join(folder, "store.db"), clock });
    await started.engine.serve(build, programs);
    return started;
  };
}
