import { join } from "node:path";
import type { SimulationData } from "../../../runtime/simulate/data.ts";
import type { EmittedFiles } from "../../plan/plan.ts";

export interface DevServerOptions {
  readonly port: number;
  readonly data: string;
  readonly builds: string;
  /** Over the process's own. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * All services of an estate in this process, replaced when a new build is there. Owns the listening service, the simulated systems
 * (which keep what they were given over a rebuild, unless their own specs change) and a folder a build, since a module is loaded once.
 */
export class DevServer {
  readonly #options: DevServerOptions;
  #running:
    | { readonly url: string; close(options?: { readonly drainMs?: number }): Promise<void> }
    | undefined;
  #build: string | undefined;
  #simulator: { readonly text: string; readonly routes: Awaited<ReturnType<typeof simulatorOf>> } | undefined;
  #port: number;

  constructor(options: DevServerOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  get url(): string {
    return this.#running?.url ?? "";
  }

  /** The id of the build that runs; undefined before the first. */
  get build(): string | undefined {
    return this.#build;
  }

  /** Starts this build in place of the one before; answers its id, or undefined where it is the same. */
  async replace(files: EmittedFiles): Promise<string | undefined> {
    const { build } = JSON.parse(files.get("manifest.json") ?? "{}") as { build: string };
    const text = files.get("simulation.json") ?? "";
    if (build === this.#build && text === this.#simulator?.text) return undefined;
    const folder = join(this.#options.builds, build);
    const { write } = await import("../../passes/write/index.ts");
    write(files, folder);
    const { loadBuild } = await import("../../../runtime/scenario/build.ts");
    const { startService } = await import("../../../runtime/service/index.ts");
    const loaded = await loadBuild(folder);
    if (this.#simulator?.text !== text)
      this.#simulator = { text, routes: await simulatorOf(loaded.simulation) };
    await this.#running?.close({ drainMs: 2_000 });
    this.#running = await startService(loaded.estate, {
      port: this.#port,
      variables: { ...process.env, WAYBILL_DATA: this.#options.data, ...this.#options.variables },
      routes: this.#simulator.routes,
      log: (level, message, fields) =>
        void (level === "error" && process.stderr.write(`${message} ${JSON.stringify(fields)}\n`)),
    });
    this.#port = Number(new URL(this.#running.url).port);
    this.#build = build;
    return build;
  }

  async close(): Promise<void> {
    await this.#running?.close({ drainMs: 2_000 });
  }
}

async function simulatorOf(data: SimulationData) {
  const { createSimulator, simulatorRoutes } = await import("../../../runtime/simulate/index.ts");
  const { systemClock } = await import("../../../runtime/systems/system-clock.ts");
  return simulatorRoutes(createSimulator(data, { clock: systemClock }));
}
